"""One cell of a workbook as it stands in the file, and formulas that only add up."""

import pytest

from service.files.reports.addresses.sums import as_excel, ranges_summed, size_of
from service.files.workbook.one_cell import ShownCell, cell_at
from tests.tools.formats import a_workbook

BOOK = a_workbook({"Blad": [["Kop & co", 12, 2.5, "=SUM(B1:C1)", None], [None, "=B1>C1"]]})


@pytest.mark.parametrize(
    ("row", "column", "shown"),
    [
        (1, 1, ShownCell(text="Kop & co")),
        (1, 2, ShownCell(text="12", is_number=True)),
        (1, 3, ShownCell(text="2.5", is_number=True)),
        (1, 4, ShownCell(formula="=SUM(B1:C1)")),
        (1, 5, ShownCell()),
        (2, 2, ShownCell(formula="=B1>C1")),
        (900_000, 9_000, ShownCell()),
    ],
)
def test_a_cell_is_read_as_it_stands_in_the_file(row, column, shown):
    assert cell_at(BOOK, "Blad", row, column) == shown


def test_a_sheet_or_workbook_that_is_not_there_has_no_cells():
    assert cell_at(BOOK, "Ander", 1, 1) is None
    assert cell_at(b"geen werkmap", "Blad", 1, 1) is None


@pytest.mark.parametrize(
    ("formula", "ranges"),
    [
        ("=SUM(E7:E12)", [("Blad", 7, 12, 5, 5)]),
        ("=SUM($E$7:$E$12,G3)", [("Blad", 7, 12, 5, 5), ("Blad", 3, 3, 7, 7)]),
        ("=SUBTOTAL(9,E7:E12)", [("Blad", 7, 12, 5, 5)]),
        ("=SUM('Blad twee'!A1:B2)", [("Blad twee", 1, 2, 1, 2)]),
        ("of:=SUM([.D6:.D15])", [("Blad", 6, 15, 4, 4)]),
        ("=SUM(E7:E12)/2", []),
        ("=SUM(E:E)", []),
        ("=IF(A1>0,SUM(E7:E12),0)", []),
        ("=SUM()", []),
        ("", []),
    ],
)
def test_only_a_formula_that_adds_up_ranges_and_nothing_else_is_a_sum(formula, ranges):
    assert ranges_summed(formula, "Blad") == ranges


def test_the_size_of_a_range_is_known_without_going_through_it():
    (whole,) = ranges_summed("=SUM(A1:XFD1048576)", "Blad")

    assert size_of(whole) == 16_384 * 1_048_576


def test_a_formula_of_open_document_is_shown_as_a_spreadsheet_shows_it():
    assert as_excel("of:=IF([.D6]>0;[.F6]/[.D6];0)") == "=IF(D6>0;F6/D6;0)"
