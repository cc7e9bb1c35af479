"""Fill a compiled workbook with the content of a report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.content import ReportContent, SheetContent, ValueKind
from service.domain.failures import FormatError
from service.files.marked_text import RepeatedText, Slot
from service.files.sheet_targets import require_fitting
from service.files.workbook_cells import (
    CellTexts,
    Place,
    cell_texts,
    no_cells,
    require_date_style,
    single_cell_text,
)
from service.files.workbook_template import DataSheet, Part, WorkbookTemplate
from service.files.zip_archive import Entry, packed_entry, write_archive

_BLOCK = 8_192
"""Rows that are written and packed at a time, so that memory does not grow with the report."""


def write_workbook(template: WorkbookTemplate, content: ReportContent) -> bytes:
    """The municipality's workbook with this content in it, always the same bytes for the same input.

    Every part that the content does not touch is byte for byte what it was. Numbers are written as exact
    decimals, days as Excel's day numbers, texts as texts whatever they begin with. Raises
    CannotBeWrittenError, with sheet, header and row, for what a workbook cannot hold, before any row is
    written, and FormatError when the content does not belong to this template.
    """
    return write_archive(template.start, _entries(template, _Filling.of(template, content)))


@dataclass(frozen=True, slots=True)
class _Filling:
    """What one report puts into the places of a template."""

    growth: tuple[int, ...]
    """Per data sheet, how many rows more than the pattern row."""
    rows: tuple[int, ...]
    """Per data sheet, how many data rows."""
    columns: tuple[tuple[CellTexts, ...], ...]
    cells: tuple[str, ...]

    @classmethod
    def of(cls, template: WorkbookTemplate, content: ReportContent) -> "_Filling":
        targets = ((each.target, each.last_row) for each in template.sheets)
        require_fitting(targets, content, template.file, a_sheet="een blad in Excel")
        sheets = content.sheets
        return cls(
            growth=tuple(max(sheet.row_count, 1) - 1 for sheet in sheets),
            rows=tuple(sheet.row_count for sheet in sheets),
            columns=tuple(_columns(template, *pair) for pair in zip(template.sheets, sheets, strict=True)),
            cells=_cells(template, content.cells),
        )


def _columns(template: WorkbookTemplate, sheet: DataSheet, content: SheetContent) -> tuple[CellTexts, ...]:
    texts = []
    first_row = content.header_row + 1
    for (header, values), shows_dates in zip(content.columns.items(), sheet.shows_dates, strict=True):
        where = f"Blad {content.sheet!r}, kolom {header!r}"
        require_date_style(values.kind, shows_dates=shows_dates, where=where, file=template.file)
        place = Place(content.sheet, header, first_row)
        texts.append(cell_texts(values, place, prefix=sheet.prefix, from_1904=template.counts_days_from_1904))
    return tuple(texts)


def _cells(
    template: WorkbookTemplate, cells: Mapping[tuple[str, str], str | int | date | None]
) -> tuple[str, ...]:
    if set(cells) != {(cell.sheet, cell.address) for cell in template.cells}:
        raise FormatError("De inhoud heeft andere losse cellen dan de werkmap.", file=template.file)
    texts = []
    for cell in template.cells:
        value = cells[cell.sheet, cell.address]
        kind = ValueKind.DATE if isinstance(value, date) else ValueKind.TEXT
        where = f"Cel {cell.sheet}!{cell.address}"
        require_date_style(kind, shows_dates=cell.shows_dates, where=where, file=template.file)
        place = Place(cell.sheet, cell.address, int(cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")))
        from_1904 = template.counts_days_from_1904
        texts.append(single_cell_text(value, place, prefix=cell.prefix, from_1904=from_1904))
    return tuple(texts)


def _entries(template: WorkbookTemplate, filling: _Filling) -> Iterator[Entry]:
    repeats = [
        _repeated(text, filling.growth, filling.growth[index] + 1, template.sheets[index])
        for index, text in template.repeats
    ]
    for part in template.parts:
        yield packed_entry(part.name, _blocks(part, template, filling, repeats))


def _blocks(
    part: Part, template: WorkbookTemplate, filling: _Filling, repeats: Sequence[str]
) -> Iterator[bytes]:
    yield part.head.filled(filling.growth, filling.cells, repeats).encode()
    if part.sheet is not None:
        yield from _data_rows(template.sheets[part.sheet], part.sheet, filling)
        yield part.tail.filled(filling.growth, filling.cells, repeats).encode()


def _repeated(text: RepeatedText, growth: Sequence[int], rows: int, sheet: DataSheet) -> str:
    literals, slots = text.per_row(growth)
    return _joined(literals, [_row_numbers(sheet, slot, 0, rows) for slot in slots]).decode()


def _data_rows(sheet: DataSheet, index: int, filling: _Filling) -> Iterator[bytes]:
    """The rows in blocks; without any data the pattern row stays, empty, so that every range stays right."""
    columns, rows = filling.columns[index], filling.rows[index]
    if not rows:
        columns, rows = (no_cells(),) * len(columns), 1
    around = [(column.before, column.after) for column in columns]
    literals, slots = sheet.row.per_row(filling.growth, around)
    for start in range(0, rows, _BLOCK):
        stop = min(start + _BLOCK, rows)
        numbers = {slot: _row_numbers(sheet, slot, start, stop) for slot in set(slots) if slot.kind == "own"}
        values = [column.block(start, stop) for column in columns]
        yield _joined(
            literals, [numbers[slot] if slot.kind == "own" else values[slot.number] for slot in slots]
        )


def _row_numbers(sheet: DataSheet, slot: Slot, start: int, stop: int) -> pa.Array:
    first = sheet.target.header_row + 1 + slot.number
    return pa.array(np.arange(first + start, first + stop)).cast(pa.string())


def _joined(literals: Sequence[str], arrays: Sequence[pa.Array]) -> bytes:
    """Each row's literals and values in turn, and the rows one after the other, as UTF-8."""
    parts: list[object] = [literals[0]]
    for array, literal in zip(arrays, literals[1:], strict=True):
        parts += (array, literal)
    rows = pc.binary_join_element_wise(*parts, "")
    text: bytes = (
        pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer().to_pybytes()
    )
    return text
