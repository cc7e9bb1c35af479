"""What stands in the way of a line becoming part of a code table is named, one by one."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.failures import FormatError
from service.domain.formats.code_tables import CodeLine, Meaning
from service.domain.formats.meaning_proposals import MOST_SIGNS_OF_A_MEANING, require_meaning
from service.domain.translation.waiting_codes import MOST_SIGNS
from tests.golden.examples import the_catalogue

FORMAT, TABLE = "voorbeeldregio-noord/kwartaal-voorbeeldstad", "voorbeeldregio-noord/voorzieningen"
LINE = CodeLine(code="49Z99", becomes="Nieuw")
DAY = date(2026, 1, 1)


def refusal(line):
    try:
        require_meaning(the_catalogue(), Meaning(FORMAT, TABLE, line))
    except FormatError as refused:
        return refused.fault.kind.code
    return ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"code": "  "}, "no-code"),
        ({"code": "999900006"}, "no-code"),
        ({"code": "x" * MOST_SIGNS}, ""),
        ({"code": "x" * (MOST_SIGNS + 1)}, "no-code"),
        ({"code": "a\nb"}, "no-code"),
        ({"becomes": ""}, "meaning-not-written"),
        ({"becomes": "x" * MOST_SIGNS_OF_A_MEANING}, ""),
        ({"becomes": "x" * (MOST_SIGNS_OF_A_MEANING + 1)}, "meaning-with-other-signs"),
        ({"becomes": "a\tb"}, "meaning-with-other-signs"),
        ({"valid_from": DAY, "valid_until": DAY}, ""),
        ({"valid_from": DAY, "valid_until": date(2025, 12, 31)}, "meaning-ends-before-it-begins"),
        ({"law": "JW"}, ""),
        ({"law": "ZVW"}, "meaning-for-another-law"),
    ],
    ids=str,
)
def test_each_reason_has_its_own_name_and_holds_to_the_sign_and_the_day(change, code):
    assert refusal(replace(LINE, **change)) == code


def test_a_code_that_has_a_meaning_already_is_refused():
    known = the_catalogue().plans[FORMAT][-1].code_tables[TABLE].lines[0]

    assert refusal(replace(LINE, code=known.code)) == "code-is-known"


def test_the_longest_code_and_meaning_are_those_that_the_pages_speak_of():
    assert (MOST_SIGNS, MOST_SIGNS_OF_A_MEANING) == (100, 200)
