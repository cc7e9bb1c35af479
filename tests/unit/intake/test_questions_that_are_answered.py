"""What the file answers itself is not asked."""

from datetime import date

import pytest

from tests.tools.messy_workbooks import P, V
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
