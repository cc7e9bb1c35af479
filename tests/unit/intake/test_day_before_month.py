"""Days that are written as jjjj-dd-mm are said to be so, and the others of their column are asked about."""

from datetime import date

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T
from tests.unit.intake.test_changed_places import book_of, bytes_of


def found(book):
    return [
        (each.kind.code, each.place.row, each.text("nl"))
        for each in read_and_check([bytes_of(book)], the_standard()).findings
    ]


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_every_day_of_a_column_that_is_written_as_jjjj_dd_mm_is_named_and_nothing_that_follows(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[T]
    days = [row[sheet.at("ingangsdatum")] for row in sheet.rows]
    for row, day in zip(sheet.rows, days, strict=True):
        row[sheet.at("ingangsdatum")] = f"{day:%Y-%d-%m}"
    turned = [row for row, day in zip(sheet.numbers, days, strict=True) if day.day != day.month]

    said = found(book)

    assert [each[:2] for each in said if each[0] != "allocation-waits"] == [
        ("day-before-month", row) for row in turned
    ]


def test_one_day_that_is_written_so_says_what_it_must_be_and_nothing_of_the_others():
    book = book_of(5, "csv plain")
    sheet = book.sheets[P]
    sheet.rows[0][sheet.at("einddatum")] = "2026-31-01"

    said = found(book)

    assert [each[:2] for each in said] == [("day-before-month", 2)]
    assert "bedoeld is waarschijnlijk 31 januari 2026" in said[0][2]


def test_beside_days_in_the_usual_order_the_others_are_not_asked_about():
    book = book_of(5, "csv plain")
    sheet = book.sheets[P]
    for row in sheet.rows[:4]:
        row[sheet.at("einddatum")] = "2026-31-01"
    sheet.rows[4][sheet.at("einddatum")] = date(2026, 1, 31)

    assert [each[1] for each in found(book) if each[0] == "day-before-month"] == sheet.numbers[:4]


def test_a_day_that_is_none_in_either_order_is_no_date():
    book = book_of(5, "csv plain")
    sheet = book.sheets[P]
    sheet.rows[0][sheet.at("einddatum")] = "2026-31-02"

    assert [each[0] for each in found(book)] == ["not-a-date"]
