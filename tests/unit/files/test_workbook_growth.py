"""What moves and grows in a workbook when rows are written into it, and what stays byte for byte."""

import io
import re
import zipfile

import numpy as np
import openpyxl
import pytest

from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.workbook.placed import SheetTarget
from service.files.workbook.template import WorkbookTemplate, compile_template
from service.files.workbook.writer import write_workbook
from tests.tools.contents import a_sheet

# openpyxl warns that it would lose the x14 extensions that these tests prove we keep.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SIZES = [0, 1, 7, 5000]
HEADERS = ("Naam", "Bedrag in euro", "Datum", "Tekst")
CELLS = [("Voor", "C3"), ("Voor", "C4")]


@pytest.fixture(scope="module")
def compiled(rich_template) -> WorkbookTemplate:
    return compile_template(rich_template, [SheetTarget("Data", 4, HEADERS)], CELLS, file="rijk.xlsx")


@pytest.fixture(scope="module", params=SIZES)
def filled(request, compiled, content_of):
    """The number of rows shown, and the report."""
    return max(request.param, 1), write_workbook(compiled, content_of(request.param))


def _parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def _sheet(report: bytes):
    return openpyxl.load_workbook(io.BytesIO(report))["Data"]


def test_parts_that_the_content_does_not_touch_stay_byte_for_byte(rich_template, filled):
    before, after = _parts(rich_template), _parts(filled[1])

    assert sorted(before) == sorted(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/drawings/drawing1.xml",
    }


def test_totals_merges_filter_and_breaks_follow_the_data(filled):
    rows, report = filled
    last = 4 + rows

    sheet = _sheet(report)

    assert (sheet[f"A{last + 1}"].value, sheet[f"B{last + 1}"].value) == ("Totaal", f"=SUM(B5:B{last})")
    assert sheet[f"D{last + 1}"].value == f"=SUM(D$5:D{last})"
    assert {str(merge) for merge in sheet.merged_cells.ranges} == {
        "A3:A4",
        "B3:C3",
        "E4:F4",
        f"A{last + 3}:D{last + 3}",
        *(f"E{row}:F{row}" for row in range(5, last + 1)),
    }
    assert sheet.auto_filter.ref == f"A4:G{last}"
    assert [each.id for each in sheet.row_breaks.brk] == [last + 1]
    assert sheet.max_row == last + 4


def test_validations_and_conditional_formats_cover_exactly_the_data(filled):
    rows, report = filled
    last = 4 + rows

    sheet = _sheet(report)
    formats = {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting}

    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        (f"A5:A{last}" if rows > 1 else "A5", "Los!$A$2:$A$4")
    ]
    assert {where.split(":")[0]: formula for where, formula in formats.items()} == {
        "B5": [f"$B5>B${last + 1}/2"],
        "D5": [],
        f"B{last + 1}": [f"$D${last + 1}"],
    }
    x14 = re.findall(r"<xm:sqref>([^<]*)</xm:sqref>", _parts(report)["xl/worksheets/sheet2.xml"].decode())
    assert x14 == [f"D5:D{last}"]


def test_names_print_area_chart_links_and_notes_follow_the_data(filled):
    rows, report = filled
    last = 4 + rows
    parts = _parts(report)

    names = re.findall(r"<definedName [^>]*>([^<]*)<", parts["xl/workbook.xml"].decode())

    assert names == [
        f"Data!$A$4:$G${last}",
        f"Data!$B$5:$B${last}",
        f"Data!$A$1:$G${last + 5}",
        "Data!$3:$4",
        f"Data!$B${last + 1}",
    ]
    chart = parts["xl/charts/chart1.xml"].decode()
    assert re.findall(r"<c:f>([^<]*)<", chart) == [f"Data!$A$5:$A${last}", f"Data!$B$5:$B${last}"]
    assert "Cache" not in chart
    assert re.findall(r'comment ref="(\w+)"', parts["xl/comments1.xml"].decode()) == [f"B{last + 1}"]
    assert f"<x:Row>{last}</x:Row>" in parts["xl/drawings/vmlDrawing1.vml"].decode()
    assert f"<xdr:row>{last + 4}</xdr:row>" in parts["xl/drawings/drawing1.xml"].decode()
    assert f"B{last + 1}" in _sheet(report)[f"A{last + 4}"].hyperlink.location


def test_the_pattern_row_gives_every_row_its_styles_height_constants_and_formulas(filled):
    rows, report = filled
    last = 4 + rows

    sheet = _sheet(report)

    for row in {5, last}:
        assert sheet.row_dimensions[row].height == 21
        assert sheet[f"D{row}"].value == f"=B{row}*200%+B${last + 1}*0"
        assert (sheet[f"G{row}"].value, sheet[f"G{row}"].font.b) == ("vast", True)
        formats = [sheet[f"{column}{row}"].number_format for column in "BCD"]
        assert formats == ["#,##0.00", "dd-mm-yyyy", "#,##0.00"]


def test_other_sheets_point_at_the_moved_cells_and_keep_no_stale_result(filled):
    rows, report = filled
    front = _parts(report)["xl/worksheets/sheet1.xml"].decode()

    assert re.findall(r"<f>([^<]*)</f>(<v>)?", front) == [
        (f"Data!B{5 + rows}", ""),
        (f"SUM('Data'!B5:B{4 + rows})+Los!A1", ""),
    ]
    assert 'fullCalcOnLoad="1"' in _parts(report)["xl/workbook.xml"].decode()


def test_a_table_covers_exactly_its_rows(rich_template):
    target = SheetTarget("Tabel", 1, ("Code", "Aantal"))
    compiled = compile_template(rich_template, [target], [])
    content = _table_content(7)

    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(compiled, content)))["Tabel"]

    assert sheet.tables["tabel1"].ref == "A1:B8"
    assert sheet.tables["tabel1"].autoFilter.ref == "A1:B8"


def _table_content(rows: int) -> ReportContent:
    blank = np.zeros(rows, dtype=bool)
    codes = Values(ValueKind.TEXT, np.array(["c"] * rows, dtype=object), blank)
    numbers = Values(ValueKind.NUMBER, np.arange(rows), blank)
    return ReportContent({}, (a_sheet("Tabel", 1, {"Code": codes, "Aantal": numbers}),))


def test_the_order_in_which_excel_calculated_the_blank_workbook_is_dropped(rich_template):
    parts = _parts(rich_template)
    parts["xl/calcChain.xml"] = b"<calcChain/>"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    compiled = compile_template(packed.getvalue(), [SheetTarget("Tabel", 1, ("Code", "Aantal"))], [])
    after = _parts(write_workbook(compiled, _table_content(2)))

    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"]


def test_the_same_input_gives_the_same_bytes(rich_template, content_of):
    target = [SheetTarget("Data", 4, HEADERS)]

    reports = {
        write_workbook(compile_template(rich_template, target, CELLS), content_of(50)) for _ in range(2)
    }

    assert len(reports) == 1
    with zipfile.ZipFile(io.BytesIO(reports.pop())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
