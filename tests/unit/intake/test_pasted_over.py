"""A code of the own row pasted over a text for people is named; one that stands there in every row is not."""

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import T
from tests.unit.intake.test_changed_places import book_of, bytes_of


def found(book):
    return [
        (each.place.field, each.kind.code, each.place.row, each.text("nl"))
        for each in read_and_check([bytes_of(book)], the_standard()).findings
    ]


def paste(book, one, other, rows):
    sheet = book.sheets[T]
    for row in sheet.rows[rows]:
        row[sheet.at(other)] = row[sheet.at(one)]
    return sheet


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("one", ["productcode", "clientnummer", "gemeentecode"])
@pytest.mark.parametrize("other", ["raamovereenkomst", "perceel"])
def test_the_last_rows_of_a_code_pasted_over_a_text_are_named_with_the_column(one, other, carrier):
    book = book_of(5, carrier)
    sheet = paste(book, one, other, slice(-3, None))

    said = found(book)

    assert [each[:3] for each in said] == [(other, "no-text-itself", row) for row in sheet.numbers[-3:]]
    assert all(f"({one}) staat" in each[3] for each in said)


def test_a_text_that_is_that_code_in_every_row_is_what_people_write_there():
    book = book_of(5, "xlsx")
    paste(book, "productcode", "perceel", slice(None))

    assert found(book) == []


def test_a_short_number_that_happens_to_be_a_code_is_a_text():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    sheet.rows[0][sheet.at("perceel")] = sheet.rows[0][sheet.at("verwijzer")]

    assert found(book) == []


def test_where_the_code_of_the_other_column_was_overwritten_the_text_is_not_blamed():
    book = book_of(5, "xlsx")
    sheet = paste(book, "raamovereenkomst", "hulpvorm", slice(-3, None))

    said = {(field, row) for field, code, row, _ in found(book) if code != "allocation-waits"}
    assert said == {("hulpvorm", row) for row in sheet.numbers[-3:]}
