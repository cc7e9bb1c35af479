"""A column that moved, was sorted alone or counts on is told, also where few rows show it."""

from datetime import date, timedelta

import pytest

from service.domain.standard.order_by_chance import count_on, is_no_chance
from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import (
    ASKED,
    findings_of,
    folded,
    in_front,
    sorted_alone,
)

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def moved(sheet, field, way):
    """Move a column by a row; the cell that is left behind stands there twice."""
    at = sheet.at(field)
    cells = [row[at] for row in sheet.rows]
    cells = [cells[0], *cells[:-1]] if way == "down" else [*cells[1:], cells[-1]]
    for row, cell in zip(sheet.rows, cells, strict=True):
        row[at] = cell


@CARRIERS
@pytest.mark.parametrize("way", ["down", "up"])
@pytest.mark.parametrize(("field", "letter"), [("begindatum", "G"), ("einddatum", "H")])
def test_days_that_moved_by_a_row_are_asked_about_before_rows_are_to_be_split(field, letter, way, carrier):
    asked = 0
    for seed in (4, 5, 6, 8):
        book = book_of(seed, carrier)
        moved(book.sheets[P], field, way)
        said = [in_front(book, code, letter, field) for code in ("end-before-begin", "period-over-months")]

        assert False not in said
        asked += True in said

    assert asked >= 3


@CARRIERS
@pytest.mark.parametrize("field", ["volume", "bedrag"])
def test_an_amount_that_moved_by_a_row_with_its_first_cell_twice_is_told_once(field, carrier):
    for seed in (4, 5, 6):
        book = book_of(seed, carrier)
        moved(book.sheets[P], field, "down")

        assert [name for name, _ in folded(book)] == [field]


def test_ends_that_are_wrong_in_a_few_rows_ask_after_no_column():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows[:2]:
        row[sheet.at("einddatum")] = row[sheet.at("begindatum")] - timedelta(days=1)

    assert in_front(book, "end-before-begin", "H", "einddatum") is False


@CARRIERS
@pytest.mark.parametrize(
    ("table", "field", "letter", "seeds"),
    [(T, "hulpvorm", "N", (5, 6, 7, 8, 14)), (V, "reden_beeindiging", "E", (15,))],
)
def test_codes_of_another_wet_in_a_column_that_was_sorted_alone_are_asked_about_first(
    table, field, letter, seeds, carrier
):
    said = []
    for seed in seeds:
        book = book_of(seed, carrier)
        sheet, allocations = book.sheets[table], book.sheets[T]
        allocations.rows[-1][allocations.at("wet")] = "WMO"
        at = sheet.at(field)
        cells = sorted((row[at] for row in sheet.rows), key=lambda cell: str(cell or ""))
        for row, cell in zip(sheet.rows, cells, strict=True):
            row[at] = cell
        said += [
            each.text("nl")
            for each in findings_of(book)
            if each.kind.code == "code-of-other-law" and each.place.field == field
        ]

    assert said
    assert all(each.startswith(ASKED.format(letter, field)) for each in said)


def test_one_code_of_another_wet_in_a_column_in_no_order_asks_after_nothing():
    book = book_of(8, "xlsx")
    sheet = book.sheets[T]
    youth = next(row for row in sheet.rows if row[sheet.at("wet")] == "JW" and row[sheet.at("hulpvorm")])
    youth[sheet.at("wet")] = "WMO"

    found = [each.text("nl") for each in findings_of(book) if each.kind.code == "code-of-other-law"]
    assert found
    assert not [each for each in found if "doorgetrokken" in each]


@CARRIERS
def test_begins_of_help_that_were_sorted_alone_are_asked_about_where_two_rows_show_it(carrier):
    said = []
    for seed in range(4, 13):
        book = book_of(seed, carrier)
        sorted_alone(book.sheets[V], "begindatum")
        said.append(in_front(book, "start-before-allocation", "C", "begindatum"))

    assert said.count(True) >= 6
    assert said.count(False) == 0


@CARRIERS
@pytest.mark.parametrize("seed", [5, 6, 8])
def test_a_tariff_that_counts_on_is_told_and_not_a_volume_that_happens_to_be_in_order(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[P]
    del sheet.rows[8:], sheet.numbers[8:]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("volume")] = float(10 + number * number)
        row[sheet.at("bedrag")] = (10 + number * number) * 70.5
        row[sheet.at("tarief")] = 70.5 + number
        row[sheet.at("eenheid")] = "04"

    assert [name for name, _ in folded(book)] == ["tarief"]


ALL_OVER = (
    "Klopt kolom G (begindatum) wel? In bijna alle rijen ligt die datum buiten de periode van de "
    "aanlevering, en in een andere maand dan de einddatum. Is zij overal verkeerd ingevuld, herstel dan "
    "die kolom. Zo niet: "
)


@CARRIERS
@pytest.mark.parametrize("begin", [date(2025, 12, 1), date(2025, 12, 31), date(2025, 3, 1)])
def test_a_begin_that_is_wrong_in_every_row_is_asked_about_before_rows_are_to_be_split(begin, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("begindatum")] = begin

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "period-over-months"]
    assert len(said) == len(sheet.rows)
    assert all(each.startswith((ALL_OVER, ASKED.format("G", "begindatum"))) for each in said)


@CARRIERS
def test_begins_that_are_a_month_too_early_are_asked_about_also_where_they_differ(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    for at, row in enumerate(sheet.rows):
        row[sheet.at("begindatum")] = date(2025, 12, 1 + at % 20)

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "period-over-months"]
    assert len(said) == len(sheet.rows)
    assert all(each.startswith(ALL_OVER) for each in said)


def test_rows_of_a_quarter_within_the_period_are_to_be_split_and_no_begin_is_doubted():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("begindatum")], row[sheet.at("einddatum")] = date(2026, 1, 1), date(2026, 3, 31)

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "period-over-months"]
    assert len(said) == len(sheet.rows)
    assert not [each for each in said if "Klopt kolom" in each]


@pytest.mark.parametrize(
    ("texts", "is_so"),
    [
        (["01", "02", "02", "03", "04", ""], True),
        (["", "04", "03", "02", "01", "01"], True),
        (["01", "02", "", "02", "03", "04"], False),
        (["02", "01", "02", "03", "04", ""], False),
        (["01", "02", "03", "04"], False),
        (["01"] * 20, False),
        (["01"] * 5 + ["02"] * 5, False),
        ([], False),
    ],
)
def test_an_order_is_no_chance_where_hardly_another_arrangement_is_in_order(texts, is_so):
    assert is_no_chance(texts) is is_so


@pytest.mark.parametrize(
    ("texts", "is_so"),
    [
        (["98,25", "99,25", "100,25", "101,25"], True),
        (["98.25", "99.25", "100.25"], False),
        (["1", "2", "3", "5"], False),
        (["1", "2", "x", "4"], False),
        (["1", "2", "NaN", "4"], False),
        (["4", "3", "2", "1"], False),
        ([], False),
    ],
)
def test_numbers_count_on_by_one_from_row_to_row(texts, is_so):
    assert count_on(texts) is is_so


def on_allocations(letter, field):
    return (
        f"Is kolom {letter} ({field}) op blad toewijzing doorgetrokken, een rij verschoven of zonder de rest "
        "gesorteerd? Herstel dan die kolom. Zo niet: "
    )


@CARRIERS
@pytest.mark.parametrize(
    ("field", "letter", "day"),
    [("ingangsdatum", "Q", date(2026, 3, 28)), ("einddatum", "R", date(2026, 1, 2))],
)
def test_one_day_in_every_allocation_is_asked_about_at_the_rows_that_contradict_it(
    field, letter, day, carrier
):
    book = book_of(7, carrier)
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at(field)] = day

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "outside-allocation"]

    assert said
    assert all(on_allocations(letter, field) in each for each in said)


@CARRIERS
def test_begins_of_allocations_that_were_sorted_alone_are_asked_about_at_the_rows_of_others(carrier):
    asked = 0
    for seed in (5, 6, 7):
        book = book_of(seed, carrier)
        sorted_alone(book.sheets[T], "ingangsdatum")
        said = [each.text("nl") for each in findings_of(book) if each.kind.code == "start-before-allocation"]
        asked += bool(said) and all(on_allocations("Q", "ingangsdatum") in each for each in said)

    assert asked >= 2


def test_one_allocation_that_begins_too_late_asks_after_no_column():
    book = book_of(7, "xlsx")
    sheet = book.sheets[T]
    sheet.rows[0][sheet.at("ingangsdatum")] = date(2026, 3, 30)

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "outside-allocation"]
    assert said
    assert not [each for each in said if "op blad toewijzing doorgetrokken" in each]


@CARRIERS
def test_begins_of_1900_in_every_allocation_are_asked_about_as_dragged_nowhere(carrier):
    book = book_of(7, carrier)
    sheet = book.sheets[T]
    for row in sheet.rows:
        row[sheet.at("ingangsdatum")] = date(1900, 3, 1)

    found = findings_of(book)
    assert [each.count for each in found if each.kind.code == "column-long-ago"] == [len(sheet.rows)]
    assert not [each for each in found if "ingangsdatum) doorgetrokken" in each.text("nl")]
    assert not [each for each in found if "blad toewijzing doorgetrokken" in each.text("nl")]
