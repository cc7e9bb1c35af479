"""A column about clients that moved by a row is told once, where the other rows of a client prove it."""

import pytest

from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, sheets_of
from tests.tools.office_habits import Book
from tests.unit.intake.test_changed_places import PERIOD, book_of
from tests.unit.intake.test_columns_told_by_others import moved
from tests.unit.intake.test_dragged_columns import findings_of, folded, sorted_alone, texts_of

FACTS = ("clientnummer", "bsn", "geboortedatum", "geslacht")


def contradicted(book):
    return sum(
        each.kind.code.startswith(("client-with-two", "bsn-of-two")) for each in findings_of(book)
    ) or sum(count for _, count in folded(book))


def book_with_clients_who_come_back(seed, carrier):
    """Twice as many allocations as clients, those of a client not beside each other."""
    tables = sample_tables(
        the_standard(), seed=seed, municipalities=["0014", "0034"], clients=12, period=PERIOD
    )
    book = Book(the_standard(), sheets_of(the_standard(), tables), carrier)
    sheet = book.sheets[T]
    for number, row in enumerate(sheet.rows[9::-1]):
        again = list(row)
        again[sheet.at("toewijzingnummer")] = 5000.0 + number
        sheet.rows.append(again)
        sheet.numbers.append(sheet.numbers[-1] + 1)
    return book


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("way", ["down", "up"])
@pytest.mark.parametrize("field", FACTS)
def test_a_fact_of_clients_that_moved_by_a_row_is_one_finding(field, way, carrier):
    for seed in (2, 5, 6):
        book = book_with_clients_who_come_back(seed, carrier)
        moved(book.sheets[T], field, way)

        assert [name for name, _ in folded(book)] == [field]


def test_genders_that_are_wrong_in_three_rows_are_told_row_by_row():
    book = book_with_clients_who_come_back(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows[-3:]:
        row[sheet.at("geslacht")] = "2" if row[sheet.at("geslacht")] == "1" else "1"

    assert folded(book) == []
    assert sum(each.kind.code == "client-with-two-genders" for each in findings_of(book)) == 3


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_numbers_that_were_sorted_alone_are_asked_about_where_rows_contradict_them_in_two_ways(carrier):
    asked = 0
    for seed in range(2, 12):
        book = book_of(seed, carrier)
        sorted_alone(book.sheets[V], "toewijzingnummer")
        asked += any("kolom B (toewijzingnummer) doorgetrokken" in each for each in texts_of(book))

    assert asked >= 3


def test_days_before_their_allocation_ask_after_no_numbers_in_their_usual_order():
    book = book_of(5, "xlsx")
    sheet = book.sheets[V]
    sheet.rows.sort(key=lambda row: row[sheet.at("toewijzingnummer")])
    for row in sheet.rows[:2]:
        row[sheet.at("begindatum")] = row[sheet.at("begindatum")].replace(year=2021, day=1)

    assert not [each for each in texts_of(book) if "(toewijzingnummer) doorgetrokken" in each]


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_municipalities_that_were_sorted_alone_are_asked_about_before_products_are_taken_over(carrier):
    asked = 0
    for seed in range(2, 12):
        book = book_of(seed, carrier)
        sheet = book.sheets[P]
        del sheet.rows[15:], sheet.numbers[15:]
        sorted_alone(sheet, "gemeentecode")
        said = [
            each.text("nl")
            for each in findings_of(book)
            if each.kind.code in {"product-not-allocated", "allocation-missing"}
        ]
        asked += any("kolom C (gemeentecode) doorgetrokken" in each for each in said)
        asked += "links-broken" in {each.kind.code for each in findings_of(book)}

    assert asked >= 6


def test_a_product_of_another_in_rows_of_one_municipality_asks_after_no_municipalities():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    sheet.rows.sort(key=lambda row: row[sheet.at("gemeentecode")])
    for row in sheet.rows[:3]:
        row[sheet.at("productcode")] = "45A99"

    assert not [each for each in texts_of(book) if "(gemeentecode) doorgetrokken" in each]


@pytest.mark.parametrize("way", ["down", "up"])
def test_numbers_of_declarations_that_moved_by_a_row_are_one_finding(way):
    told = 0
    for seed in range(2, 10):
        book = book_of(seed, "xlsx")
        moved(book.sheets[P], "declaratienummer", way)
        told += [name for name, _ in folded(book)] == ["declaratienummer"]

    assert told >= 4


def test_one_begin_for_all_help_is_asked_about_where_a_row_shows_it():
    asked = 0
    for seed in range(2, 10):
        book = book_of(seed, "csv plain")
        sheet = book.sheets[V]
        for row in sheet.rows:
            row[sheet.at("begindatum")] = sheet.rows[0][sheet.at("begindatum")]
        asked += any("olom C (begindatum)" in each and "doorgetrokken" in each for each in texts_of(book))

    assert asked >= 6
