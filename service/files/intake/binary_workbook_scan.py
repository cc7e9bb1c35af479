"""Scan the records of an xlsb for what a reader of values does not tell: errors, and cells in per cent."""

import zipfile
from collections.abc import Iterator

from service.domain.standard.cells import CellFault
from service.files.intake.cells_in_per_cent import CellsInPerCent
from service.files.intake.workbook_scan import SheetScan
from service.files.xml_columns import PERCENT_NUMBERS, shows_percents

_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_FORMAT, _CELL_FORMAT, _BEGIN_CELL_FORMATS, _END_CELL_FORMATS = 44, 47, 617, 618
_HIGH_BIT = 0x80
_LOW_BITS = 0x7F
_CELLS = range(1, 12)
"""The records of cells: blank, number, error, truth, text, and what formulas gave."""
_COLUMNS = 16_384
_MOST_CELLS, _DENSITY = 5_000_000, 8
"""As for xlsx: a larger area is fine as long as one in this many cells is filled."""


def scan_binary_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Give sheet name → what was seen in it, by the order in which the workbook names its sheets."""
    names = [_sheet_name(body) for kind, body in _records(archive.read("xl/workbook.bin")) if kind == _SHEET]
    parts = sorted(
        (each for each in archive.namelist() if each.startswith("xl/worksheets/") and each.endswith(".bin")),
        key=lambda each: (len(each), each),
    )
    percents = _percent_formats(archive)
    return {name: _scan(archive.read(part), percents) for name, part in zip(names, parts, strict=False)}


def _percent_formats(archive: zipfile.ZipFile) -> frozenset[int]:
    """The places, from 0, of the cell formats that show a number in per cent."""
    if "xl/styles.bin" not in archive.namelist():
        return frozenset()
    numbers, found, place, are_of_cells = set(PERCENT_NUMBERS), set(), 0, False
    for kind, body in _records(archive.read("xl/styles.bin")):
        if kind == _FORMAT and shows_percents(_counted_text(body[2:])):
            numbers.add(int.from_bytes(body[:2], "little"))
        elif kind in (_BEGIN_CELL_FORMATS, _END_CELL_FORMATS):
            are_of_cells = kind == _BEGIN_CELL_FORMATS
        elif kind == _CELL_FORMAT and are_of_cells:
            if int.from_bytes(body[2:4], "little") in numbers:
                found.add(place)
            place += 1
    return frozenset(found)


def _scan(content: bytes, percents: frozenset[int]) -> SheetScan:
    faults: dict[tuple[int, int], CellFault] = {}
    in_per_cent = CellsInPerCent()
    row = first_row = cells = last_column = 0
    first_column = _COLUMNS
    for kind, body in _records(content):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
            first_row = first_row or row
        elif kind in _CELLS:
            column = int.from_bytes(body[:4], "little") + 1
            cells, first_column, last_column = cells + 1, min(first_column, column), max(last_column, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                faults[row, column] = CellFault.ERROR
            elif percents and int.from_bytes(body[4:7], "little") in percents:
                in_per_cent.add(row, column)
    area = (row - first_row + 1) * max(last_column - first_column + 1, 0)
    is_sparse = area > max(_MOST_CELLS, _DENSITY * cells)
    return SheetScan(
        faults=faults,
        in_per_cent=in_per_cent,
        is_sparse=is_sparse,
        last_row=row,
        extent=f"{row} x {last_column}",
    )


def _records(content: bytes) -> Iterator[tuple[int, memoryview]]:
    """Walk over the records: a kind of one or two bytes, a size of up to four, with continuation bits."""
    view, at = memoryview(content), 0
    while at < len(view):
        kind, at = view[at], at + 1
        if kind & _HIGH_BIT:
            kind, at = (kind & _LOW_BITS) | (view[at] & _LOW_BITS) << 7, at + 1
        size = shift = 0
        for _ in range(4):
            byte, at = view[at], at + 1
            size |= (byte & _LOW_BITS) << shift
            shift += 7
            if not byte & _HIGH_BIT:
                break
        yield kind, view[at : at + size]
        at += size


def _sheet_name(body: memoryview) -> str:
    """BrtBundleSh: state, id, relationship id as counted UTF-16, name as counted UTF-16."""
    skipped = int.from_bytes(body[8:12], "little")
    return _counted_text(body[12 + 2 * skipped :])


def _counted_text(body: memoryview) -> str:
    """A number of signs, and so many signs of UTF-16."""
    length = int.from_bytes(body[:4], "little")
    return bytes(body[4 : 4 + 2 * length]).decode("utf-16-le")
