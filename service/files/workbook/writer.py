"""Fill a compiled workbook with the content of a report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import OTHER_CELLS
from service.domain.translation.content import CellValue, ReportContent, SheetContent, ValueKind
from service.domain.wording import Wording
from service.files.archive import Entry, packed_entry, write_archive
from service.files.workbook.cells import (
    CellPlace,
    CellTexts,
    cell_texts,
    no_cells,
    require_date_style,
    single_cell_text,
)
from service.files.workbook.row_filling import Filling, joined, repeated_text, row_numbers, spans
from service.files.workbook.sheet_targets import require_fitting
from service.files.workbook.template import DataSheet, Part, WorkbookTemplate


def write_workbook(template: WorkbookTemplate, content: ReportContent) -> bytes:
    """The municipality's workbook with this content in it, always the same bytes for the same input.

    Every part that the content does not touch is byte for byte what it was. Numbers are written as exact
    decimals, days as Excel's day numbers, texts as texts whatever they begin with. Raises
    CannotBeWrittenError, with sheet, header and row, for what a workbook cannot hold, before any row is
    written, and FormatError when the content does not belong to this template.
    """
    return write_archive(template.start, _entries(template, _filling(template, content)))


def _filling(template: WorkbookTemplate, content: ReportContent) -> Filling[CellTexts]:
    targets = ((each.target, each.last_row) for each in template.sheets)
    require_fitting(targets, content, template.file, a_sheet="a sheet in Excel")
    columns = tuple(_columns(template, *pair) for pair in zip(template.sheets, content.sheets, strict=True))
    return Filling.of(content, columns, _cells(template, content.cells))


def _columns(template: WorkbookTemplate, sheet: DataSheet, content: SheetContent) -> tuple[CellTexts, ...]:
    texts = []
    first_row = content.header_row + 1
    for (header, values), shows_dates in zip(content.columns.items(), sheet.shows_dates, strict=True):
        where = Wording("Blad {sheet!r}, kolom {header!r}", "Sheet {sheet!r}, column {header!r}").fill(
            sheet=content.sheet, header=header
        )
        require_date_style(values.kind, shows_dates=shows_dates, where=where, file=template.file)
        place = CellPlace(content.sheet, header, first_row)
        texts.append(cell_texts(values, place, prefix=sheet.prefix, from_1904=template.counts_days_from_1904))
    return tuple(texts)


def _cells(template: WorkbookTemplate, cells: Mapping[tuple[str, str], CellValue]) -> tuple[str, ...]:
    if set(cells) != {(cell.sheet, cell.address) for cell in template.cells}:
        raise FormatError(OTHER_CELLS.fault(), template.file)
    texts = []
    for cell in template.cells:
        value = cells[cell.sheet, cell.address]
        kind = ValueKind.DATE if isinstance(value, date) else ValueKind.TEXT
        where = Wording("Cel {cell}", "Cell {cell}").fill(cell=f"{cell.sheet}!{cell.address}")
        require_date_style(kind, shows_dates=cell.shows_dates, where=where, file=template.file)
        place = CellPlace(cell.sheet, cell.address, int(cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")))
        from_1904 = template.counts_days_from_1904
        texts.append(single_cell_text(value, place, prefix=cell.prefix, from_1904=from_1904))
    return tuple(texts)


def _entries(template: WorkbookTemplate, filling: Filling[CellTexts]) -> Iterator[Entry]:
    repeats = [
        repeated_text(text, filling.growth, filling.growth[index] + 1, template.sheets[index].target)
        for index, text in template.repeats
    ]
    for part in template.parts:
        yield packed_entry(part.name, _blocks(part, template, filling, repeats))


def _blocks(
    part: Part, template: WorkbookTemplate, filling: Filling[CellTexts], repeats: Sequence[str]
) -> Iterator[bytes]:
    yield part.head.filled(filling.growth, filling.cells, repeats).encode()
    if part.sheet is not None:
        yield from _data_rows(template.sheets[part.sheet], part.sheet, filling)
        yield part.tail.filled(filling.growth, filling.cells, repeats).encode()


def _data_rows(sheet: DataSheet, index: int, filling: Filling[CellTexts]) -> Iterator[bytes]:
    """The rows in blocks; without any data the pattern row stays, empty, so that every range stays right."""
    columns, rows = filling.columns[index], filling.rows[index]
    if not rows:
        columns, rows = (no_cells(),) * len(columns), 1
    around = [(column.before, column.after) for column in columns]
    literals, slots = sheet.row.per_row(filling.growth, around)
    for start, stop in spans(0, rows):
        numbers = {
            slot: row_numbers(sheet.target, slot, start, stop) for slot in set(slots) if slot.kind == "own"
        }
        values = [column.block(start, stop) for column in columns]
        yield joined(
            literals, [numbers[slot] if slot.kind == "own" else values[slot.number] for slot in slots]
        )
