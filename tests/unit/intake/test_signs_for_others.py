"""One sign that stands for another all over a sheet is said once, and nothing that follows from it."""

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T
from tests.unit.intake.test_changed_places import book_of, bytes_of


def checked(book):
    return read_and_check([bytes_of(book)], the_standard())


def told(book):
    return [(each.kind.code, each.place.sheet.removesuffix(".csv")) for each in checked(book).findings]


def replaced(sheet, old, new, fields=()):
    for row in sheet.rows:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and (not fields or sheet.headers[at] in fields):
                row[at] = cell.replace(old, new)


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", range(2, 6))
@pytest.mark.parametrize(("old", "new"), [("0", "O"), ("1", "l"), ("1", "I"), ("0", "o")])
def test_a_letter_for_a_digit_in_a_whole_sheet_is_one_finding_with_every_column(seed, carrier, old, new):
    book = book_of(seed, carrier)
    replaced(book.sheets[T], old, new)

    assert told(book) == [("sign-for-another", T)]
    said = checked(book).findings[0].text("nl")
    assert f"de letter {new} waar het cijfer {old} hoort" in said
    for field in ("gemeentecode", "clientnummer", "productcode", "raamovereenkomst"):
        assert f"({field})" in said or old not in "".join(
            str(row[book.sheets[T].at(field)]) for row in book_of(seed, carrier).sheets[T].rows
        )


def test_what_else_is_wrong_on_the_sheet_is_told_beside_it():
    book = book_of(3, "xlsx")
    sheet = book.sheets[T]
    sheet.rows[1][sheet.at("ingangsdatum")] = None
    sheet.rows[2][sheet.at("hulpvorm")] = "99"
    replaced(sheet, "0", "O")

    assert sorted(code for code, _ in told(book) if code != "allocation-waits") == [
        "missing-value",
        "sign-for-another",
        "unknown-code",
    ]


@pytest.mark.parametrize("seed", range(2, 6))
def test_a_digit_for_another_in_a_whole_sheet_is_one_finding(seed):
    book = book_of(seed, "xlsx")
    replaced(book.sheets[P], "1", "7")

    assert told(book) == [("sign-for-another", P)]
    said = checked(book).findings[0].text("nl")
    assert "het cijfer 7 waar het cijfer 1 hoort" in said
    assert "maak de export opnieuw" in said


def test_numbers_of_clients_with_a_letter_for_every_nought_are_one_finding():
    book = book_of(5, "xlsx")
    replaced(book.sheets[T], "0", "O", ["clientnummer"])

    assert told(book) == [("sign-for-another", T)]


def test_a_wrong_code_in_every_row_is_no_sign_for_another():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows:
        row[sheet.at("eenheid")] = "77"

    assert {code for code, _ in told(book)} == {"unknown-code"}


def test_one_code_with_a_letter_is_told_at_its_cell():
    book = book_of(5, "xlsx")
    sheet = book.sheets[T]
    sheet.rows[0][sheet.at("gemeentecode")] = "OO14"

    assert {code for code, _ in told(book)} >= {"malformed"}
    assert "sign-for-another" not in {code for code, _ in told(book)}
