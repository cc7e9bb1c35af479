"""Blank workbooks that use every feature a municipality may have in its own, made by four different makers.

In each, sheet `Data` has its header in row 4, its pattern row in row 5 and its total (B6) below. What is
different is what else stands in them.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import NamedStyle, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from tests.fidelity.hand_made_parts import (
    PIVOT_CACHE,
    PIVOT_RECORDS,
    PIVOT_TABLE,
    RELATION,
    THREAD,
    dot,
    rels,
    with_parts,
)
from tests.tools.macro_project import macro_project
from tests.tools.office import SOFFICE, convert

_SEEN = {"x_scale": 40, "y_scale": 20}
HEADERS = ["Naam", "Bedrag", "Datum", "Dubbel"]


def _bare(book: xlsxwriter.Workbook, *, total: bool = True) -> xlsxwriter.worksheet.Worksheet:
    day, euro = (book.add_format({"num_format": form}) for form in ("dd-mm-yyyy", "#,##0.00"))
    sheet = book.add_worksheet("Data")
    sheet.write("A1", "Titel", book.add_format({"bold": True, "font_size": 16}))
    sheet.set_row(0, 22)
    sheet.set_column("A:D", 12)
    sheet.write_row("A4", HEADERS)
    sheet.write_blank("A5", None)
    sheet.write_blank("B5", None, euro)
    sheet.write_blank("C5", None, day)
    sheet.write_formula("D5", "=B5*2", euro)
    if total:
        sheet.write("A6", "Totaal")
        sheet.write_formula("B6", "=SUM(B5:B5)", euro)
        sheet.write_formula("D6", "=SUM(D5:D5)", euro)
    return sheet


def _xlsxwriter(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    fill(book, _bare(book))
    book.close()
    return target.getvalue()


def rules_and_lists() -> bytes:
    """Validations, conditional formats old and new, and data bars."""

    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        red = book.add_format({"bg_color": "#FFC7CE"})
        sheet.data_validation("A5", {"validate": "list", "source": "=Lijst!$A$1:$A$3"})
        sheet.data_validation("B5", {"validate": "decimal", "criteria": ">", "value": "=$B$1"})
        sheet.conditional_format("B5:B5", {"type": "cell", "criteria": ">", "value": "$B$6/2", "format": red})
        sheet.conditional_format("D5:D5", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("C5:C5", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        book.add_worksheet("Lijst").write_column("A1", ["a", "b", "c"])

    return _xlsxwriter(fill)


def charts_and_names() -> bytes:
    """Charts and names over the data, on its own sheet and on another, and a chart sheet."""

    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        series = {"categories": "=Data!$A$5:$A$5", "values": "=Data!$B$5:$B$5"}
        for kind, place in (("column", sheet), ("pie", book.add_worksheet("Grafiek"))):
            chart = book.add_chart({"type": kind})
            chart.add_series(series)
            place.insert_chart("F2", chart)
        alone = book.add_chart({"type": "line"})
        alone.add_series(series)
        book.add_chartsheet("Los").set_chart(alone)
        book.define_name("Bedragen", "=Data!$B$5:$B$5")
        book.define_name("Totaal", "=Data!$B$6")
        other = book.get_worksheet_by_name("Grafiek")
        other.write_formula("A1", "=SUM(Bedragen)")
        other.write_formula("A2", "=Totaal*2")
        other.write_formula("A3", "=COUNTA(Data!A:A)")

    return _xlsxwriter(fill)


def printed() -> bytes:
    """Print area, repeated rows, page breaks, filter, frozen panes, headers and footers."""

    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.print_area("A1:D6")
        sheet.repeat_rows(3, 3)
        sheet.set_h_pagebreaks([5, 6])
        sheet.autofilter("A4:D5")
        sheet.freeze_panes(4, 1)
        sheet.set_header("&L&F&RBlad &P")
        sheet.set_footer("&CVertrouwelijk")

    return _xlsxwriter(fill)


def protected() -> bytes:
    """A protected sheet with cells that may be filled, and a protected range."""

    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.protect("geheim", {"autofilter": True})
        sheet.unprotect_range("A5:A5", "invullen")
        sheet.write("A2", "Open", book.add_format({"locked": False}))
        book.set_properties({"title": "Beveiligd"})

    return _xlsxwriter(fill)


def sparklines_and_pictures() -> bytes:
    """Sparklines in the pattern row and in the total, a picture above and a text box below the data."""

    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.add_sparkline("F5", {"range": "Data!B5:D5", "type": "column"})
        sheet.add_sparkline("F6", {"range": "Data!B5:B5", "type": "column"})
        sheet.insert_textbox("F1", "Boven", {"object_position": 2})
        sheet.insert_textbox("A9", "Onder", {"object_position": 2})
        sheet.insert_image("H1", "stip.png", {"image_data": io.BytesIO(dot()), **_SEEN})

    return _xlsxwriter(fill)


def merged_and_notes() -> bytes:
    """Merged cells in header, pattern row and below, notes above and below, links."""

    def fill(_book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A2:D2", "Samengevoegd")
        sheet.merge_range("E5:F5", "")
        sheet.merge_range("A8:D8", "Noot")
        sheet.write_comment("B4", "boven")
        sheet.write_comment("B6", "onder")
        sheet.write_url("A10", "internal:'Data'!B6", string="naar het totaal")
        sheet.write_url("A11", "https://example.org/", string="buiten")

    return _xlsxwriter(fill)


def table() -> bytes:
    """A table over the data with a total row of its own and a calculated column."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = _bare(book, total=False)
    columns = [
        {"header": "Naam", "total_string": "Totaal"},
        {"header": "Bedrag", "total_function": "sum"},
        {"header": "Datum"},
        {"header": "Dubbel", "formula": "=Cijfers[[#This Row],[Bedrag]]*2"},
    ]
    sheet.add_table("A4:D6", {"name": "Cijfers", "total_row": True, "columns": columns})
    sheet.write_blank("C5", None, book.add_format({"num_format": "dd-mm-yyyy"}))
    sheet.write_formula("B6", "=SUBTOTAL(109,B5:B5)")
    book.close()
    return target.getvalue()


def pivot() -> bytes:
    """A pivot table on another sheet that draws on the data, as hand-made parts."""
    bare = _xlsxwriter(lambda book, _: book.add_worksheet("Draai"))
    cache = RELATION % ("rId90", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    return with_parts(
        bare,
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": PIVOT_CACHE,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels(
                "pivotCacheRecords", "pivotCacheRecords1.xml"
            ),
            "xl/pivotCache/pivotCacheRecords1.xml": PIVOT_RECORDS,
            "xl/pivotTables/pivotTable1.xml": PIVOT_TABLE,
            "xl/pivotTables/_rels/pivotTable1.xml.rels": rels(
                "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"
            ),
            "xl/worksheets/_rels/sheet2.xml.rels": rels("pivotTable", "../pivotTables/pivotTable1.xml"),
        },
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": "pivotCacheDefinition",
            "xl/pivotCache/pivotCacheRecords1.xml": "pivotCacheRecords",
            "xl/pivotTables/pivotTable1.xml": "pivotTable",
        },
        workbook=(
            ("</Relationships>", cache + "</Relationships>"),
            ("</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rId90"/></pivotCaches></workbook>'),
        ),
    )


def threaded_notes() -> bytes:
    """A conversation on a cell below the data and on one above it."""
    bare = _xlsxwriter(lambda _, sheet: sheet.write_comment("B6", "[Threaded comment]"))
    listing = zipfile.ZipFile(io.BytesIO(bare)).read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    relation = RELATION % ("rId91", "threadedComment", "../threadedComments/threadedComment1.xml")
    relation = relation.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/threadedComment",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
    )
    return with_parts(
        bare,
        {
            "xl/threadedComments/threadedComment1.xml": THREAD,
            "xl/worksheets/_rels/sheet1.xml.rels": listing.replace(
                "</Relationships>", relation + "</Relationships>"
            ),
        },
        {},
    )


MACRO = """Option Explicit

Public Sub Groet()
    MsgBox "Totaal: " & Range("B6").Text
End Sub

Public Function Dubbel(bedrag As Double) As Double
    Dubbel = bedrag * 2
End Function"""


def macros() -> bytes:
    """A workbook with macros: a module, and code behind the sheet and the workbook."""
    project = macro_project(
        {"Macros": MACRO}, {"Blad1": "Private Sub Worksheet_Activate()\n    Calculate\nEnd Sub"}
    )

    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        book.add_vba_project(io.BytesIO(project), is_stream=True)
        book.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Blad1")
        book.define_name("Start", "=Data!$A$5")
        sheet.insert_button("F2", {"macro": "Groet", "caption": "Groet"})

    return _xlsxwriter(fill)


def by_openpyxl() -> bytes:
    """As openpyxl makes them: no shared formulas, other parts, names of one sheet only."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet["A1"] = "Titel"
    sheet.column_dimensions["C"].width = 12
    for column, header in enumerate(HEADERS, start=1):
        sheet.cell(4, column, header)
    sheet["B5"].number_format = "#,##0.00"
    sheet["C5"].number_format = "dd-mm-yyyy"
    sheet["D5"] = "=B5*2"
    sheet["A6"], sheet["B6"], sheet["D6"] = "Totaal", "=SUM(B5:B5)", "=SUM(D5:D5)"
    sheet["A6"].style = NamedStyle("totaal")
    sheet["A6"].comment = Comment("noot", "wij")
    sheet["A5"].protection = Protection(locked=False)
    valid = DataValidation(type="list", formula1='"x,y"')
    valid.add("A5")
    sheet.add_data_validation(valid)
    sheet.conditional_formatting.add("B5", CellIsRule(operator="lessThan", formula=["0"]))
    sheet.row_breaks.append(Break(id=6))
    sheet.defined_names["Eigen"] = DefinedName("Eigen", attr_text="Data!$B$5:$B$5")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=5, max_row=5))
    sheet.add_chart(chart, "F2")
    other = book.create_sheet("Tabel")
    other.append(["Code", "Aantal"])
    other.append(["a", "=SUM(Eigen)"])
    other["B2"] = "=SUM(Data!B5:B5)"
    other.add_table(Table(displayName="tabel2", ref="A1:B2"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def all_at_once() -> bytes:
    """Nearly everything on one sheet, as a data manager leaves it after ten years."""

    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        red = book.add_format({"bg_color": "#FFC7CE"})
        sheet.merge_range("A2:D2", "Samengevoegd")
        sheet.data_validation("A5", {"validate": "list", "source": ["x", "y"]})
        sheet.conditional_format("B5:B5", {"type": "cell", "criteria": "<", "value": 0, "format": red})
        sheet.conditional_format("D5:D5", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("F5", {"range": "Data!B5:D5", "type": "column"})
        sheet.write_comment("B4", "boven")
        sheet.write_comment("B6", "onder")
        sheet.insert_image("A9", "stip.png", {"image_data": io.BytesIO(dot()), "object_position": 2, **_SEEN})
        sheet.autofilter("A4:D5")
        sheet.print_area("A1:D6")
        sheet.repeat_rows(3, 3)
        sheet.set_h_pagebreaks([6])
        sheet.protect("geheim", {"autofilter": True})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=Data!$A$5:$A$5", "values": "=Data!$B$5:$B$5"})
        sheet.insert_chart("H2", chart)
        book.define_name("Bedragen", "=Data!$B$5:$B$5")
        book.add_worksheet("Som").write_formula("A1", "=SUM(Bedragen)")

    return _xlsxwriter(fill)


def by_libreoffice() -> bytes:
    """The workbook with rules and lists, opened and saved by LibreOffice."""
    return _saved_by_libreoffice()["rules_and_lists"]


def all_at_once_by_libreoffice() -> bytes:
    """Nearly everything on one sheet, opened and saved by LibreOffice."""
    return _saved_by_libreoffice()["all_at_once"]


@cache
def _saved_by_libreoffice() -> dict[str, bytes]:
    """Workbooks as LibreOffice saves them, in one start; as they were where it is not installed."""
    made = {each.__name__: each() for each in (rules_and_lists, all_at_once)}
    if not SOFFICE:
        return made
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, "bron", f"{name}.xlsx") for name in made]
        sources[0].parent.mkdir()
        for source in sources:
            source.write_bytes(made[source.stem])
        convert(sources, Path(folder), "xlsx")
        return {name: Path(folder, f"{name}.xlsx").read_bytes() for name in made}


def counts_from_1904() -> bytes:
    """As Excel for Mac counted days, with hidden rows and columns and an outline."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"date_1904": True})
    sheet = _bare(book)
    sheet.set_column("G:H", 10, None, {"level": 1, "hidden": True})
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.write("A8", "verborgen")
    book.close()
    return target.getvalue()


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        rules_and_lists,
        charts_and_names,
        printed,
        protected,
        sparklines_and_pictures,
        merged_and_notes,
        table,
        pivot,
        threaded_notes,
        macros,
        by_openpyxl,
        by_libreoffice,
        all_at_once,
        all_at_once_by_libreoffice,
        counts_from_1904,
    )
}
