"""Wrong numbers of allocations: two that changed places, one that was mistyped, two rows of one key."""

from itertools import combinations

import pytest

from service.domain.standard.ways_of_changing import way_of_counting, ways_of_figures
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


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("number", [777777, 0, 123456789])
def test_a_number_that_nobody_names_is_asked_after_where_its_product_is_missed(number, carrier):
    book = book_of(5, carrier)
    row = next(at for at, each in enumerate(allocations(book)) if each[:2] in named(book))
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    right, sheet.rows[row][at] = int(sheet.rows[row][at]), float(number)

    said = told(book, "allocation-missing")

    assert said
    assert all(
        each.endswith(f"in rij {row + 2} nummer {right} staan in plaats van {number}?") for each in said
    )


def test_of_two_that_nobody_names_with_one_product_neither_is_asked_after():
    book = book_of(5, "xlsx")
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    row = next(row for row, each in enumerate(allocations(book)) if each[:2] in named(book))
    sheet.rows.append(list(sheet.rows[row]))
    sheet.numbers.append(sheet.numbers[-1] + 1)
    sheet.rows[row][at], sheet.rows[-1][at] = 777777.0, 555555.0

    said = told(book, "allocation-missing")

    assert said
    assert not any("in plaats van" in each for each in said)


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize(
    "way",
    [
        lambda number: number[::-1],
        lambda number: f"2026{number}",
        lambda number: f"{number}00",
        lambda number: str(int(number) + 500),
        lambda number: number[0] + number[2] + number[1] + number[3],
        lambda number: number[1:].lstrip("0"),
    ],
)
def test_numbers_that_were_all_changed_in_one_way_are_asked_after_each_with_its_own(way, carrier):
    book = book_of(7, carrier)
    sheet, at = book.sheets[T], book.sheets[T].at("toewijzingnummer")
    for row in sheet.rows:
        row[at] = 1010.0 + row[at] % 1000
    for other in ("prestatie", "verloop", "uitkomst"):
        for row in book.sheets[other].rows:
            row[book.sheets[other].at("toewijzingnummer")] += 10
    right = {row: int(each[at]) for row, each in enumerate(sheet.rows)}
    for row in sheet.rows:
        row[at] = float(way(str(int(row[at]))))

    said = told(book, "allocation-missing")

    assert said
    assert all("en zijn de andere die ontbreken daar net zo veranderd?" in each for each in said)
    for row, number in right.items():
        asked = f"in rij {row + 2} nummer {number} staan in plaats van {way(str(number))}, en"
        assert any(asked in each for each in said) is (way(str(number)) != str(number))


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_numbers_that_were_changed_on_the_sheet_with_care_are_asked_after_there(carrier):
    book = book_of(7, carrier)
    care, at = book.sheets[P], book.sheets[P].at("toewijzingnummer")
    right = {row + 2: int(each[at]) for row, each in enumerate(care.rows)}
    for row in care.rows:
        row[at] = float(f"26{row[at]:.0f}")

    said = found(book, "allocation-missing")

    assert len(said) == len(right)
    for each in said:
        assert f"Of moet hier nummer {right[each.place.row]} staan" in each.text("nl")


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", [5, 7, 8])
def test_municipalities_of_allocations_that_were_sorted_alone_are_asked_after(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[T]
    places = sorted(row[0] for row in sheet.rows)
    for row, place in zip(sheet.rows, places, strict=True):
        row[0] = place

    said = told(book, "allocation-missing")
    twice = told(book, "duplicate-key")

    asked = "Of is op blad toewijzing kolom A (gemeentecode) een rij verschoven of zonder de rest gesorteerd"
    assert said
    assert twice
    assert all(asked in each for each in (*said, *twice))


def test_one_allocation_with_another_municipality_is_asked_after():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    keys = {row[:2] for row in allocations(book)}
    other = {"0014": "0034", "0034": "0014"}
    row = next(
        at
        for at, each in enumerate(allocations(book))
        if each[:2] in named(book) and (other[each[0]], each[1]) not in keys
    )
    right = sheet.rows[row][0]
    sheet.rows[row][0] = other[right]

    said = told(book, "allocation-missing")

    assert said
    assert all(
        each.endswith(f"in rij {row + 2} gemeente {right} staan in plaats van {other[right]}?")
        for each in said
    )


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_no_row_is_held_against_one_of_two_allocations_of_one_key(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    key = next(each[:2] for each in allocations(book) if each[:2] in named(book))
    other = next(row for row in sheet.rows if (row[0], row[1]) != key)
    twin = list(other)
    twin[0], twin[1] = key
    sheet.rows.insert(0, twin)
    sheet.numbers.append(sheet.numbers[-1] + 1)

    checked = read_and_check([bytes_of(book)], the_standard())

    assert {each.kind.code for each in checked.findings} == {"duplicate-key"}


def test_a_row_that_is_there_twice_is_still_what_others_are_held_against():
    book = book_of(5, "xlsx")
    sheet, care = book.sheets[T], book.sheets[P]
    key = (care.rows[0][care.at("gemeentecode")], care.rows[0][care.at("toewijzingnummer")])
    twin = list(next(row for row in sheet.rows if (row[0], row[1]) == key))
    sheet.rows.append(twin)
    sheet.numbers.append(sheet.numbers[-1] + 1)
    care.rows[0][care.at("eenheid")] = "82"

    assert told(book, "unit-not-allocated")


@pytest.mark.parametrize(
    ("one", "other", "next_one", "becomes"),
    [
        ("1002", "2001", "1003", "3001"),
        ("1002", "262002", "1003", None),
        ("1002", "261002", "1003", "261003"),
        ("1002", "100200", "1003", "100300"),
        ("261002", "1002", "261003", "1003"),
        ("1002", "1002", "1003", None),
    ],
)
def test_what_was_done_to_the_figures_of_one_number_is_done_to_the_next(one, other, next_one, becomes):
    assert next((way(next_one) for way in ways_of_figures(one, other)), None) == becomes


def test_counting_on_goes_up_and_down():
    assert [way_of_counting(*pair)("7") for pair in (("10", "15"), ("15", "10"))] == ["12", "2"]


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
