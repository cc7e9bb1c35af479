"""Sheets, headers and rows that are not where they should be: named, never taken or dropped in silence."""

import io

import openpyxl
import pytest

P = "prestatie"


def _changed(trap, change):
    book = openpyxl.load_workbook(io.BytesIO(trap.write("xlsx")))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_second_sheet_that_fits_a_table_is_not_lost(trap):
    def change(book):
        book.copy_worksheet(book[P]).title = "februari"

    assert trap.found(_changed(trap, change)) == [("several-sheets", "februari", None, "", "")]


def test_a_sheet_with_nearly_the_name_of_a_table_is_asked_about(trap):
    def change(book):
        book[P].title = "prestaties"

    assert trap.found(_changed(trap, change)) == [("sheet-looks-like", "prestaties", None, "", "")]
    assert len(trap.checked.export.tables[P]) == 0


def test_a_sheet_that_is_no_table_is_passed_over_by_name(trap):
    def change(book):
        book.create_sheet("Blad1")["A1"] = "kladje"

    assert trap.found(_changed(trap, change)) == [("unknown-sheet", "Blad1", None, "", "")]


def test_a_table_twice_under_names_that_count_as_one_is_refused(trap):
    def change(book):
        book.copy_worksheet(book[P]).title = "PRESTATIE "

    assert trap.found(_changed(trap, change)) == [("duplicate-table", "PRESTATIE ", None, "", "")]


def test_a_column_with_nearly_the_name_of_a_field_is_asked_about(trap):
    def change(book):
        book[P]["L1"] = "bedragen"

    assert trap.found(_changed(trap, change)) == [("column-looks-like", P, 1, "L", "bedrag")]


@pytest.mark.parametrize("how", ["xlsx", "csv"])
def test_a_header_that_comes_back_and_a_row_of_totals_are_set_aside_by_their_row(trap, unzip, make_zip, how):
    rows = len(trap.tables[P])

    def change(book):
        book[P].append([cell.value for cell in book[P][1]])
        book[P].append(["Totaal", *[None] * 10, 12.5])

    if how == "xlsx":
        content, sheet = _changed(trap, change), P
    else:
        parts = unzip(trap.write("csv-zip"))
        header = parts["prestatie.csv"].split(b"\r\n")[0]
        parts["prestatie.csv"] += header + b"\r\nTotaal;;;;;;;;;;;12.50;;;;;\r\n"
        content, sheet = make_zip(parts), "prestatie.csv"

    assert trap.found(content, f"export.{how}") == [
        ("repeated-header", sheet, rows + 2, "", ""),
        ("total-row", sheet, rows + 3, "", ""),
    ]
    assert len(trap.checked.export.tables[P]) == rows


def test_a_title_above_the_header_of_a_sheet_is_passed_over_by_name(trap):
    def change(book):
        book[P].insert_rows(1)
        book[P]["A1"] = "Prestaties van het eerste kwartaal"

    assert trap.found(_changed(trap, change)) == [("title-above-header", P, 1, "", "")]
    assert trap.checked.export.tables[P]["_row"].iloc[0] == 3


def test_a_workbook_with_nothing_but_macros_has_no_sheets(trap, unzip, make_zip):
    parts = unzip(trap.spoil(trap.write("xlsx"), "xl/workbook.xml", "<sheets>.*</sheets>", "<sheets/>"))

    assert trap.found(make_zip(parts | {"xl/vbaProject.bin": b"x"}), "export.xlsm") == [
        ("file-no-sheets", "", None, "", "")
    ]


def test_a_sheet_of_old_macros_is_not_run(trap, unzip, make_zip):
    content = make_zip(unzip(trap.write("xlsx")) | {"xl/macrosheets/sheet1.xml": b"<macrosheet/>"})

    assert trap.found(content, "export.xlsm") == [("macros-not-run", "", None, "", "")]
