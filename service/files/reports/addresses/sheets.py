"""Addresses in a spreadsheet: `Productie!E14`, wherever the rows above have moved it to."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import pandas as pd
from openpyxl.utils import column_index_from_string, get_column_letter

from service.domain.formats.output import OdsOutput, TemplateOutput, XlsxOutput
from service.domain.formats.rows import Positions
from service.domain.translation.content import ReportContent, SheetContent, shown_rows
from service.files import open_document
from service.files.reports.addresses.address import FilledCell, SingleCell, UnfilledCell
from service.files.reports.addresses.sums import Range, as_excel, ranges_summed, size_of
from service.files.workbook import (
    Package,
    PlacedTarget,
    SheetTarget,
    ShownCell,
    cell_at,
    places_of,
    rows_down,
)

_ADDRESS = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})", re.DOTALL)
_MOST_READ = 5
"""Cells of a sum that no format fills: more than these are not looked at one by one."""
CellAt = Callable[[bytes, str, int, int], ShownCell | None]
Named = Positions | np.ndarray
_Place = tuple[str, int, int]
"""Sheet, row and column, from 1."""


@dataclass(frozen=True)
class SheetAddresses:
    """The addresses of one report that is a spreadsheet."""

    content: ReportContent
    placed: tuple[PlacedTarget, ...]
    """Where each block stands in the template."""
    sheet_per: Mapping[str, str]
    cell_at: CellAt

    def of_line(self, block: int, header: str, line: int) -> str:
        """`Productie!E14`."""
        sheets, rows = self._lines[block]
        return _written(str(sheets[line]), int(rows[line]), self._columns[block][header])

    def of_cell(self, cell: SingleCell) -> str:
        """Where a cell of the template has come to stand."""
        return _written(*self._singles[cell])

    def find(self, address: str) -> FilledCell | None:
        """What the format fills there."""
        place = self._place_of(address)
        return None if place is None else self._filled(place)

    def unfilled(self, address: str, report: bytes) -> UnfilledCell | None:
        """A cell that no format fills, read from the report itself."""
        place = self._place_of(address)
        found = None if place is None else self.cell_at(report, *place)
        if place is None or found is None:
            return None
        return UnfilledCell(
            sheet=place[0],
            address=_written(*place),
            text=found.text,
            formula=as_excel(found.formula),
            sums=self._summed(found.formula, place[0], report),
        )

    def _place_of(self, address: str) -> _Place | None:
        found = _ADDRESS.fullmatch(address.strip())
        sheet = (found["sheet"] or "").strip("'").replace("''", "'") if found else ""
        if found is None or not sheet:
            return None
        return sheet, int(found["row"]), column_index_from_string(found["column"].upper())

    def _filled(self, place: _Place) -> FilledCell | None:
        sheet, row, column = place
        for block, columns in enumerate(self._columns):
            sheets, rows = self._lines[block]
            for header, own in columns.items():
                if own == column:
                    at = [line for line in np.flatnonzero(rows == row).tolist() if sheets[line] == sheet]
                    if at:
                        return FilledCell(block=block, header=header, lines=(at[0],))
        single = next((cell for cell, at in self._singles.items() if at == place), None)
        return None if single is None else FilledCell(single=single)

    def _summed(self, formula: str, sheet: str, report: bytes) -> tuple[FilledCell, ...]:
        """The filled cells that a formula adds up; none when it does anything else."""
        found: list[FilledCell] = []
        for each in ranges_summed(formula, sheet):
            own = [*self._lines_within(each), *self._singles_within(each)]
            count = sum(max(len(cell.lines), 1) for cell in own)
            if not own or size_of(each) - count > _MOST_READ or self._holds_others(each, report):
                return ()
            found += own
        return tuple(found)

    def _lines_within(self, within: Range) -> Iterator[FilledCell]:
        sheet, first, last, left, right = within
        for block, columns in enumerate(self._columns):
            sheets, rows = self._lines[block]
            lines = np.flatnonzero((rows >= first) & (rows <= last)).tolist()
            own = tuple(line for line in lines if sheets[line] == sheet)
            for header, column in columns.items():
                if left <= column <= right and own:
                    yield FilledCell(block=block, header=header, lines=own)

    def _singles_within(self, within: Range) -> Iterator[FilledCell]:
        sheet, first, last, left, right = within
        for cell, (name, row, column) in self._singles.items():
            if name == sheet and first <= row <= last and left <= column <= right:
                yield FilledCell(single=cell)

    def _holds_others(self, within: Range, report: bytes) -> bool:
        """Whether any other cell of a range holds a number or a formula; few are looked at."""
        shown = (self.cell_at(report, within[0], *place) for place in self._others(within))
        return any(each is not None and (bool(each.formula) or each.is_number) for each in shown)

    def _others(self, within: Range) -> Iterator[tuple[int, int]]:
        """Row and column of every cell of a range that the format does not fill."""
        _, first, last, left, right = within
        filled = {self._singles[cell.single][1:] for cell in self._singles_within(within) if cell.single}
        for cell in self._lines_within(within):
            column = self._columns[cell.block][cell.header]
            filled |= {(int(self._lines[cell.block][1][line]), column) for line in cell.lines}
        every = product(range(first, last + 1), range(left, right + 1))
        return (place for place in every if place not in filled)

    @cached_property
    def _columns(self) -> tuple[dict[str, int], ...]:
        return tuple(dict(zip(each.target.headers, each.columns, strict=True)) for each in self.placed)

    @cached_property
    def _parts(self) -> tuple[Mapping[str, Positions], ...]:
        """Per block the lines on each sheet of the file: one, unless a sheet comes once per code."""
        return tuple(map(self._parted, self.content.sheets))

    def _parted(self, sheet: SheetContent) -> dict[str, Positions]:
        lines = np.arange(sheet.row_count)
        if sheet.sheet not in self.sheet_per or not len(lines):
            return {sheet.sheet: lines}
        names = sheet.columns[self.sheet_per[sheet.sheet]].items.astype(object)
        return {str(name): lines[names == name] for name in pd.unique(names)}

    @cached_property
    def _lines(self) -> tuple[tuple[np.ndarray, Positions], ...]:
        """Per block, for every line, its sheet and its row."""
        return tuple(self._of_block(block) for block in range(len(self.placed)))

    def _of_block(self, block: int) -> tuple[np.ndarray, Positions]:
        count = self.content.sheets[block].row_count
        sheets, rows = np.full(count, "", dtype=object), np.zeros(count, dtype=np.int64)
        placed = self.placed[block]
        for name, lines in self._parts[block].items():
            first = [row for row, _ in placed.listed] or [placed.header_row + 1]
            below = range(len(lines) - len(first))
            own = np.array([*first, *(first[-1] + 1 + at for at in below)][: len(lines)], dtype=np.int64)
            column = placed.first_column
            moved = [self._moved(name, placed.sheet, (row, column), block) for row in first]
            own += np.array([*moved, *([moved[-1]] * len(below))][: len(lines)], dtype=np.int64)
            sheets[lines], rows[lines] = name, own
        return sheets, rows

    def _moved(self, name: str, sheet: str, place: tuple[int, int], own: int = -1) -> int:
        """How many rows lower a cell of the template stands, by the growth of the blocks above it."""
        return rows_down(
            (other.strip, self._added(block, name))
            for block, other in enumerate(self.placed)
            if block != own and other.sheet == sheet and other.moves(*place)
        )

    def _added(self, block: int, name: str) -> int:
        own, count = self.placed[block], len(self._parts[block].get(name, ()))
        if own.listed:
            return max(count - len(own.listed), 0)
        return shown_rows(count, own.target.place) - 1 - own.prepared

    @cached_property
    def _singles(self) -> dict[SingleCell, _Place]:
        found = {}
        for sheet, address in self.content.cells:
            place = _ADDRESS.fullmatch(address)
            if place is not None:
                row = int(place["row"])
                column = column_index_from_string(place["column"].upper())
                found[sheet, address] = (sheet, row + self._moved(sheet, sheet, (row, column)), column)
        return found


def workbook_addresses(content: ReportContent, output: XlsxOutput, template: bytes | None) -> SheetAddresses:
    """Addresses as Excel has them."""
    placed = places_of(Package(template or b"", output.template), _targets(content))
    return _addresses(content, placed, output, cell_at)


def open_document_addresses(
    content: ReportContent, output: OdsOutput, template: bytes | None
) -> SheetAddresses:
    """Addresses as LibreOffice has them, with a ! between sheet and cell."""
    placed = open_document.placed_in_open_document(template or b"", _targets(content), output.template)
    return _addresses(content, placed, output, open_document.open_cell_at)


def _addresses(
    content: ReportContent, placed: tuple[PlacedTarget, ...], output: TemplateOutput, at: CellAt
) -> SheetAddresses:
    return SheetAddresses(content=content, placed=placed, sheet_per=output.sheet_per, cell_at=at)


def _targets(content: ReportContent) -> list[SheetTarget]:
    return [SheetTarget.of(each) for each in content.sheets]


def _written(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{get_column_letter(column)}{row}"
