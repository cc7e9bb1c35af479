"""Fill a compiled workbook with the content of a report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain

import numpy as np
import pyarrow as pa

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import OTHER_CELLS
from service.domain.translation.content import CellValue, ReportContent, SheetContent, ValueKind, Values
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
from service.files.workbook.row_filling import (
    Filling,
    joined,
    listed_cell_texts,
    repeated_text,
    row_numbers,
    row_texts,
    spans,
)
from service.files.workbook.sheet_targets import require_fitting
from service.files.workbook.striped_rows import rows_in_strips
from service.files.workbook.template import DataBlock, Part, WorkbookTemplate
from service.files.xml_columns import Slot

_OF_COLUMN = Wording("Blad {sheet!r}, kolom {header!r}", "Sheet {sheet!r}, column {header!r}")
_OF_CELL = Wording("Cel {cell}", "Cell {cell}")


def write_workbook(template: WorkbookTemplate, content: ReportContent) -> bytes:
    """The municipality's workbook with this content in it, always the same bytes for the same input.

    Every part that the content does not touch is byte for byte what it was. Numbers are written as exact
    decimals, days as Excel's day numbers, texts as texts whatever they begin with. Raises
    CannotBeWrittenError, with sheet, header and row, for what a workbook cannot hold, before any row is
    written, and FormatError when the content does not belong to this template.
    """
    return write_archive(template.start, _entries(template, _filling(template, content)))


def _filling(template: WorkbookTemplate, content: ReportContent) -> Filling[CellTexts]:
    targets = ((each.target, each.last_row) for each in template.blocks)
    require_fitting(targets, content, template.file, a_sheet="a sheet in Excel")
    pairs = list(zip(template.blocks, content.sheets, strict=True))
    columns = tuple(_columns(template, *pair) for pair in pairs)
    listed = [_listed(block, sheet, own) for (block, sheet), own in zip(pairs, columns, strict=True)]
    cells = (*_cells(template, content.cells), *chain.from_iterable(listed))
    added = tuple(
        (*_keys_below(template, block, sheet), *own)
        for (block, sheet), own in zip(pairs, columns, strict=True)
    )
    return Filling.of(content, added, cells, [block.above for block in template.blocks], template.shared)


def _columns(template: WorkbookTemplate, block: DataBlock, content: SheetContent) -> tuple[CellTexts, ...]:
    texts = []
    for (header, values), shows_dates in zip(content.columns.items(), block.shows_dates, strict=True):
        where = partial(_OF_COLUMN.fill, sheet=content.sheet, header=header)
        require_date_style(values.kind, shows_dates=shows_dates, where=where, file=template.file)
        texts.append(_texts(template, block, content, header, values))
    return tuple(texts)


def _texts(
    template: WorkbookTemplate, block: DataBlock, content: SheetContent, header: str, values: Values
) -> CellTexts:
    first_row = block.pattern_row - max(len(block.listed) - 1, 0)
    place = CellPlace(content.sheet, header, first_row)
    return cell_texts(values, place, prefix=block.prefix, from_1904=template.counts_days_from_1904)


def _listed(block: DataBlock, content: SheetContent, columns: Sequence[CellTexts]) -> Iterator[str]:
    """What follows `<c r=".." s=".."` in every listed cell, column by column."""
    prefix = block.prefix
    texts = (
        [f"{column.before}{text}{column.after}" for text in column.block(0, len(block.listed)).to_pylist()]
        for column in columns
    )

    def sign_cell(sign: str) -> str:
        return f' t="inlineStr"><{prefix}is><{prefix}t>{sign}</{prefix}t></{prefix}is></{prefix}c>'

    return listed_cell_texts(content, block.listed, texts, sign_cell)


def _keys_below(template: WorkbookTemplate, block: DataBlock, content: SheetContent) -> Iterator[CellTexts]:
    """The columns of the key, for the lines that go below those that are listed."""
    listed = content.place.listed
    if listed is None or not listed.has_room or content.listed is None:
        return
    there = [""] * len(content.listed.keys)
    for position, header in enumerate(listed.by):
        texts = [*there, *(key[position] for key in content.listed.keys_below)]
        items = np.array(texts, dtype=object)
        yield _texts(template, block, content, header, Values(ValueKind.TEXT, items, items == ""))


def _cells(template: WorkbookTemplate, cells: Mapping[tuple[str, str], CellValue]) -> tuple[str, ...]:
    if set(cells) != {(cell.sheet, cell.address) for cell in template.cells}:
        raise FormatError(OTHER_CELLS.fault(), template.file)
    texts = []
    for cell in template.cells:
        value = cells[cell.sheet, cell.address]
        kind = ValueKind.DATE if isinstance(value, date) else ValueKind.TEXT
        where = partial(_OF_CELL.fill, cell=f"{cell.sheet}!{cell.address}")
        require_date_style(kind, shows_dates=cell.shows_dates, where=where, file=template.file)
        place = CellPlace(cell.sheet, cell.address, int(cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")))
        from_1904 = template.counts_days_from_1904
        texts.append(single_cell_text(value, place, prefix=cell.prefix, from_1904=from_1904))
    return tuple(texts)


def _entries(template: WorkbookTemplate, filling: Filling[CellTexts]) -> Iterator[Entry]:
    repeats = [
        repeated_text(text, filling, index, template.blocks[index].pattern_row)
        for index, text in template.repeats
    ]
    for part in template.parts:
        yield packed_entry(part.name, _pieces(part, template, filling, repeats))


def _pieces(
    part: Part, template: WorkbookTemplate, filling: Filling[CellTexts], repeats: Sequence[str]
) -> Iterator[bytes]:
    def data(index: int) -> Iterator[pa.Array]:
        for literals, values in _data_rows(template.blocks[index], index, filling):
            yield row_texts(literals, values)

    for text, (kind, index) in zip(part.texts, (*part.between, ("", 0)), strict=True):
        yield text.filled(filling.growth, filling.cells, repeats).encode()
        if kind == "rows":
            yield from (joined(*rows) for rows in _data_rows(template.blocks[index], index, filling))
        elif kind == "strips":
            yield rows_in_strips(filling, template.striped[index], data, repeats)


def _data_rows(
    block: DataBlock, index: int, filling: Filling[CellTexts]
) -> Iterator[tuple[list[str], list[pa.Array]]]:
    """The rows in pieces, literals and values in turn.

    Without any data the pattern row stays, empty, so that every range stays right.
    """
    columns, rows, there = filling.columns[index], filling.rows[index], len(block.listed)
    if block.row is None or (there and rows == there):
        return
    if not rows:
        columns, rows = (no_cells(),) * len(columns), 1
    around = [(column.before, column.after) for column in columns]
    literals, slots = block.row.per_row(filling.growth, around)
    first = block.pattern_row + filling.moved(index) - max(there - 1, 0)
    for span in spans(there, rows):
        yield literals, _values(slots, columns, first, span)


def _values(
    slots: Sequence[Slot], columns: Sequence[CellTexts], first: int, span: tuple[int, int]
) -> list[pa.Array]:
    """What stands in each place of these rows: the number of the row, or the value of a column."""
    numbers = {slot: row_numbers(first, slot, *span) for slot in set(slots) if slot.kind == "own"}
    values = [column.block(*span) for column in columns]
    return [numbers[slot] if slot.kind == "own" else values[slot.number] for slot in slots]
