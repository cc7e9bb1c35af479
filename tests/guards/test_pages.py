"""Every word on screen is there in both languages; nothing on a page is inline or of another site."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

import service
from service.domain.findings import FindingKind
from service.domain.standard.rules.rule import RULES
from service.domain.words import every_kind
from service.web.shared.languages import ENGLISH_MESSAGES

HOUSE = Path(__file__).parents[2]
PAGES = HOUSE / "templates" / "pages"
WEB = HOUSE / "service" / "web"
WITH_WORDS = [*WEB.rglob("*.py"), HOUSE / "service" / "domain" / "words.py"]
ALWAYS_MORE = (
    *("de eerste %(count)s", "De eerste %(count)s", "%(count)s regels", "%(findings)s bevindingen"),
    *("%(days)s dagen vóór de uiterste dag", "Van %(count)s cellen die verschillen", "%(count)s dagen"),
    *("Van %(timed)s van uw %(all)s formaten", "de %(others)s andere gemeenten"),
)
"""Messages with a number that is always more than one: the first of many, a term of days that is ours, all
others, and some of several."""
COUNTED = r"%\(\w+\)s (?:\w+e )?(\w+)"
"""A number, perhaps an adjective, and what there are so many of."""
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None}


def messages_on_screen():
    for method, files in (("jinja2.ext:babel_extract", PAGES.rglob("*.html")), ("python", WITH_WORDS)):
        for path in sorted(files):
            with path.open("rb") as file:
                for found in extract(method, file, _KEYWORDS, (), {"trimmed": "true"}):
                    yield found[1]


def is_filled(text):
    return bool(text) if isinstance(text, str) else all(text)


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)s", text))


def test_every_message_has_an_english_translation_and_no_translation_is_left_over():
    with ENGLISH_MESSAGES.open("rb") as file:
        catalog = read_po(file, locale="en", abort_invalid=True)
    translated = {entry.id for entry in catalog if entry.id and is_filled(entry.string) and not entry.fuzzy}

    assert set(messages_on_screen()) == translated


def test_no_message_stands_inside_an_f_string_where_nobody_finds_it_to_translate_it():
    hidden = [
        f"{path.name}:{text.lineno}"
        for path in (HOUSE / "service").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"gettext", "ngettext", "message"}
    ]

    assert hidden == []


def test_a_translation_fills_in_what_the_message_fills_in():
    with ENGLISH_MESSAGES.open("rb") as file:
        catalog = read_po(file, locale="en", abort_invalid=True)

    for entry in catalog:
        if entry.id:
            ours = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            theirs = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            assert placeholders(ours[-1]) == placeholders(theirs[-1]), entry.id


def test_a_number_that_may_be_one_has_a_singular():
    """Plurals are those of the messages that have both; `ngettext` chooses, never the page."""
    messages = set(messages_on_screen())
    plurals = {
        word
        for one, many in (each for each in messages if isinstance(each, tuple))
        for word in re.findall(COUNTED, many)
        if word not in re.findall(COUNTED, one)
    }

    wrong = {each for each in messages if isinstance(each, str) and set(re.findall(COUNTED, each)) & plurals}
    assert len(plurals) > 20
    assert {each for each in wrong if not any(said in each for said in ALWAYS_MORE)} == set()


def test_every_finding_of_the_code_is_known_by_its_code():
    kinds = {rule.kind for rule in RULES}
    for found in pkgutil.walk_packages(service.__path__, "service."):
        if not found.name.startswith(("service.web", "service.storage.migrations")):
            things = vars(importlib.import_module(found.name)).values()
            kinds |= {thing for thing in things if isinstance(thing, FindingKind)}

    assert {kind.code for kind in kinds} == {kind.code for kind in every_kind()}


def test_every_finding_has_a_heading_in_both_languages():
    assert [kind.code for kind in every_kind() if not (kind.title.nl and kind.title.en)] == []


def test_no_page_holds_inline_script_or_style_or_anything_of_another_site():
    static = [each for each in (WEB / "static").rglob("*.*") if each.suffix != ".png"]
    for path in (*sorted(PAGES.rglob("*.html")), *sorted(static)):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|\sstyle=|\son\w+=\"|<style|javascript:|@import", text), path.name
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path.name


def test_a_table_that_narrow_screens_read_as_a_list_says_at_each_cell_what_it_is():
    """But for a cell that says so itself, or that is no more than buttons."""
    unsaid, seen = [], 0
    for path in sorted(PAGES.rglob("*.html")):
        for table in re.findall(
            r'<table class="table table--stacked.*?</table>', path.read_text("utf-8"), re.DOTALL
        ):
            cells = re.findall(
                r"<td(?![^>]*data-label=)[^>]*>.*?</td>", table.partition("<tbody")[2], re.DOTALL
            )
            seen += table.count("<td") + table.count("told(")
            unsaid += [
                f"{path.name}: {each[:60]}"
                for each in cells
                if not re.search(r"table__whole|<form|act\(", each)
            ]

    assert unsaid == []
    assert seen > 100


def test_imported_templates_hold_no_words_outside_their_macros():
    """A module of macros is made once, in the language of whoever came first."""
    texts = {path.relative_to(PAGES): path.read_text(encoding="utf-8") for path in PAGES.rglob("*.html")}
    everything = "".join(texts.values())
    for name, text in texts.items():
        imported = re.search(rf'(from|import) "{name}"', everything)
        outside = re.sub(r"{%-? macro .*?endmacro -?%}", "", text, flags=re.DOTALL)
        assert not (imported and "_(" in outside), name
