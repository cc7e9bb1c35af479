"""Places left open in the rows of a template, and the marks that stand in them until it is filled."""

import copy
import re
from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from service.domain.failures import FormatError
from service.domain.formats.faults.ready_lines import MERGED_OVER_READY_LINES
from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import MAIN, elements
from service.files.workbook.placed import LAST_COLUMN, PlacedTarget
from service.files.xml_columns import data_cell

_VALUE_IN_CELL = re.compile(r">(\ue000(?:data|cell):\d+\ue001)</(?:[\w.-]+:)?c>")


def values_close_cells(text: str) -> str:
    """XML in which the value put in an open cell closes it: it may have none, or a kind."""
    return _VALUE_IN_CELL.sub(r"\1", text)


def rows_of_block(index: int) -> str:
    """The place of the data rows of a block."""
    return f"\ue000rows:{index}\ue001"


def copy_after(row: Element, mark: str) -> Element:
    """A copy of a row that is in no tree; the mark stands behind the row itself."""
    copied = copy.deepcopy(row)
    copied.tail = None
    row.tail = mark + (row.tail or "")
    return copied


def empty_all_but_formulas(row: Element, number: int, columns: Sequence[int]) -> None:
    """Leave open these columns of a row and empty the others: only formulas and looks are repeated."""
    by_column = {column_of(cell): cell for cell in row}
    for column, cell in by_column.items():
        if column not in columns and not elements(cell, "f"):
            leave_open(cell, "")
    for position, column in enumerate(columns):
        if column not in by_column:
            by_column[column] = etree.SubElement(row, f"{{{MAIN}}}c")
            by_column[column].set("r", f"{get_column_letter(column)}{number}")
        leave_open(by_column[column], data_cell(position))
    row[:] = sorted(row, key=column_of)


def prefix_of(element: Element) -> str:
    """What stands before the names of elements in this part: mostly nothing."""
    return f"{element.prefix}:" if element.prefix else ""


def leave_open(cell: Element, mark: str) -> None:
    """Empty a cell but for a mark; its looks stay."""
    for part in list(cell):
        cell.remove(part)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    cell.text = mark


def replace_by_text(row: Element, mark: str) -> None:
    """Take a row out of its tree; the mark stands where it stood."""
    before, parent = row.getprevious(), row.getparent()
    if before is not None:
        before.tail = (before.tail or "") + mark
    elif parent is not None:
        parent.text = (parent.text or "") + mark
    if parent is not None:
        parent.remove(row)


def take_prepared(layout: SheetLayout, placed: PlacedTarget) -> None:
    """Take the lines that stand ready below a pattern row out of the sheet, with the merged cells in them.

    Raises FormatError for a merged cell over several of the lines: it would be torn apart.
    """
    if not placed.prepared:
        return
    for merge in elements(layout.root, "mergeCell"):
        _take_merge(merge, layout, placed)
    for number, row in list(layout.rows()):
        if placed.header_row + 1 < number <= placed.last_row:
            _take_line(row, placed)


def _take_merge(merge: Element, layout: SheetLayout, placed: PlacedTarget) -> None:
    first, last = placed.header_row + 1, placed.last_row
    left, top, _, bottom = (each or 1 for each in range_boundaries(merge.get("ref", "")))
    if left not in _columns_of(placed) or bottom < first or top > last:
        return
    if top != bottom:
        fault = MERGED_OVER_READY_LINES.fault(sheet=layout.name, cells=merge.get("ref", ""))
        raise FormatError(fault, layout.file)
    parent = merge.getparent()
    if top > first and parent is not None:
        parent.remove(merge)


def _take_line(row: Element, placed: PlacedTarget) -> None:
    """The cells of a line; the row itself where it is no one else's."""
    for cell in [cell for cell in row if column_of(cell) in _columns_of(placed)]:
        row.remove(cell)
    parent = row.getparent()
    if placed.strip is None and parent is not None:
        parent.remove(row)


def _columns_of(placed: PlacedTarget) -> range:
    return placed.strip or range(1, LAST_COLUMN + 1)
