"""Give a provider its own workbook back with every finding marked, or only the wrong rows of it."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from service.domain.findings import Finding, Language, Severity
from service.domain.standard.export import Cell, CellFault, RawExport, RawTable

MOST_CELLS = 400_000
"""Above this many cells the copy would take longer than a minute: then only the wrong rows are given."""
MOST_MARKED = 5_000
"""Findings that are marked; the sheet of findings says how many there are in all."""
SHEET = "Bevindingen"
_COLOURS = {Severity.BLOCKS: "FFF4B6B6", Severity.QUARANTINES: "FFFFE3A6", Severity.WARNS: "FFD9E8FB"}
_HEADINGS = ("Blad", "Rij", "Kolom", "Veld", "Gewicht", "Bevinding")
_WEIGHTS = {Severity.BLOCKS: "blokkeert", Severity.QUARANTINES: "wacht", Severity.WARNS: "let op"}
_LONGEST = 30_000


def can_be_annotated(content: bytes, raw: RawExport) -> bool:
    """Whether the upload is an xlsx or xlsm small enough for `annotate`."""
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        is_workbook = "xl/workbook.xml" in {name.casefold() for name in archive.namelist()}
    return is_workbook and sum(len(table.rows) * len(table.headers) for table in raw.tables) <= MOST_CELLS


def annotate(content: bytes, findings: Sequence[Finding], language: Language = "nl") -> bytes:
    """Give the workbook with marked cells, a comment in each, and a sheet with a link to every one of them.

    Values, formulas and lay-out stay what they are as far as openpyxl can keep them (charts and images are
    lost; macros are kept in an xlsm). Call it only when `can_be_annotated`.
    """
    has_macros = b"xl/vbaProject.bin" in content
    book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=has_macros)
    marked = findings[:MOST_MARKED]
    for finding in marked:
        if finding.place.sheet in book.sheetnames:
            _mark(book[finding.place.sheet], finding, language)
    _add_overview(book, marked, len(findings), language)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _mark(sheet: Worksheet, finding: Finding, language: Language) -> None:
    place = finding.place
    if place.row is None:
        return
    cell = sheet.cell(place.row, column_index_from_string(place.column) if place.column else 1)
    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", fgColor=_COLOURS[finding.kind.severity])
    said = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(said + finding.text(language), "Eenmaal", height=120, width=360)


def _add_overview(book: Workbook, marked: Sequence[Finding], total: int, language: Language) -> None:
    name = SHEET
    while name in book.sheetnames:
        name += "_"
    sheet: Worksheet = book.create_sheet(name, 0)
    sheet.append(
        [f"{total} bevindingen" + (f", de eerste {len(marked)} staan hier" if total > len(marked) else "")]
    )
    sheet.append(list(_HEADINGS))
    for finding in marked:
        place = finding.place
        row = [place.sheet, place.row, place.column, place.field, _WEIGHTS[finding.kind.severity]]
        sheet.append(row)
        number = sheet.max_row
        _write_text(sheet.cell(number, len(_HEADINGS)), finding.text(language))
        if place.row is not None and place.sheet in book.sheetnames:
            quoted = place.sheet.replace("'", "''")
            target = f"'{quoted}'!{place.column or 'A'}{place.row}"
            sheet.cell(number, 2).hyperlink = Hyperlink(ref=f"B{number}", location=target)
            sheet.cell(number, 2).font = Font(color="FF0563C1", underline="single")
    for letter, width in zip("ABCDEF", (16, 8, 8, 22, 12, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    book.active = 0


def _write_text(cell: "WorkbookCell | MergedCell", text: str) -> None:
    """A text that begins with = stays a text."""
    if isinstance(cell, WorkbookCell):
        cell.value = text[:_LONGEST]
        cell.data_type = "s"


def errors_only_workbook(raw: RawExport, findings: Sequence[Finding], language: Language = "nl") -> bytes:
    """Give a workbook with, per sheet of the upload, only the rows that a finding names, with their numbers.

    For uploads of any form and size; at most MOST_MARKED findings.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    by_sheet: dict[str, dict[int, list[Finding]]] = {}
    for finding in findings[:MOST_MARKED]:
        if finding.place.row is not None:
            by_sheet.setdefault(finding.place.sheet, {}).setdefault(finding.place.row, []).append(finding)
    _write_overview(book, findings, language)
    for table in raw.tables:
        if table.sheet in by_sheet:
            _write_rows(book, table, by_sheet[table.sheet], language)
    book.close()
    return target.getvalue()


def _write_overview(book: xlsxwriter.Workbook, findings: Sequence[Finding], language: Language) -> None:
    sheet = book.add_worksheet(SHEET)
    rows: Iterable[Sequence[object]] = (
        (each.place.sheet, each.place.row, each.place.column, each.place.field, _WEIGHTS[each.kind.severity],
         each.text(language))
        for each in findings[:MOST_MARKED]
    )  # fmt: skip
    for number, row in enumerate([_HEADINGS, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value or ""))
    sheet.set_column(5, 5, 110)
    sheet.freeze_panes(1, 0)


def _write_rows(
    book: xlsxwriter.Workbook, table: RawTable, wrong: Mapping[int, Sequence[Finding]], language: Language
) -> None:
    taken = {each.get_name().casefold() for each in book.worksheets()}
    plain = "".join(sign for sign in table.sheet.rpartition("/")[2] if sign not in "[]:*?/\\'")[:25] or "blad"
    sheet = book.add_worksheet(plain if plain.casefold() not in taken else f"{plain} {len(taken)}")
    looks = {
        severity: book.add_format({"bg_color": f"#{colour[2:]}"}) for severity, colour in _COLOURS.items()
    }
    for column, header in enumerate(("rij", *table.headers)):
        sheet.write_string(0, column, header)
    positions = {int(row): at for at, row in enumerate(table.rows.tolist())}
    number = 0
    for row, about in sorted(wrong.items()):
        if row not in positions:
            continue
        number += 1
        sheet.write_number(number, 0, row)
        by_column = {column_index_from_string(each.place.column): each for each in about if each.place.column}
        for at, cells in enumerate(table.columns):
            finding = by_column.get(table.first_column + at)
            look = None if finding is None else looks[finding.kind.severity]
            sheet.write_string(number, at + 1, _shown(cells[positions[row]]), look)
            if finding is not None:
                sheet.write_comment(number, at + 1, finding.text(language), {"width": 300, "height": 110})


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, CellFault):
        return "" if cell is None else f"#{cell.value}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(sign for sign in str(cell) if sign >= " " or sign in "\n\t")[:_LONGEST]
