"""What is said of a cell depends on the field that it is in."""

import pytest

from service.domain.standard.casting import cast
from service.domain.standard.cells import Cells
from service.domain.standard.model import Classification, Field, FieldType


def kinds_of(text, **field):
    made = Field(name="veld", classification=Classification.ORGANISATION, **field)
    return [fault.kind.code for fault in cast(Cells.of([text]), made, "", None).faults]


@pytest.mark.parametrize(
    ("size", "said"),
    [(99, ["error-cell"]), (100, ["no-text-itself"]), (101, ["no-text-itself"]), (None, [])],
    ids=str,
)
def test_an_error_of_a_spreadsheet_is_one_but_in_a_text_that_is_long_enough_for_a_story(size, said):
    assert kinds_of("#N/B", type=FieldType.TEXT, size=size) == said


@pytest.mark.parametrize("kind", [FieldType.CODE, FieldType.DATE, FieldType.MONEY, FieldType.INTEGER])
def test_no_other_field_holds_a_story_however_long_it_may_be(kind):
    assert "error-cell" in kinds_of("#N/B", type=kind, size=200)


@pytest.mark.parametrize("text", ["#REF!", "#DEEL/0!", "#N/A", "#WAARDE!"])
def test_the_errors_of_spreadsheets_are_known_in_both_languages(text):
    assert kinds_of(text, type=FieldType.TEXT, size=20) == ["error-cell"]


@pytest.mark.parametrize("number", [1e308, float("inf"), float("-inf")], ids=str)
def test_a_number_beyond_all_numbers_is_out_of_range_and_no_warning_of_a_library(number):
    assert kinds_of(number, type=FieldType.MONEY) == ["out-of-range"]
