"""Fifteen workbooks with every feature a municipality may have, filled with 0, 1, 7 and 5,000 rows."""

import io
import zipfile
from html import escape
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from lxml import etree

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.output import XlsxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter
from tests.fidelity.workbooks import MACRO, WORKBOOKS
from tests.tools.contents import a_sheet
from tests.tools.faults import in_dutch
from tests.tools.office import SOFFICE, convert

SIZES = (0, 1, 7, 5_000)

TOUCHED = {
    "rules_and_lists": {"xl/workbook.xml", "xl/worksheets/sheet1.xml"},
    "charts_and_names": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
        "xl/charts/chart2.xml",
        "xl/charts/chart3.xml",
    },
    "merged_and_notes": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    },
    "sparklines_and_pictures": {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"},
    "table": {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"},
    "pivot": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
    },
    "threaded_notes": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/threadedComments/threadedComment1.xml",
    },
    "macros": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/drawings/vmlDrawing1.vml",
    },
    "all_at_once": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
        "xl/comments1.xml",
        "xl/drawings/drawing1.xml",
        "xl/drawings/vmlDrawing1.vml",
    },
    "all_at_once_by_libreoffice": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
        "xl/comments1.xml",
        "xl/drawings/drawing1.xml",
        "xl/drawings/vmlDrawing1.vml",
    },
    "by_openpyxl": {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/drawings/drawing1.xml",
    },
}


def content_of(rows: int) -> ReportContent:
    def known(kind: ValueKind, items: np.ndarray, denominator: int = 1) -> Values:
        return Values(kind, items, np.zeros(rows, dtype=bool), denominator)

    columns = {
        "Naam": known(ValueKind.TEXT, np.array([f"=naam {row % 9}" for row in range(rows)], dtype=object)),
        "Bedrag": known(ValueKind.NUMBER, np.arange(rows) * 125 - 300, 100),
        "Datum": known(ValueKind.DATE, np.full(rows, np.datetime64("2026-01-31"))),
    }
    return ReportContent({}, (a_sheet("Data", 4, columns),))


def filled(name: str, rows: int, blank: bytes | None = None) -> bytes:
    output = XlsxOutput(kind="xlsx", template=f"{name}.xlsx", filename="r.xlsx")
    return ReportWriter().write_checked_report(content_of(rows), output, blank or WORKBOOKS[name]())


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_part_that_the_rows_do_not_touch_is_byte_for_byte_what_it_was(name: str, rows: int):
    blank = WORKBOOKS[name]()

    before, after = parts(blank), parts(filled(name, rows, blank))

    gone = {"xl/calcChain.xml"} & before.keys()
    changed = {part for part in before.keys() - gone if before[part] != after[part]}
    allowed = TOUCHED.get(name, {"xl/workbook.xml", "xl/worksheets/sheet1.xml"})
    if gone:
        allowed = allowed | {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert set(after) == before.keys() - gone
    assert changed <= allowed


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
def test_rules_and_lists_cover_exactly_the_data(name: str, rows: int):
    blank = openpyxl.load_workbook(io.BytesIO(WORKBOOKS[name]()))["Data"]
    sheet = openpyxl.load_workbook(io.BytesIO(filled(name, rows)))["Data"]
    last = 4 + max(rows, 1)

    def grown(ranges: object) -> str:
        return str(ranges) if rows < 2 else f"{str(ranges).split(':')[0]}:{str(ranges)[0]}{last}"

    lists = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    rules = [str(rule.sqref) for rule in sheet.conditional_formatting]

    assert lists == [grown(rule.sqref) for rule in blank.data_validations.dataValidation]
    assert sorted(rules) == sorted(grown(rule.sqref) for rule in blank.conditional_formatting)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
def test_libreoffice_opens_every_workbook_and_calculates_the_total_of_the_balance(tmp_path: Path):
    sizes = {f"{name}-{rows}": rows for name in WORKBOOKS for rows in SIZES}
    folder = tmp_path / "gevuld"
    folder.mkdir()
    for file, rows in sizes.items():
        (folder / f"{file}.xlsx").write_bytes(filled(file.rpartition("-")[0], rows))

    convert(sorted(folder.iterdir()), tmp_path, "xlsx")

    totals, doubles = {}, {}
    for file, rows in sizes.items():
        sheet = openpyxl.load_workbook(tmp_path / f"{file}.xlsx", data_only=True)["Data"]
        totals[file] = round((sheet.cell(5 + max(rows, 1), 2).value or 0) * 100)
        doubles[file] = (sheet["D5"].value or 0) - 2 * (sheet["B5"].value or 0)
    assert set(doubles.values()) == {0}
    assert totals == {file: sum(row * 125 - 300 for row in range(rows)) for file, rows in sizes.items()}


def test_a_pivot_table_draws_on_all_rows_and_reads_them_again_when_opened():
    cache = etree.fromstring(parts(filled("pivot", 7))["xl/pivotCache/pivotCacheDefinition1.xml"])

    assert cache[0][0].get("ref") == "A4:D11"
    assert cache.get("refreshOnLoad") == "1"


def test_a_conversation_moves_with_its_cell():
    thread = etree.fromstring(parts(filled("threaded_notes", 7))["xl/threadedComments/threadedComment1.xml"])

    assert [comment.get("ref") for comment in thread] == ["B12", "B4"]


def test_a_sparkline_stands_on_every_data_row_over_its_own_cells():
    sheet = etree.fromstring(parts(filled("sparklines_and_pictures", 3))["xl/worksheets/sheet1.xml"])

    places = [(line[0].text, line[1].text) for line in sheet.iter("{*}sparkline")]

    assert sorted(places) == [
        ("Data!B5:B7", "F8"),
        ("Data!B5:D5", "F5"),
        ("Data!B6:D6", "F6"),
        ("Data!B7:D7", "F7"),
    ]


def test_macros_are_what_they_were():
    blank = WORKBOOKS["macros"]()

    before, after = parts(blank), parts(filled("macros", 7, blank))

    assert after["xl/vbaProject.bin"] == before["xl/vbaProject.bin"]
    assert after["[Content_Types].xml"] == before["[Content_Types].xml"]
    assert b"vnd.ms-excel.sheet.macroEnabled.main+xml" in after["[Content_Types].xml"]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.long
def test_libreoffice_finds_the_macros_in_the_filled_workbook(tmp_path: Path):
    (tmp_path / "met.xlsm").write_bytes(filled("macros", 7))

    convert([tmp_path / "met.xlsm"], tmp_path, "ods")

    with zipfile.ZipFile(tmp_path / "met.ods") as archive:
        modules = {name: archive.read(name).decode() for name in archive.namelist() if "Basic/" in name}
    found = next(text for name, text in modules.items() if name.endswith("/Macros.xml"))
    assert all(escape(line) in found for line in MACRO.splitlines())


def test_print_area_filter_and_page_breaks_grow_with_the_data():
    book = openpyxl.load_workbook(io.BytesIO(filled("printed", 7)))
    sheet = book["Data"]

    assert sheet.print_area == "'Data'!$A$1:$D$12"
    assert sheet.auto_filter.ref == "A4:D11"
    assert [each.id for each in sheet.row_breaks.brk] == [11, 12]
    assert sheet.print_title_rows == "$4:$4"


def test_protection_stays():
    sheet = openpyxl.load_workbook(io.BytesIO(filled("protected", 7)))["Data"]

    assert sheet.protection.sheet
    assert parts(filled("protected", 7))["xl/worksheets/sheet1.xml"].count(b"<protectedRange ") == 1


def test_more_rows_than_a_sheet_has_are_refused_before_any_work():
    rows = 1_048_576 - 4
    columns = {"Naam": Values(ValueKind.TEXT, np.full(rows, "x", dtype=object), np.zeros(rows, dtype=bool))}
    content = ReportContent({}, (a_sheet("Data", 4, columns),))
    output = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")

    with pytest.raises(CannotBeWrittenError, match=r"gets 1048572 lines; a sheet in Excel has 1048576"):
        ReportWriter().write_report(content, output, WORKBOOKS["printed"]())


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
def test_one_sheet_per_value_is_made_of_one_pattern_sheet():
    output = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx", sheet_per={"Data": "Naam"})
    writer, template = ReportWriter(), WORKBOOKS["printed"]()

    report = writer.write_checked_report(content_of(20), output, template)

    book = openpyxl.load_workbook(io.BytesIO(report))
    assert book.sheetnames == [f"=naam {number}" for number in range(9)]
    assert [book[name].max_row for name in book.sheetnames] == [8, 8, *[7] * 7]
    assert [book[name].print_area for name in book.sheetnames][:3] == [
        "'=naam 0'!$A$1:$D$8",
        "'=naam 1'!$A$1:$D$8",
        "'=naam 2'!$A$1:$D$7",
    ]
    assert [book["=naam 8"].cell(5, 2).value, book["=naam 8"].cell(6, 2).value] == [7, 18.25]
    assert report == ReportWriter().write_report(content_of(20), output, template)


def test_a_sheet_with_a_table_cannot_be_copied():
    output = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx", sheet_per={"Data": "Naam"})

    with pytest.raises(FormatError, check=in_dutch("dat maar bij één blad kan horen: table")):
        ReportWriter().write_report(content_of(3), output, WORKBOOKS["table"]())
