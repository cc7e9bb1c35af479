"""Numbers that a spreadsheet filled in are told, also where hardly a row contradicts them."""

import pytest

from tests.tools.messy_workbooks import P, T
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of, folded

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def counted_on(sheet, field, step=1):
    at = sheet.at(field)
    first = next((row[at] for row in sheet.rows if isinstance(row[at], int | float)), 9000.0)
    for number, row in enumerate(sheet.rows):
        row[at] = first + step * number


def told_of(book):
    return [
        (each.place.field, each.count) for each in findings_of(book) if each.kind.code == "column-counts-on"
    ]


@CARRIERS
@pytest.mark.parametrize("seed", [2, 5, 8])
def test_a_volume_of_allocations_that_counts_on_is_told_once(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    counted_on(sheet, "volume")

    assert told_of(book) == [("volume", len(sheet.rows) - 1)] or "volume" in dict(folded(book))


@CARRIERS
def test_rows_over_a_volume_that_counts_on_ask_after_it_first(carrier):
    asked = 0
    for seed in range(2, 9):
        book = book_of(seed, carrier)
        counted_on(book.sheets[T], "volume")
        said = [each.text("nl") for each in findings_of(book) if "-over-allocated" in each.kind.code]
        asked += bool(said)

        assert all("Is kolom S (volume) op blad toewijzing doorgetrokken" in each for each in said)

    assert asked >= 3


def test_numbers_that_go_down_by_two_are_told_as_they_stand():
    book = book_of(5, "xlsx")
    counted_on(book.sheets[T], "budget", step=-2)
    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "column-counts-on"]

    assert len(said) == 1
    assert "verandert van rij tot rij met hetzelfde: " in said[0]


@pytest.mark.parametrize("table", [T, P])
def test_numbers_of_allocations_may_count_on(table):
    book = book_of(5, "xlsx")

    assert told_of(book) == []
    assert "toewijzingnummer" in book.sheets[table].headers


def test_four_numbers_that_count_on_may_be_chance():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    del sheet.rows[4:], sheet.numbers[4:]
    counted_on(sheet, "volume")

    assert told_of(book) == []


@CARRIERS
@pytest.mark.parametrize("field", ["volume", "tarief", "bedrag"])
def test_an_amount_that_is_0_in_every_row_is_one_finding_that_says_so(field, carrier):
    for seed in (4, 5, 6):
        book = book_of(seed, carrier)
        sheet = book.sheets[P]
        for row in sheet.rows:
            row[sheet.at(field)] = 0.0
        told = [each for each in findings_of(book) if each.kind.code == "column-of-noughts"]

        assert [each.place.field for each in told] == [field]
        assert "is in elke rij 0" in told[0].text("nl")
        assert folded(book) == []


@CARRIERS
def test_amounts_that_are_0_beside_volumes_of_0_are_told_each(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("bedrag")] = row[sheet.at("volume")] = 0.0
    told = {each.place.field for each in findings_of(book) if each.kind.code == "column-of-noughts"}

    assert told == {"volume", "bedrag"}
