"""Give a workbook with only the rows of an upload that a finding names, with their row numbers."""

import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from openpyxl.utils.cell import column_index_from_string

from service.domain.standard.export import RawExport, RawTable
from service.domain.submissions.annotations import Mark, heaviest, rows_of
from service.domain.wording import Language, Wording
from service.files.repair.findings_sheet import HEADINGS, LONGEST_TEXT, WEIGHTS, free_sheet_name, title_of
from service.files.repair.looks import COLOURS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_LISTED = 10_000
"""Findings that are listed; the first line says how many there are in all."""
_MOST_NOTES = 5_000
_ROW = Wording("rij", "row")
_NO_SHEET_NAME = "[]:*?/\\'"
_LONGEST_NAME = 25


def wrong_rows_workbook(
    raw: RawExport, marks: Sequence[Mark], total: int, language: Language = "nl", *, repaired: int = 0
) -> bytes:
    """Per sheet or file of the upload its wrong rows, coloured and with notes; the findings come first.

    For uploads of any form and size. At most MOST_LISTED findings; `total` says how many there are.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who makes this workbook should wait for it

    shown = marks[:MOST_LISTED]
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    by_sheet: dict[str, dict[int, list[Mark]]] = {}
    for mark in shown:
        if mark.row is not None:
            by_sheet.setdefault(mark.sheet, {}).setdefault(mark.row, []).append(mark)
    overview = book.add_worksheet(free_sheet_name((), language))
    written = [
        _write_rows(book, table, by_sheet[table.sheet], language)
        for table in raw.tables
        if table.sheet in by_sheet
    ]
    title = title_of(total, rows_of(shown), repaired)
    _write_overview(book, overview, shown, title, dict(written), language)
    book.close()
    return target.getvalue()


def _write_overview(
    book: "Workbook",
    sheet: "Worksheet",
    marks: Sequence[Mark],
    title: Wording,
    places: Mapping[str, tuple[str, Mapping[int, int]]],
    language: Language,
) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "#0563C1", "underline": 1})
    sheet.write_string(0, 0, title.to(language), bold)
    sheet.write_row(1, 0, [heading.to(language) for heading in HEADINGS], bold)
    for number, mark in enumerate(marks, start=2):
        name, rows = places.get(mark.sheet, ("", {}))
        sheet.write_string(number, 0, mark.sheet)
        if mark.row is not None and mark.row in rows:
            target = f"internal:'{name}'!A{rows[mark.row] + 1}"
            sheet.write_url(number, 1, target, link, str(mark.row))
        elif mark.row is not None:
            sheet.write_number(number, 1, mark.row)
        weight = WEIGHTS[mark.weight].to(language)
        for column, text in enumerate((mark.column, mark.field, weight), start=2):
            sheet.write_string(number, column, text)
        sheet.write_string(number, 5, _shown(mark.said), wrapped)
    for column, width in enumerate((18, 8, 8, 24, 18, 110)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)


def _by_column(marks: Iterable[Mark], table: RawTable) -> dict[int, list[Mark]]:
    """Marks by the place of their column in the table, from 0; those of a whole row at -1."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        at = column_index_from_string(mark.column) - table.first_column if mark.column else -1
        found.setdefault(at, []).append(mark)
    return found


def _write_notes(sheet: "Worksheet", number: int, by_column: Mapping[int, Sequence[Mark]]) -> None:
    for at, several in by_column.items():
        text = "\n\n".join(mark.said for mark in several)
        sheet.write_comment(number, at + 1, _shown(text), {"width": 300, "height": 110})


def _write_rows(
    book: "Workbook", table: RawTable, wrong: Mapping[int, Sequence[Mark]], language: Language
) -> tuple[str, tuple[str, Mapping[int, int]]]:
    """The table's name, and under which name and where its rows stand in the workbook that is made."""
    sheet = book.add_worksheet(_free_name(book, table.sheet))
    bold = book.add_format({"bold": True})
    looks = {weight: book.add_format({"bg_color": f"#{each[2:]}"}) for weight, each in COLOURS.items()}
    sheet.write_row(0, 0, [_ROW.to(language), *map(_shown, table.headers)], bold)
    positions = {int(row): at for at, row in enumerate(table.rows.tolist())}
    places: dict[int, int] = {}
    for row, about in sorted(wrong.items()):
        if row not in positions:
            continue
        number = len(places) + 1
        places[row] = number
        sheet.write_number(number, 0, row)
        by_column = _by_column(about, table)
        for at, cells in enumerate(table.columns):
            look = looks[heaviest(by_column[at])] if at in by_column else None
            sheet.write_string(number, at + 1, _shown(cells[positions[row]]), look)
        if len(places) < _MOST_NOTES:
            _write_notes(sheet, number, by_column)
    sheet.freeze_panes(1, 1)
    return table.sheet, (sheet.get_name(), places)


def _free_name(book: "Workbook", name: str) -> str:
    taken = {each.get_name().casefold() for each in book.worksheets()}
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign not in _NO_SHEET_NAME and sign >= " ")
    plain = plain[:_LONGEST_NAME].strip() or "blad"
    return plain if plain.casefold() not in taken else f"{plain} {len(taken)}"


def _shown(cell: object) -> str:
    """A cell as it was read; one that is a fault instead of a value by the name of the fault."""
    if cell is None or isinstance(cell, StrEnum):
        return "" if cell is None else f"#{cell.value}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(sign for sign in str(cell) if sign >= " " or sign in "\n\t")[:LONGEST_TEXT]
