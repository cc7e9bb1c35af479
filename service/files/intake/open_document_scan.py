"""Scan the XML of an ods for errors, formulas without a value, hidden rows and a huge used range."""

import zipfile
from io import BytesIO

from lxml import etree

from service.domain.standard.cells import CellFault
from service.files.intake.cells_in_per_cent import CellsInPerCent
from service.files.intake.workbook_scan import SheetScan

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_CELLS = 5_000_000
_MOST_CHARACTERS = 100_000_000
"""Of texts that stand for more than they are: repeated cells, and blanks that are only counted."""
_MOST_ALIKE = 1_000
"""Columns of one repeated cell that are looked at one by one."""
_VALUES = tuple(
    f"{_OFFICE}{name}" for name in ("value", "date-value", "time-value", "boolean-value", "string-value")
)


def scan_open_document(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Give sheet name → what stands in it beside its values."""
    scans: dict[str, SheetScan] = {}
    rows = etree.iterparse(
        BytesIO(archive.read("content.xml")), events=("start", "end"), resolve_entities=False,
        no_network=True, load_dtd=False, tag=(f"{_TABLE}table", f"{_TABLE}table-row"),
    )  # fmt: skip
    seen = _Seen()
    for event, element in rows:
        if event == "start" and element.tag == f"{_TABLE}table":
            seen = _Seen()
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            seen.add(element)
            element.clear()
        elif event == "end":
            scans[element.get(f"{_TABLE}name", "")] = seen.scan()
            element.clear()
    return scans


class _Seen:
    """What was seen of one sheet so far."""

    def __init__(self) -> None:
        self.row = self.last_row = self.last_column = self.filled = self.hidden = 0
        self.characters = 0
        self.faults: dict[tuple[int, int], CellFault] = {}
        self.in_per_cent = CellsInPerCent()

    def add(self, row: etree._Element) -> None:
        """Look at one row, which may stand for many that are alike."""
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        column, last = 0, 0
        for cell in row:
            count = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if len(cell) or cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula"):
                last = column + count
                self.filled += count * times
                self.characters += count * times * _length(cell, is_repeated=count * times > 1)
                self._look_at(cell, [column + at for at in range(1, min(count, _MOST_ALIKE) + 1)], times)
            column += count
        self.row += times
        if last:
            self.last_row, self.last_column = self.row, max(self.last_column, last)
            self.hidden += times if row.get(f"{_TABLE}visibility") in ("collapse", "filter") else 0

    def _look_at(self, cell: etree._Element, columns: list[int], times: int) -> None:
        fault = _fault(cell)
        if fault is not None:
            self.faults |= {(self.row + 1, column): fault for column in columns}
        elif cell.get(f"{_OFFICE}value-type") == "percentage":
            for column in columns if self.filled <= _MOST_CELLS else ():
                self.in_per_cent.add(self.row + 1, column, times)

    def scan(self) -> SheetScan:
        """Return what was seen. Repeated cells are given out one by one, so their number is limited."""
        area = self.last_row * self.last_column
        is_sparse = area > _MOST_CELLS or self.filled > _MOST_CELLS
        extent = f"{self.last_row} x {self.last_column}"
        return SheetScan(
            too_large="teksten die zich herhalen" if self.characters > _MOST_CHARACTERS else "",
            faults=self.faults,
            in_per_cent=self.in_per_cent,
            hidden_rows=self.hidden,
            is_sparse=is_sparse,
            last_row=self.last_row,
            extent=extent,
        )


def _length(cell: etree._Element, *, is_repeated: bool) -> int:
    """Count the characters of a cell beyond those that stand in the file once."""
    blanks = sum(int(each.get(f"{_TEXT}c", "1")) for each in cell.iter(f"{_TEXT}s"))
    return blanks + (sum(map(len, cell.itertext())) if is_repeated else 0)


def _fault(cell: etree._Element) -> CellFault | None:
    if cell.get(f"{_CALC}value-type") == "error":
        return CellFault.ERROR
    if cell.get(f"{_TABLE}formula") is None or len(cell):
        return None
    return None if any(cell.get(name) for name in _VALUES) else CellFault.FORMULA_WITHOUT_VALUE
