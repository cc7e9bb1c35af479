"""Every fault of a format is declared once, by a code of its own, and says the same in both languages."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.failures import FormatError, RefusedValueError
from service.domain.formats.faults.values import value_fault
from service.domain.formats.shape import LanguageError
from tests.guards.fault_kinds import declared_fault_kinds, every_fault_kind

HOUSE = Path(__file__).parents[2] / "service"
CARRIERS = {"FormatError", "LanguageError", "CannotEditError", "RefusedValueError"}


def filled_in(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def calls():
    """Every call of the service and where it stands, read once: nobody changes them."""
    return tuple(
        (path.relative_to(HOUSE), node)
        for path in sorted(HOUSE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )


def name_of(function):
    return getattr(function, "id", getattr(function, "attr", ""))


def test_no_two_kinds_of_faults_have_one_code():
    codes = Counter(kind.code for kind in every_fault_kind())

    assert [code for code, times in codes.items() if times > 1] == []


def test_every_kind_is_declared_in_the_package_of_faults():
    outside = {
        str(path)
        for path, node in calls()
        if name_of(node.func) == "FaultKind" and Path("domain/formats/faults") not in path.parents
    }

    assert outside == set()


def test_a_code_is_small_letters_and_hyphens():
    codes = [kind.code for kind in every_fault_kind()]

    assert [code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


def test_every_fault_is_said_in_both_languages_with_the_same_facts():
    for kind in every_fault_kind():
        assert kind.words.nl, kind.code
        assert kind.words.en, kind.code
        assert bool(kind.remedy.nl) == bool(kind.remedy.en), kind.code
        for said in (kind.words, kind.remedy):
            assert filled_in(said.nl) == filled_in(said.en), kind.code


def test_every_fault_that_is_raised_fills_in_exactly_what_its_words_ask():
    kinds = {}
    for path, node in calls():
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr == "fault":
            named = name_of(function.value)
            if named.isupper() and all(each.arg for each in node.keywords):
                kinds.setdefault(named, []).append((path, node.lineno, {each.arg for each in node.keywords}))
    declared = declared_fault_kinds()

    for named, places in kinds.items():
        asked = filled_in(declared[named].words.en) | filled_in(declared[named].remedy.en)
        for path, line, given in places:
            assert given == asked, f"{path}:{line} {named}"


def test_every_fault_that_is_declared_is_raised_somewhere():
    text = "".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py"))
    words = Counter(re.findall(r"\w+", text))

    assert [name for name in declared_fault_kinds() if words[name] < 2] == []


def test_what_says_that_a_format_is_wrong_carries_a_fault_and_never_a_sentence():
    written = [
        f"{path}:{node.lineno}"
        for path, node in calls()
        if name_of(node.func) in CARRIERS
        and node.args
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    ]

    assert written == []


def test_the_failures_that_carry_a_fault_are_the_ones_looked_at():
    assert {FormatError.__name__, LanguageError.__name__, RefusedValueError.__name__} <= CARRIERS


NAMES = "number, least, text, name, several, sign"


class Everything(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: int = 1
    least: int = Field(default=1, ge=1)
    text: str = ""
    name: str = Field(default="a", pattern="^[a-z]$")
    several: dict[str, str] = Field(default={"a": "b"}, min_length=1)
    sign: str = Field(default=" ", min_length=1, max_length=1)


@pytest.mark.parametrize(
    ("given", "nl", "en"),
    [
        (
            {"number": "x"},
            "number: dit moet een geheel getal zijn. Er staat 'x'.",
            "number: Input should be a valid integer. It says 'x'.",
        ),
        (
            {"least": 0},
            "least: dit moet minstens 1 zijn.",
            "least: Input should be greater than or equal to 1.",
        ),
        ({"text": 1}, "text: dit moet een tekst zijn.", "text: Input should be a valid string."),
        (
            {"leest": 1},
            f"'leest' hoort hier niet. Kies één van: {NAMES}. Bedoelt u least?",
            f"Extra inputs are not permitted: 'leest'. Write one of: {NAMES}. Did you mean least?",
        ),
        (
            {"name": "A"},
            "name: gebruik kleine letters, cijfers, streepjes en een schuine streep.",
            "name: Use small letters, digits, hyphens and a slash.",
        ),
        (
            {"several": {}},
            "several: hier horen er minstens 1 te staan.",
            "several: At least 1 should stand here.",
        ),
        ({"sign": "ab"}, "sign: dit heeft hooguit 1 tekens.", "sign: This has at most 1 characters."),
    ],
)
def test_what_pydantic_refuses_is_told_by_its_type_in_both_languages(given, nl, en):
    with pytest.raises(ValidationError) as refused:
        Everything.model_validate(given)

    fault, path = value_fault(refused.value, Everything)

    assert (fault.words().nl, fault.words().en) == (nl, en)
    assert path == tuple(given)
