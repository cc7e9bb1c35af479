"""Every fault that a format can have is said in Dutch on a Dutch page."""

import ast
import re
from pathlib import Path

import pytest

from service.web.formats.faults import in_words

HOUSE = Path(__file__).parents[3] / "service"
FILES = (
    *sorted((HOUSE / "domain" / "formats").rglob("*.py")),
    *(HOUSE / "files" / name for name in ("format_sources.py", "yaml_documents.py", "yaml_editing.py")),
    *(HOUSE / "use_cases" / name for name in ("begin_format.py", "format_proof.py", "write_format.py")),
    HOUSE / "web" / "formats_form.py",
)
RAISED = {"FormatError", "LanguageError", "CannotEditError", "error"}
ONLY_AROUND = {"x: x.", "x: x", "catalogue_not_read"}
"""A place before a fault that is said elsewhere."""


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) if isinstance(part, ast.Constant) else "x" for part in node.values)
    if isinstance(node, ast.BinOp):
        return f"{text_of(node.left)}{text_of(node.right)}"
    return ""


def sentences():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(
                getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", "")
            )
            if isinstance(node, ast.Call) and name in RAISED:
                said = [*node.args, *(each.value for each in node.keywords if each.arg == "remedy")]
                yield from (text for each in said if (text := text_of(each)))


@pytest.mark.parametrize("sentence", sorted(set(sentences()) - ONLY_AROUND))
def test_every_sentence_about_a_fault_has_a_dutch_one(sentence):
    said = in_words(sentence)

    english = re.compile(
        r"\b(the|this|is not|there is|write|which|without|has|needs|of yours)\b", re.IGNORECASE
    )
    assert not english.search(said), said


def test_the_place_and_the_step_are_said_as_the_page_calls_them():
    told = in_words(
        "concept:24: Uren: to_unit: This verb changes a number, and what stands before it is a text."
    )

    assert told == (
        "Uren: stap “omrekenen naar een eenheid”: "
        "Deze stap verandert een getal, en wat ervoor staat is een tekst."
    )


def test_a_fault_about_fields_that_are_left_out_says_which_and_what_to_do():
    told = in_words(
        "concept:9: a/b neither uses these fields nor says why not: prestatie.tarief, verloop.begindatum. "
        "List them under not_asked with a reason (`table.*` takes a whole table)."
    )

    assert told == (
        "Deze velden worden niet gebruikt, en er staat niet bij waarom: prestatie.tarief, "
        "verloop.begindatum. Zet ze op de lijst van wat niet gevraagd wordt, met de reden; dat kan ook voor "
        "een hele tabel."
    )
