"""A row that lost a cell is told where it lost it, and a fault is told where it stands."""

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of, folded

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def lost(sheet, row, field):
    row.pop(sheet.at(field))
    row.append(None)


def told_of(book):
    return [(each.place.row, each.place.field, each.kind.code) for each in findings_of(book)]


@CARRIERS
@pytest.mark.parametrize("seed", range(2, 8))
def test_a_frequency_in_the_cell_of_a_unit_that_was_lost_gets_no_zeros(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    at = sheet.at("volume")
    place = next(
        number for number, row in enumerate(sheet.rows) if row[at] and row[sheet.at("budget")] is None
    )
    lost(sheet, sheet.rows[place], "eenheid")
    row = sheet.numbers[place]

    assert set(told_of(book)) == {
        (row, "eenheid", "row-shifted-left"),
        (row, "eenheid", "volume-without-unit"),
    }


def test_units_without_their_zeros_beside_a_frequency_get_them_back():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    row = next(row for row in sheet.rows if row[sheet.at("eenheid")] == "04")
    row[sheet.at("eenheid")] = "4"

    assert [code for _, _, code in told_of(book)] == ["leading-zeros-restored"]


@CARRIERS
@pytest.mark.parametrize("field", ["wet", "clientnummer", "bsn"])
def test_a_row_that_moved_left_over_a_column_of_another_name_lost_its_cell_before_that(field, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    lost(sheet, sheet.rows[2], field)
    sheet.headers[sheet.at("datumgebruik")] = "2026"

    moved = [each for each in told_of(book) if each[2] == "row-shifted-left"]

    assert moved == [(sheet.numbers[2], field, "row-shifted-left")]


@CARRIERS
def test_a_status_that_moved_up_is_told_in_the_place_of_what_contradicts_it(carrier):
    told = 0
    for seed in range(2, 10):
        book = book_of(seed, carrier)
        sheet = book.sheets[P]
        at = sheet.at("status")
        cells = [row[at] for row in sheet.rows]
        for row, cell in zip(sheet.rows, [*cells[1:], None], strict=True):
            row[at] = cell
        told += [name for name, _ in folded(book)] == ["status"]

    assert told >= 7


def test_a_begin_that_stands_in_the_cell_of_its_end_asks_for_no_reason():
    book = book_of(5, "xlsx")
    sheet = book.sheets[V]
    begin, end = sheet.at("begindatum"), sheet.at("einddatum")
    row = next(row for row in sheet.rows if row[end] is None)
    row[begin], row[end] = row[end], row[begin]

    assert "stop-without-reason" not in {code for _, _, code in told_of(book)}


@pytest.mark.parametrize("at_first", [True, False])
def test_of_a_declaration_the_row_of_another_municipality_is_named_and_not_all_the_others(at_first):
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    number, place = sheet.at("declaratienummer"), sheet.at("gemeentecode")
    numbers = [row[number] for row in sheet.rows if row[number]]
    most = max(numbers, key=numbers.count)
    rows = [row for row in sheet.rows if row[number] == most]
    others = [row for row in sheet.rows if row[place] != rows[0][place]]
    wrong = others[0] if at_first else others[-1]
    wrong[number] = most

    told = [row for row, _, code in told_of(book) if code == "declaration-of-two-municipalities"]

    assert len(rows) > 2
    assert told == [sheet.numbers[sheet.rows.index(wrong)]]
