"""Scan the records of an xlsb for errors in cells, which a reader of values shows as empty."""

import zipfile
from collections.abc import Iterator

from service.domain.standard.cells import CellFault
from service.files.workbook_scan import SheetScan

_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_HIGH_BIT = 0x80
_LOW_BITS = 0x7F
_MOST_CELLS = 20_000_000


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
    row = rows = 0
    for kind, body in _records(content):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
            rows += 1
        elif kind in (_ERROR, _FORMULA_ERROR):
            faults[row, int.from_bytes(body[:4], "little") + 1] = CellFault.ERROR
    is_sparse = row * 17 > _MOST_CELLS and rows * 8 < row
    return SheetScan(faults=faults, is_sparse=is_sparse, last_row=row, extent=str(row))


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
