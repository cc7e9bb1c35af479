"""Cells of one or two rows that stand in the wrong place are told, or asked about, where that is so."""

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of
from tests.unit.intake.test_of_one_cause import CARRIERS, codes_of
from tests.unit.intake.test_reversed_days import exchanged


def own_products(book):
    """Rows of prestatie, of which each has another product and municipality or number than the others."""
    sheet = book.sheets[P]
    first = {}
    for row in sheet.rows:
        first.setdefault(row[sheet.at("productcode")], row)
    return sheet, list(first.values())


@CARRIERS
def test_two_rows_that_have_each_others_number_are_asked_about_in_front(carrier):
    asked = 0
    for seed in range(2, 12):
        book = book_of(seed, carrier)
        sheet, rows = own_products(book)
        place, number = sheet.at("gemeentecode"), sheet.at("toewijzingnummer")
        pairs = [
            (one, other)
            for one in rows
            for other in rows
            if one[place] == other[place] and one[number] < other[number]
        ]
        if not pairs:
            continue
        one, other = pairs[0]
        one[number], other[number] = other[number], one[number]
        numbers = sorted(sheet.numbers[sheet.rows.index(each)] for each in (one, other))
        question = f"Hebben rij {numbers[0]} en rij {numbers[1]} elkaars toewijzingnummer ("
        said = [
            each.text("nl")
            for each in findings_of(book)
            if each.kind.code in {"product-not-allocated", "category-not-allocated", "unit-not-allocated"}
        ]
        asked += bool(said) and all(each.startswith(question) for each in said)

    assert asked >= 3


@CARRIERS
def test_two_municipalities_that_changed_places_in_help_are_asked_about_in_front(carrier):
    asked = 0
    for seed in range(2, 14):
        book = book_of(seed, carrier)
        sheet = book.sheets[V]
        place = sheet.at("gemeentecode")
        one = sheet.rows[-1]
        other = next((row for row in sheet.rows if row[place] != one[place]), None)
        if other is None:
            continue
        one[place], other[place] = other[place], one[place]
        said = [each.text("nl") for each in findings_of(book) if each.kind.code == "allocation-missing"]
        asked += any("elkaars gemeentecode (" in each for each in said)

    assert asked >= 1


def test_a_row_that_alone_names_another_allocation_asks_after_no_other():
    book = book_of(5, "xlsx")
    sheet, rows = own_products(book)
    rows[0][sheet.at("productcode")] = rows[1][sheet.at("productcode")]

    assert not [each for each in findings_of(book) if "elkaars" in each.text("nl")]


@CARRIERS
@pytest.mark.parametrize("seed", [4, 5, 8])
def test_a_gender_in_the_empty_cell_beside_it_is_asked_about(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    exchanged(sheet.rows[2], sheet.at("datumgebruik"), sheet.at("geslacht"))

    found = [each for each in findings_of(book) if each.kind.code == "cell-beside-its-column"]
    assert [(each.place.row, each.place.field) for each in found] == [(sheet.numbers[2], "datumgebruik")]
    assert f"cel H{sheet.numbers[2]} (geslacht)" in found[0].text("nl")


def test_a_gender_that_lacks_in_another_row_too_asks_after_nothing():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    exchanged(sheet.rows[2], sheet.at("datumgebruik"), sheet.at("geslacht"))
    sheet.rows[3][sheet.at("geslacht")] = None

    assert "cell-beside-its-column" not in codes_of(book)


def test_of_one_wrong_number_thrice_each_is_asked_about():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    place, number, product = (sheet.at(each) for each in ("gemeentecode", "toewijzingnummer", "productcode"))
    same = [row for row in sheet.rows if row[place] == sheet.rows[0][place]]
    first = {}
    for row in same:
        first.setdefault(row[product], row)
    for row in list(first.values())[:2]:
        row[number] = 999999999.0
    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "allocation-missing"]

    assert said
    assert all("in plaats van 999999999?" in each for each in said)


def test_a_row_that_moved_left_over_a_volume_that_was_dragged_is_told_from_where_it_may_have_lost_its_cell():
    told = 0
    for seed in range(2, 16):
        book = book_of(seed, "csv plain")
        sheet = book.sheets[T]
        units = [row for row in sheet.rows if row[sheet.at("volume")] and row[sheet.at("frequentie")]]
        row = units[0]
        row.pop(sheet.at("aanmelddatum"))
        row.append(None)
        for number, each in enumerate(sheet.rows):
            each[sheet.at("volume")] = 3.0 + number
        found = [each.text("nl") for each in findings_of(book) if each.kind.code == "row-shifted-left"]
        told += any("kolom P" in each for each in found)
        assert not [each for each in found if "in kolom T:" in each and "ergens" not in each]

    assert told >= 3


@CARRIERS
def test_a_code_of_the_own_row_pasted_over_a_number_is_told_with_its_column(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    number, code = sheet.at("declaratienummer"), sheet.at("productcategorie")
    first = {row[code]: row for row in sheet.rows if row[number]}
    rows = list(first.values())[:3]
    for row in rows:
        row[number] = row[code]

    found = [each for each in findings_of(book) if each.kind.code == "built-otherwise"]
    assert len(rows) == 3
    assert {each.place.row for each in found} == {sheet.numbers[sheet.rows.index(row)] for row in rows}
    assert all("gelijk aan wat er in kolom E (productcategorie) staat" in each.text("nl") for each in found)


def test_short_numbers_of_declarations_that_are_usual_are_not_told():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("declaratienummer")] = str(40 + number)

    assert "built-otherwise" not in codes_of(book)


def test_a_row_that_moved_left_is_not_said_to_break_off():
    book = book_of(5, "csv plain")
    sheet = book.sheets[P]
    row = next(row for row in sheet.rows if row[sheet.at("status")] == "geleverd")
    row.pop(sheet.at("volume"))
    row.append(None)

    assert codes_of(book) == ["row-shifted-left"]


@CARRIERS
@pytest.mark.parametrize("seed", [5, 8, 9])
def test_two_texts_of_a_row_that_changed_places_are_told(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    framework, lot = sheet.at("raamovereenkomst"), sheet.at("perceel")
    lots = [row[lot] for row in sheet.rows]
    row = next(row for row in sheet.rows if lots.count(row[lot]) > 2)
    exchanged(row, framework, lot)
    number = sheet.numbers[sheet.rows.index(row)]

    found = [each for each in findings_of(book) if each.kind.code == "cells-changed-places"]
    assert [(each.place.row, each.place.field) for each in found] == [(number, "raamovereenkomst")]
    assert f"cel J{number}" in found[0].text("nl")


def test_two_texts_of_which_one_stands_nowhere_else_are_told_nothing_of():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    sheet.rows[0][sheet.at("raamovereenkomst")] = sheet.rows[1][sheet.at("perceel")]

    assert "cells-changed-places" not in codes_of(book)


@CARRIERS
def test_numbers_with_a_letter_where_others_have_a_digit_are_told(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    at = sheet.at("referentienummer")
    del sheet.rows[5:], sheet.numbers[5:]
    for row in sheet.rows[:3]:
        row[at] = row[at].replace("0", "O")

    found = [each for each in findings_of(book) if each.kind.code == "letter-for-digit"]
    assert [each.place.row for each in found] == sheet.numbers[:3]


def test_numbers_that_all_have_a_letter_in_that_place_are_not_told():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("referentienummer")] = f"7O{number:04d}"

    assert "letter-for-digit" not in codes_of(book)


def stopped_apart(seed, carrier):
    """Help of which one ended, and the reason stands in another row."""
    book = book_of(seed, carrier)
    sheet = book.sheets[V]
    end, reason = sheet.at("einddatum"), sheet.at("reden_beeindiging")
    for row in sheet.rows:
        row[end] = row[reason] = None
    ended, other = sheet.rows[-1], sheet.rows[0]
    ended[end], other[reason] = ended[sheet.at("begindatum")], "31"
    return book, sheet


@CARRIERS
def test_one_reason_and_one_end_in_two_rows_ask_after_each_other(carrier):
    book, sheet = stopped_apart(5, carrier)
    said = {each.kind.code: each.text("nl") for each in findings_of(book)}

    assert f"Of hoort deze waarde in cel E{sheet.numbers[-1]}?" in said["reason-without-stop"]
    assert f"Of staat die waarde in cel E{sheet.numbers[0]}?" in said["stop-without-reason"]


def test_two_reasons_without_an_end_ask_after_no_cell():
    book, sheet = stopped_apart(5, "xlsx")
    sheet.rows[1][sheet.at("reden_beeindiging")] = "31"

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "reason-without-stop"]
    assert len(said) == 2
    assert not [each for each in said if "Of hoort deze waarde" in each]


@CARRIERS
def test_a_table_of_ones_own_below_the_allocations_hides_no_number_that_lacks(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    last = sheet.numbers[-1]
    for number, cells in enumerate([("Gemeente", "Aantal", "Bedrag"), ("Groningen", 12.0, 1200.5)], start=3):
        sheet.rows.append([*cells, *[None] * (len(sheet.headers) - len(cells))])
        sheet.numbers.append(last + number)
    sheet.rows[0][sheet.at("toewijzingnummer")] = 6001.0

    assert {"row-is-none", "allocation-missing"} <= set(codes_of(book))
