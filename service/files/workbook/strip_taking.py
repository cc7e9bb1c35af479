"""Take the rows of a sheet out of a template, strip by strip, where blocks grow beside each other."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element as Element
from openpyxl.utils.cell import column_index_from_string

from service.files.workbook.layout import column_of
from service.files.workbook.open_rows import prefix_of, values_close_cells
from service.files.workbook.package import fragment
from service.files.workbook.placed import PlacedTarget, Strips
from service.files.workbook.regions import SheetRegions
from service.files.workbook.striped_rows import StripedRows, StripRow
from service.files.workbook.strips import strips_of
from service.files.xml_columns import MarkedText, escaped_attribute

_NOT_OF_LOOKS = {"r", "spans"}
_ROW_TAGS = re.compile(r"^<[^>]*?/?>|</[^>]*>$")
_LETTERS = re.compile(r"[A-Z]+")
Rows = Sequence[tuple[int, Element]]
"""Every row with its number in the template."""


def strips_of_sheet(index: int) -> str:
    """The place of all rows of a sheet in strips."""
    return f"\ue000strips:{index}\ue001"


def cells_in(row: str) -> str:
    """The cells of a row that is written out."""
    return _ROW_TAGS.sub("", row)


class StripTaking:
    """The strips of one sheet while its blocks are taken out."""

    def __init__(self, placed: Sequence[PlacedTarget]) -> None:
        """`placed`: every block of the sheet."""
        self.strips = strips_of(placed, placed[0].sheet) if placed else None
        """None when all rows are whole."""
        self._blocks: list[tuple[range, StripRow]] = []

    def taken(self, row: Element, index: int, placed: PlacedTarget) -> Element:
        """A row with the cells of a block's strip, which are no longer in the sheet: its pattern row."""
        own = self._part_of(row, placed)
        for cell in [cell for cell in row if column_of(cell) in (placed.strip or ())]:
            row.remove(cell)
        self._remember(own, index, placed, placed.header_row + 1)
        return own

    def copied(self, row: Element, index: int, placed: PlacedTarget) -> Element:
        """As `taken`, of a listed line that stays; others come below it."""
        own = self._part_of(row, placed)
        self._remember(own, index, placed, placed.last_row + 1)
        return own

    def striped(
        self, sheet: Element, rows: Rows, regions: SheetRegions, strips: Strips, mark: str
    ) -> StripedRows:
        """Take the rows that are parted out of the sheet, once they are marked; the mark stands there."""
        parted = [(number, row) for number, row in rows if strips.top <= number < strips.end]
        found = tuple(
            tuple(
                sorted(self._rows_of(strip, parted, regions), key=lambda row: (row.number, row.block is None))
            )
            for strip in strips.columns
        )
        for _, row in parted:
            sheet.remove(row)
        before = [row for number, row in rows if number < strips.top]
        if before:
            before[-1].tail = (before[-1].tail or "") + mark
        else:
            sheet.text = (sheet.text or "") + mark
        return StripedRows(strips.top, prefix_of(sheet), found)

    @staticmethod
    def _part_of(row: Element, placed: PlacedTarget) -> Element:
        own = copy.deepcopy(row)
        own.tail = None
        for cell in [cell for cell in own if column_of(cell) not in (placed.strip or ())]:
            own.remove(cell)
        return own

    def _remember(self, row: Element, index: int, placed: PlacedTarget, number: int) -> None:
        looks = _looks(row, leaves_out={*_NOT_OF_LOOKS, "hidden"})
        found = StripRow(number=number, after=None, looks=looks, cells=MarkedText.read(""), block=index)
        if placed.strip is not None:
            self._blocks.append((placed.strip, found))

    def _rows_of(self, strip: range, rows: Rows, regions: SheetRegions) -> Iterator[StripRow]:
        own = regions.within([strip[0]])
        for of, block in self._blocks:
            if of == strip:
                above = block.number if own.at(block.number) else block.number - 1
                yield replace(block, after=_after(own, above))
        for number, row in rows:
            cells = [cell for cell in row if _column_of_marked(cell) in strip]
            if cells or (not len(row) and strip[0] == 1):
                text = values_close_cells("".join(map(fragment, cells)))
                looks = _looks(row, leaves_out=_NOT_OF_LOOKS)
                yield StripRow(
                    number=number, after=_after(own, number), looks=looks, cells=MarkedText.read(text)
                )


def _after(regions: SheetRegions, number: int) -> int | None:
    return next(iter(regions.last_before(number)), None)


def _looks(row: Element, leaves_out: set[str]) -> str:
    kept = {name: value for name, value in row.attrib.items() if name not in leaves_out}
    return "".join(f' {name}="{escaped_attribute(str(value))}"' for name, value in kept.items())


def _column_of_marked(cell: Element) -> int:
    """The column of a cell whose row number may be a mark."""
    letters = _LETTERS.match(cell.get("r", ""))
    return column_index_from_string(letters[0]) if letters else 0
