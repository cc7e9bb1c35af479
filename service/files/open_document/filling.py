"""Fill a compiled OpenDocument spreadsheet with the content of a report."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import OTHER_CELLS
from service.domain.translation.content import CellValue, ReportContent, SheetContent
from service.files.archive import Entry, packed_entry, write_archive
from service.files.open_document.cells import Block, no_open_cells, open_cells, single_open_cell
from service.files.open_document.layout import CONTENT
from service.files.open_document.template import OpenDataSheet, OpenDocumentTemplate
from service.files.workbook import (
    CellPlace,
    Filling,
    joined,
    listed_cell_texts,
    place_of,
    repeated_text,
    require_fitting,
    row_numbers,
    spans,
)
from service.files.xml_columns import RepeatedText


def write_open_document(template: OpenDocumentTemplate, content: ReportContent) -> bytes:
    """The municipality's spreadsheet with this content in it, always the same bytes for the same input.

    Every part that the content does not touch is byte for byte what it was. Numbers are written as exact
    decimals, days as ISO days, texts as texts whatever they begin with. Raises CannotBeWrittenError, with
    sheet, header and row, for what a cell cannot hold, before any row is written, and FormatError when the
    content does not belong to this template.
    """
    return write_archive(template.start, _entries(template, _filling(template, content)))


def _filling(template: OpenDocumentTemplate, content: ReportContent) -> Filling[Block]:
    require_fitting(((each.target, each.last_row) for each in template.sheets), content, template.file)
    pairs = list(zip(template.sheets, content.sheets, strict=True))
    columns = tuple(_columns(*pair) for pair in pairs)
    listed = [_listed(sheet, each, own) for (sheet, each), own in zip(pairs, columns, strict=True)]
    cells = (*_cells(template, content.cells), *chain.from_iterable(listed))
    return Filling.of(content, columns, cells, [sheet.above for sheet in template.sheets])


def _columns(sheet: OpenDataSheet, content: SheetContent) -> tuple[Block, ...]:
    first_row = sheet.pattern_row - max(len(sheet.listed) - 1, 0)
    return tuple(
        open_cells(values, CellPlace(content.sheet, header, first_row))
        for header, values in content.columns.items()
    )


def _listed(sheet: OpenDataSheet, content: SheetContent, columns: Sequence[Block]) -> Iterator[str]:
    """The inside of every listed cell, column by column."""
    place = CellPlace(content.sheet, "", sheet.pattern_row)
    texts = (column(0, len(sheet.listed)).to_pylist() for column in columns)
    return listed_cell_texts(content, sheet.listed, texts, lambda sign: single_open_cell(sign, place))


def _cells(template: OpenDocumentTemplate, cells: Mapping[tuple[str, str], CellValue]) -> tuple[str, ...]:
    if set(cells) != set(template.cells):
        raise FormatError(OTHER_CELLS.fault(), template.file)
    return tuple(
        single_open_cell(cells[sheet, address], CellPlace(sheet, address, place_of(address)[0]))
        for sheet, address in template.cells
    )


def _entries(template: OpenDocumentTemplate, filling: Filling[Block]) -> Iterator[Entry]:
    repeats = [
        repeated_text(text, filling, index, template.sheets[index].pattern_row)
        for index, text in template.repeats
    ]
    repeats += [str(max(rows - filling.growth[index], 1)) for index, rows in template.fillers]
    for name, text in template.charts:
        yield packed_entry(name, [text.filled(filling.growth).encode()])
    yield packed_entry(CONTENT, _blocks(template, filling, repeats))


def _blocks(
    template: OpenDocumentTemplate, filling: Filling[Block], repeats: Sequence[str]
) -> Iterator[bytes]:
    for piece, index in zip(template.pieces, (*template.order, None), strict=True):
        yield piece.filled(filling.growth, filling.cells, repeats).encode()
        if index is not None:
            yield from _data_rows(template.sheets[index], index, filling)


def _data_rows(sheet: OpenDataSheet, index: int, filling: Filling[Block]) -> Iterator[bytes]:
    """The rows in blocks; without any data the pattern row stays, empty, so that every range stays right."""
    columns, rows = filling.columns[index], filling.rows[index]
    if sheet.first is None or sheet.row is None:
        return
    if not rows:
        columns, rows = (no_open_cells,) * len(columns), 1
    yield _rows(sheet.first, filling, columns, sheet.pattern_row + filling.moved(index), (0, 1))
    for span in spans(1, rows):
        yield _rows(sheet.row, filling, columns, sheet.pattern_row + filling.moved(index), span)


def _rows(
    pattern: RepeatedText,
    filling: Filling[Block],
    columns: Sequence[Block],
    first: int,
    span: tuple[int, int],
) -> bytes:
    literals, slots = pattern.per_row(filling.growth, [("", "")] * len(columns))
    values = [column(*span) for column in columns]
    return joined(
        literals,
        [row_numbers(first, slot, *span) if slot.kind == "own" else values[slot.number] for slot in slots],
    )
