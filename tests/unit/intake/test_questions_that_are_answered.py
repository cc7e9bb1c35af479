"""What the file answers itself is not asked."""

from datetime import date

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import texts_of


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_a_year_that_was_not_filled_in_asks_after_no_dragged_numbers(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[V]
    for row in sheet.rows:
        row[sheet.at("begindatum")] = date(1900, 4, 12)

    said = texts_of(book)
    assert any("1900" in each for each in said)
    assert not [each for each in said if "doorgetrokken" in each]


def test_amounts_of_whole_euros_are_told_as_rounded_and_ask_after_no_tariff():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("bedrag")] = float(round(row[sheet.at("bedrag")]))

    said = [each for each in texts_of(book) if "is niet volume x tarief" in each]
    assert said
    assert all(
        each.endswith("Het is op hele euro's afgerond: vul het bedrag met centen in.") for each in said
    )
    assert not [each for each in said if "doorgetrokken" in each]


def test_an_amount_that_is_otherwise_wrong_is_not_told_as_rounded():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    sheet.rows[0][sheet.at("bedrag")] += 13.5

    assert not [each for each in texts_of(book) if "afgerond" in each]


def test_words_behind_every_number_ask_after_no_header_of_an_empty_column():
    book = book_of(5, "csv plain")
    sheet = book.sheets[P]
    for row in sheet.rows:
        if row[sheet.at("declaratienummer")]:
            row[sheet.at("declaratienummer")] += " (nieuw)"

    said = texts_of(book)
    assert any("(nieuw)" in each for each in said)
    assert not [each for each in said if "verwisseld" in each]


@pytest.mark.parametrize("value", ["13032026", 2025.0, "2025"])
def test_days_without_signs_and_bare_years_ask_after_no_header(value):
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at("aanmelddatum")] = value

    said = texts_of(book)
    assert any("aanmelddatum" in each for each in said)
    assert not [each for each in said if "verwisseld" in each]


def test_headers_that_changed_places_ask_after_no_column_that_moved():
    book = book_of(5, "xlsx")
    sheet = book.sheets[V]
    one, other = sheet.at("gestart_met_crisis"), sheet.at("gemeentecode")
    sheet.headers[one], sheet.headers[other] = sheet.headers[other], sheet.headers[one]
    sheet.rows[0][one] = None

    said = [each for each in texts_of(book) if "verwisseld" in each]
    assert len(said) == 1
    assert "geschoven" not in said[0]


def test_no_row_is_held_against_a_word_for_the_product_of_its_allocation():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at("productcode")] = "x"

    assert {each.split(": ")[1].split(" zelf")[0] for each in texts_of(book)} == {'"x" is niet productcode'}


def test_numbers_that_count_on_are_asked_about_where_few_of_many_rules_contradict_them():
    book = book_of(6, "csv plain")
    sheet = book.sheets[V]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("toewijzingnummer")] = float(1001 + number)

    said = [each for each in texts_of(book) if "staat niet op blad toewijzing" in each and "verloop" in each]
    assert said
    assert all(each.startswith("Is kolom B (toewijzingnummer) doorgetrokken") for each in said)


def test_an_allocation_of_far_ahead_asks_after_no_ends_of_its_care():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows[:6]:
        row[sheet.at("ingangsdatum")] = row[sheet.at("ingangsdatum")].replace(year=2062)

    said = texts_of(book)
    assert any("2062" in each for each in said)
    assert not [each for each in said if "doorgetrokken" in each]
