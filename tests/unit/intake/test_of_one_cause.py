"""What one cause makes wrong in every row, or in two rows, is told by that cause."""

from datetime import date, timedelta

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_columns_told_by_others import moved
from tests.unit.intake.test_dragged_columns import findings_of
from tests.unit.intake.test_reversed_days import exchanged

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def codes_of(book):
    return [each.kind.code for each in findings_of(book)]


@CARRIERS
def test_a_year_of_long_ago_in_every_allocation_is_told_once(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    at = sheet.at("ingangsdatum")
    for row in sheet.rows:
        row[at] = date(1900, 3, 1 + row[at].day % 28)

    assert codes_of(book) == ["column-long-ago"]


def test_a_year_of_long_ago_in_two_allocations_is_told_at_those():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows[:2]:
        row[sheet.at("ingangsdatum")] = date(1900, 5, 1)

    assert "column-long-ago" not in codes_of(book)
    assert "birth-after-begin" in codes_of(book)


@CARRIERS
@pytest.mark.parametrize(
    ("field", "factor", "said"),
    [
        ("volume", 60, "volume x tarief 60 keer het bedrag"),
        ("tarief", 100, "volume x tarief 100 keer het bedrag"),
        ("bedrag", 100, "het bedrag 100 keer volume x tarief"),
    ],
)
def test_one_factor_in_every_amount_is_told_once(field, factor, said, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for row in sheet.rows:
        if row[sheet.at("tarief")]:
            row[sheet.at(field)] = round(row[sheet.at(field)] * factor, 2)

    found = [each.text("nl") for each in findings_of(book) if each.kind.code == "column-of-another-size"]
    assert len(found) == 1
    assert said in found[0]
    assert "amount-not-volume-times-tariff" not in codes_of(book)


def test_amounts_that_differ_by_other_factors_are_told_each():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    priced = [row for row in sheet.rows if row[sheet.at("tarief")]]
    for number, row in enumerate(priced):
        row[sheet.at("bedrag")] = round(row[sheet.at("bedrag")] * (2 + number % 3), 2)

    assert "column-of-another-size" not in codes_of(book)


@CARRIERS
def test_numbers_of_allocations_that_count_on_over_municipalities_are_asked_about_in_front(carrier):
    asked = 0
    for seed in range(2, 9):
        book = book_of(seed, carrier)
        sheet = book.sheets[T]
        for number, row in enumerate(sheet.rows):
            row[sheet.at("toewijzingnummer")] = 1001.0 + number
        said = [each.text("nl") for each in findings_of(book) if each.kind.code == "allocation-missing"]
        asked += any(
            each.startswith("Is kolom B (toewijzingnummer) op blad toewijzing door") for each in said
        )

    assert asked >= 4


@CARRIERS
def test_days_of_help_that_changed_places_are_told_once(carrier):
    asked = 0
    for seed in range(2, 16):
        book = book_of(seed, carrier)
        sheet = book.sheets[V]
        begin, end = sheet.at("begindatum"), sheet.at("einddatum")
        row = next((row for row in sheet.rows if row[end] and row[end] != row[begin]), None)
        if row is None:
            continue
        exchanged(row, begin, end)
        asked += 1

        assert not {"after-stop-of-help", "before-start-of-help"} & set(codes_of(book))

    assert asked


@CARRIERS
@pytest.mark.parametrize("field", ["einddatum", "aanmelddatum"])
def test_years_far_ahead_in_every_allocation_are_told_once(field, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    at = sheet.at(field)
    for row in sheet.rows:
        row[at] = row[at] and row[at].replace(year=row[at].year + 36, day=min(row[at].day, 28))

    assert codes_of(book) == ["column-far-ahead"]


def test_one_day_far_ahead_for_all_help_without_an_end_is_not_told():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at("einddatum")] = date(2099, 12, 31)

    assert "column-far-ahead" not in codes_of(book)


@CARRIERS
def test_one_end_of_1900_in_every_row_is_told_and_not_that_the_begins_are_far_ahead(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("einddatum")] = date(1900, 3, 1)

    assert {"column-long-ago", "column-far-ahead", "older-than-five-years"} & set(codes_of(book)) == {
        "column-long-ago"
    }


@CARRIERS
@pytest.mark.parametrize("way", ["up", "down"])
def test_categories_that_moved_by_a_row_are_told_by_the_products_of_their_rows(way, carrier):
    told = 0
    for seed in range(2, 9):
        book = book_of(seed, carrier)
        moved(book.sheets[P], "productcategorie", way)
        said = [each for each in findings_of(book) if "category-not-allocated" in each.kind.code]

        assert all("kolom E (productcategorie) doorgetrokken" in each.text("nl") for each in said)
        told += "column-dragged" in codes_of(book) or "links-broken" in codes_of(book)

    assert told >= 5


@CARRIERS
@pytest.mark.parametrize("way", ["up", "down"])
def test_units_of_allocations_that_moved_by_a_row_are_asked_about_at_the_rows_of_others(way, carrier):
    asked = 0
    for seed in range(2, 9):
        book = book_of(seed, carrier)
        moved(book.sheets[T], "eenheid", way)
        said = [each.text("nl") for each in findings_of(book) if each.kind.code == "unit-not-allocated"]
        asked += bool(said) and all(
            each.startswith("Is kolom T (eenheid) op blad toewijzing doorgetrokken") for each in said
        )

    assert asked >= 4


@CARRIERS
def test_crises_that_moved_by_a_row_under_the_wmo_are_asked_about(carrier):
    book = book_of(5, carrier)
    sheet, allocations = book.sheets[V], book.sheets[T]
    law, key = allocations.at("wet"), [allocations.at("gemeentecode"), allocations.at("toewijzingnummer")]
    laws = {tuple(row[at] for at in key): row[law] for row in allocations.rows}
    rows = sorted(sheet.rows, key=lambda row: laws[row[0], row[1]])
    wmo = [row for row in allocations.rows if row[law] == "WMO"]
    for row in wmo[2:]:
        row[law] = "JW"
    crisis = sheet.at("gestart_met_crisis")
    of_wmo = {tuple(row[at] for at in key) for row in wmo[:2]}
    for row in rows:
        row[crisis] = None if (row[0], row[1]) in of_wmo else "02"
    order = [row for row in rows if (row[0], row[1]) not in of_wmo]
    others = [row for row in rows if (row[0], row[1]) in of_wmo]
    sheet.rows[:] = [*order[:2], *others[:1], *order[2:4], *others[1:], *order[4:]]
    moved(sheet, "gestart_met_crisis", "down")
    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "crisis-under-wmo"]

    assert all(each.startswith("Is kolom F (gestart_met_crisis) doorgetrokken") for each in said)
    assert len(said) == len(of_wmo) or not said


@CARRIERS
@pytest.mark.parametrize("way", ["up", "down"])
def test_begins_of_help_that_moved_by_a_row_are_asked_about_in_front(way, carrier):
    asked = 0
    for seed in range(2, 12):
        book = book_of(seed, carrier)
        moved(book.sheets[V], "begindatum", way)
        said = [each.text("nl") for each in findings_of(book) if each.kind.code == "start-before-allocation"]
        asked += bool(said) and all(each.startswith("Is kolom C (begindatum) doorgetrokken") for each in said)

    assert asked >= 3


@CARRIERS
def test_all_help_of_four_years_early_is_told_once_and_asks_after_no_number(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[V]
    for row in sheet.rows:
        row[sheet.at("begindatum")] -= timedelta(days=1462)

    said = [each for each in findings_of(book) if "2021" in each.text("nl") or "jaartal" in each.text("nl")]
    assert [each.kind.code for each in said] == ["column-of-another-year"]


@CARRIERS
def test_figures_that_are_a_hundredfold_are_asked_about_in_front(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets["kengetal"]
    for row in sheet.rows:
        row[sheet.at("waarde")] = round(row[sheet.at("waarde")] * 100)

    said = [
        each.text("nl")
        for each in findings_of(book)
        if each.kind.code in {"out-of-range", "percentage-over-hundred"}
    ]
    assert len(said) > 1
    assert all(each.startswith("Is kolom D (waarde) overal honderd keer te groot") for each in said)


def test_one_figure_that_is_too_large_is_told_by_itself():
    book = book_of(5, "xlsx")
    sheet = book.sheets["kengetal"]
    row = next(row for row in sheet.rows if row[sheet.at("eenheid")] == "procent")
    row[sheet.at("waarde")] = 680

    assert not [each for each in findings_of(book) if "honderd keer" in each.text("nl")]


@CARRIERS
def test_begins_of_1900_in_every_row_are_asked_about_before_rows_are_to_be_split(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("begindatum")] = row[sheet.at("begindatum")].replace(year=1901)

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "period-over-months"]
    assert said
    assert all(each.startswith("Klopt kolom G (begindatum) wel?") for each in said)
