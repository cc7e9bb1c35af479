"""What waits for the code tables of municipalities: counted by code, and never saying of whom."""

import pytest

from service.domain.findings import Finding, Place
from service.domain.formats.rows import Submitted
from service.domain.formats.verbs.translate import UNKNOWN_CODE
from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.translation.waiting_codes import HiddenCode, WaitingCode, waiting_codes, why_hidden
from tests.tools.exports import an_export, the_standard

ROWS = [
    {"gemeentecode": "0014", "bedrag": 10_00},
    {"gemeentecode": "0014", "bedrag": 5_00, "debet_credit": "C"},
    {"gemeentecode": "0037", "bedrag": 7_00},
]


@pytest.fixture
def submitted():
    return Submitted(export=an_export(prestatie=ROWS), standard=the_standard())


def lacking(submitted, position=0, code="X", field="productcode", format_name="a/b", code_table="a/t"):
    """A finding that a code table lacks the code of one row of prestatie."""
    row = int(submitted.row_numbers("prestatie")[position])
    place = Place(table="prestatie", sheet="Prestatie", row=row, column="F", field=field)
    return Finding(UNKNOWN_CODE, place, {"format": format_name, "code_table": code_table, "value": code})


def counted(codes):
    return [(each.municipality, each.code, each.rows, each.cents) for each in codes]


def test_rows_and_signed_cents_are_added_up_per_municipality_and_code_the_most_euros_first(submitted):
    findings = [lacking(submitted, position) for position in range(3)]

    assert counted(waiting_codes(submitted, findings)) == [("0037", "X", 1, 7_00), ("0014", "X", 2, 5_00)]


def test_a_row_that_two_sheets_of_a_format_lack_is_counted_once_and_once_more_for_another_format(submitted):
    findings = [lacking(submitted), lacking(submitted), lacking(submitted, format_name="a/c")]

    found = waiting_codes(submitted, findings)

    assert [(each.format, each.rows) for each in found] == [("a/b", 1), ("a/c", 1)]


def test_what_waits_for_something_else_is_not_in_it(submitted):
    place = Place(table="prestatie", sheet="Prestatie", row=2, column="F", field="productcode")

    assert waiting_codes(submitted, [Finding(ALL_RULES[0].kind, place, {})]) == ()


def test_a_value_that_is_not_told_stays_so_after_a_code_that_waits_in_several_rows(submitted):
    codes = [lacking(submitted, position) for position in range(2)]
    of_a_person = lacking(submitted, 2, code="Jansen", field="referentienummer")

    found = waiting_codes(submitted, [*codes, of_a_person])

    assert sorted((each.code, each.hidden, each.rows) for each in found) == [
        ("", HiddenCode.PERSON, 1),
        ("X", HiddenCode.NOT, 2),
    ]


@pytest.mark.parametrize("field", ["referentienummer", "toewijzingnummer", "declaratienummer"])
def test_a_value_of_a_field_that_says_who_somebody_is_is_counted_and_not_told(submitted, field):
    (found,) = waiting_codes(submitted, [lacking(submitted, code="Jansen", field=field)])

    assert found == WaitingCode(
        municipality="0014",
        format="a/b",
        code_table="a/t",
        code="",
        hidden=HiddenCode.PERSON,
        rows=1,
        cents=10_00,
    )


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("45A03", HiddenCode.NOT),
        ("", HiddenCode.NOT),
        ("=1+1", HiddenCode.NOT),
        ("<script>", HiddenCode.NOT),
        ("123456789", HiddenCode.NOT),
        ("999900018", HiddenCode.PERSON),
        ("client 999900018 van Jansen", HiddenCode.PERSON),
        ("x" * 100, HiddenCode.NOT),
        ("x" * 101, HiddenCode.STORY),
        ("x" * 10_000, HiddenCode.STORY),
        ("een\ntwee", HiddenCode.STORY),
        ("een\ttwee", HiddenCode.STORY),
        ("een\x00", HiddenCode.STORY),
        ("a\u202eb", HiddenCode.STORY),
    ],
    ids=repr,
)
def test_a_bsn_a_story_and_a_text_of_several_lines_are_no_codes_to_show(code, hidden):
    assert why_hidden(code) is hidden


def test_all_that_may_not_be_told_of_one_table_is_one_line(submitted):
    findings = [lacking(submitted, 0, "x" * 200), lacking(submitted, 1, "y" * 200)]

    assert counted(waiting_codes(submitted, findings)) == [("0014", "", 2, 5_00)]
