"""Wrong numbers of allocations: two that changed places, one that was mistyped, two rows of one key."""

from itertools import combinations

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T
from tests.unit.intake.test_changed_places import book_of, bytes_of

SEEDS = range(2, 8)


def found(book, code):
    checked = read_and_check([bytes_of(book)], the_standard())
    return [each for each in checked.findings if each.kind.code == code]


def told(book, code):
    return [each.text("nl") for each in found(book, code)]


def allocations(book):
    """Per row of the allocations its gemeentecode, number and product."""
    sheet = book.sheets[T]
    at = [sheet.at(each) for each in ("gemeentecode", "toewijzingnummer", "productcode")]
    return [tuple(row[each] for each in at) for row in sheet.rows]


def named(book):
    sheet = book.sheets[P]
    return {(row[sheet.at("gemeentecode")], row[sheet.at("toewijzingnummer")]) for row in sheet.rows}


def pair_of_two_municipalities(book):
    """Two allocations with care whose numbers are each also one in the other's municipality or near it."""
    rows, care = allocations(book), named(book)
    keys = {row[:2] for row in rows}
    for one, other in combinations(range(len(rows)), 2):
        (place, number, product), (elsewhere, another, sold) = rows[one], rows[other]
        is_clash = number != another and {(place, another), (elsewhere, number)} & keys
        are_named = {(place, number), (elsewhere, another)} <= care
        if are_named and is_clash and place != elsewhere and product != sold:
            return one, other
    raise LookupError


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", SEEDS)
def test_two_numbers_that_changed_places_over_municipalities_are_told_at_both_rows(seed, carrier):
    book = book_of(seed, carrier)
    one, other = pair_of_two_municipalities(book)
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    sheet.rows[one][at], sheet.rows[other][at] = sheet.rows[other][at], sheet.rows[one][at]

    said = told(book, "duplicate-key") + told(book, "allocation-missing")

    assert said
    assert not any("Verwijder een van beide rijen" in each for each in said)
    assert all(f"rij {one + 2} en rij {other + 2} elkaars" in each for each in said)


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", SEEDS)
def test_one_mistyped_number_of_an_allocation_is_asked_after_at_the_rows_that_miss_it(seed, carrier):
    book = book_of(seed, carrier)
    last = max(at for at, row in enumerate(allocations(book)) if row[:2] in named(book))
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    right = int(sheet.rows[last][at])
    sheet.rows[last][at] = float(right + 8000)

    said = told(book, "allocation-missing")

    asked = f"rij {last + 2} nummer {right} staan in plaats van {right + 8000}?"
    assert said
    assert all(each.endswith(asked) for each in said)


def test_a_number_that_is_far_from_what_is_missed_is_asked_after_nowhere():
    book = book_of(5, "xlsx")
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    sheet.rows[0][at] = 777777.0

    said = told(book, "allocation-missing")

    assert said
    assert not any("in plaats van" in each for each in said)


def test_care_of_another_product_is_no_sign_of_a_mistyped_number():
    book = book_of(5, "xlsx")
    sheet, care = book.sheets[T], book.sheets[P]
    key = next(row[:2] for row in allocations(book) if row[:2] in named(book))
    for row in care.rows:
        if (row[care.at("gemeentecode")], row[care.at("toewijzingnummer")]) == key:
            row[care.at("productcode")] = "59A99"
    changed = next(row for row in sheet.rows if (row[0], row[1]) == key)
    changed[sheet.at("toewijzingnummer")] += 8000

    assert not any("in plaats van" in each for each in told(book, "allocation-missing"))


@pytest.mark.parametrize("table", [T, P])
def test_two_rows_of_one_key_that_are_two_are_never_to_be_removed(table):
    book = book_of(5, "xlsx")
    sheet = book.sheets[table]
    names = ["gemeentecode", "toewijzingnummer"] if table == T else ["referentienummer"]
    last = next(
        row
        for row in reversed(sheet.rows)
        if row[sheet.at("productcode")] != sheet.rows[0][sheet.at("productcode")]
    )
    for name in names:
        last[sheet.at(name)] = sheet.rows[0][sheet.at(name)]

    (finding,) = found(book, "duplicate-key")

    assert "productcode" in finding.text("nl")
    assert "Haal geen van beide weg, en herstel wat" in finding.text("nl")


def test_two_rows_of_one_key_that_differ_in_one_day_are_told_with_both_readings():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    sheet.rows.append(list(sheet.rows[0]))
    sheet.numbers.append(sheet.numbers[-1] + 1)
    sheet.rows[-1][sheet.at("einddatum")] = sheet.rows[-1][sheet.at("begindatum")]

    (finding,) = found(book, "duplicate-key")

    assert "over hetzelfde, laat dan alleen de rij staan die klopt; anders herstel" in finding.text("nl")
