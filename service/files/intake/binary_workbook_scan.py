"""Scan the records of an xlsb for errors in cells, which a reader of values shows as empty."""

import zipfile
from collections.abc import Iterator

from service.domain.standard.cells import CellFault
from service.files.intake.workbook_scan import SheetScan

_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_HIGH_BIT = 0x80
_LOW_BITS = 0x7F
_CELLS = range(1, 12)
"""The records of cells: blank, number, error, truth, text, and what formulas gave."""
_COLUMNS = 16_384
_MOST_CELLS, _DENSITY = 5_000_000, 8
"""As for xlsx: a larger area is fine as long as one in this many cells is filled."""


def scan_binary_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Give sheet name → its error cells, by the order in which the workbook names its sheets."""
    names = [_sheet_name(body) for kind, body in _records(archive.read("xl/workbook.bin")) if kind == _SHEET]
    parts = sorted(
        (each for each in archive.namelist() if each.startswith("xl/worksheets/") and each.endswith(".bin")),
        key=lambda each: (len(each), each),
    )
    return {name: _scan(archive.read(part)) for name, part in zip(names, parts, strict=False)}


def _scan(content: bytes) -> SheetScan:
    faults: dict[tuple[int, int], CellFault] = {}
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
    area = (row - first_row + 1) * max(last_column - first_column + 1, 0)
    is_sparse = area > max(_MOST_CELLS, _DENSITY * cells)
    return SheetScan(faults=faults, is_sparse=is_sparse, last_row=row, extent=f"{row} x {last_column}")


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
    start = 12 + 2 * skipped
    length = int.from_bytes(body[start : start + 4], "little")
    return bytes(body[start + 4 : start + 4 + 2 * length]).decode("utf-16-le")
