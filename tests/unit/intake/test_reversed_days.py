"""An end before its begin is told alone, without what follows from either day."""

from datetime import timedelta

import pytest

from tests.tools.messy_workbooks import P, T
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of


def exchanged(row, one, other):
    row[one], row[other] = row[other], row[one]


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", range(2, 9))
def test_days_of_an_allocation_that_changed_places_are_told_once(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    begin, end = sheet.at("ingangsdatum"), sheet.at("einddatum")
    row = next(row for row in sheet.rows if row[end])
    exchanged(row, begin, end)

    assert {each.kind.code for each in findings_of(book)} == {"end-before-begin", "allocation-waits"}


@pytest.mark.parametrize("seed", range(2, 9))
def test_days_of_a_product_period_that_changed_places_are_told_once(seed):
    book = book_of(seed, "xlsx")
    sheet = book.sheets[P]
    exchanged(sheet.rows[0], sheet.at("begindatum"), sheet.at("einddatum"))

    assert {each.kind.code for each in findings_of(book)} == {"end-before-begin"}


def test_another_row_that_lies_outside_its_allocation_is_told_beside_it():
    book = book_of(5, "xlsx")
    sheet, allocations = book.sheets[P], book.sheets[T]
    exchanged(sheet.rows[0], sheet.at("begindatum"), sheet.at("einddatum"))
    last = sheet.rows[-1]
    mine = next(
        row
        for row in allocations.rows
        if row[allocations.at("toewijzingnummer")] == last[sheet.at("toewijzingnummer")]
        and row[allocations.at("gemeentecode")] == last[sheet.at("gemeentecode")]
    )
    mine[allocations.at("ingangsdatum")] = last[sheet.at("einddatum")] + timedelta(days=1)

    assert {"end-before-begin", "outside-allocation"} <= {each.kind.code for each in findings_of(book)}
