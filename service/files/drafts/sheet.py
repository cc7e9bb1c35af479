"""One sheet of a blank workbook as a draft looks at it: which cells are texts, formulas, merged."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from openpyxl.cell.cell import Cell
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.files.workbook import SheetTexts, text_of_day

_WIDEST = 300
"""What stands further to the right is no part of a draft."""
_AS_FAR = 3
"""How many columns beyond a label a cell to fill in is looked for."""
_NO_NOTATION = ("General", "Standaard")
Run = tuple[int, ...]
"""Columns next to each other."""


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A sheet with its texts; formulas say nothing."""

    sheet: Worksheet
    texts: SheetTexts
    merged: dict[tuple[int, int], tuple[int, int, int, int]]
    """Any cell of a merged one → its first row and column, its last row and column."""

    headers: dict[int, list[int]]
    """Row → the columns of the texts that end in it."""

    @classmethod
    def of(cls, sheet: Worksheet, deepest: int) -> "DraftSheet":
        """The sheet down to a row, and as far to the right as a person looks."""
        merged = {
            (row, column): (each.min_row, each.min_col, each.max_row, each.max_col)
            for each in sheet.merged_cells.ranges
            for row in range(each.min_row, min(each.max_row, deepest) + 1)
            for column in range(each.min_col, min(each.max_col, _WIDEST) + 1)
        }
        said = {
            (cell.row, cell.column): text
            for row in sheet.iter_rows(
                max_row=min(sheet.max_row, deepest), max_col=min(sheet.max_column, _WIDEST)
            )
            for cell in row
            if isinstance(cell, Cell) and (text := _said(cell))
        }
        merged |= _as_if_merged_down(said, merged)
        texts = SheetTexts(
            name=sheet.title,
            file="",
            texts=said,
            first_of=lambda row, column: merged.get((row, column), (row, column))[:2],
        )
        return cls(sheet, texts, merged, _headers(said, merged))

    @property
    def last_row(self) -> int:
        """The last row with a text."""
        return max((row for row, _ in self.texts.texts), default=0)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the workbook fills a cell itself."""
        return self.sheet.cell(row, column).data_type == "f"

    def reckons_below(self, row: int, column: int) -> bool:
        """Whether a formula adds up cells of its own column further down."""
        if not self.is_formula(row, column):
            return False
        letter = get_column_letter(column)
        found = re.findall(rf"\$?{letter}\$?(\d+)", str(self.sheet.cell(row, column).value))
        return any(int(each) > row for each in found)

    def reckons(self, row: int, column: int) -> bool:
        """Whether a formula stands to the right of a cell, before the next text."""
        last = self.sheet.max_column
        beside = (self.sheet.cell(row, place) for place in range(column + 1, min(last, _WIDEST) + 1))
        return next((each.data_type == "f" for each in beside if each.value is not None), False)

    def holds(self, row: int, column: int) -> str:
        """What stands in a cell by itself."""
        return self.texts.texts.get((row, column), "")

    def is_loose(self, row: int, column: int) -> bool:
        """Whether the cell below one is its own, and only looks like a part of it."""
        return isinstance(self.sheet.cell(row + 1, column), Cell)

    def shows_dates(self, row: int, column: int) -> bool:
        """Whether a cell shows a number as a date."""
        return is_date_format(str(self.sheet.cell(row, column).number_format))

    def runs(self, row: int) -> Iterator[Run]:
        """The headers next to each other in a row; what a header is merged over belongs to it."""
        columns: list[int] = []
        following = 0
        for column in self.headers.get(row, ()):
            if columns and column != following:
                yield tuple(columns)
                columns = []
            columns.append(column)
            following = self.merged.get((row, column), (row, column, row, column))[3] + 1
        if columns:
            yield tuple(columns)

    def spans(self, row: int, run: Sequence[int]) -> bool:
        """Whether some text of a row is merged over several of these columns."""
        return any(
            place in self.merged and self.merged[place][1] != self.merged[place][3] and self._says(place)
            for place in ((row, column) for column in run)
        )

    def _says(self, place: tuple[int, int]) -> bool:
        return bool(self.texts.texts.get(self.merged[place][:2]))

    def address(self, row: int, column: int) -> str:
        """`B4`."""
        return f"{get_column_letter(column)}{row}"

    def beside(self, row: int, column: int) -> Cell | None:
        """The cell to the right, or the nearest that looks like one to fill in; None for part of another."""
        last = self.merged.get((row, column), (row, column, row, column))[3]
        first = self._free(row, last + 1)
        if first is None or self.is_drawn(first):
            return first
        further = (self._free(row, place) for place in range(last + 2, last + 2 + _AS_FAR))
        near = takewhile(lambda cell: cell is not None and cell.value is None, further)
        return next((cell for cell in near if cell is not None and self.is_drawn(cell)), first)

    def _free(self, row: int, column: int) -> Cell | None:
        cell, place = self.sheet.cell(row, column), (row, column)
        return cell if isinstance(cell, Cell) and self.merged.get(place, place)[:2] == place else None

    def is_drawn(self, cell: Cell) -> bool:
        """Whether a cell looks like one to fill in: with a colour, border or notation, or made of several."""
        has_notation = str(cell.number_format) not in _NO_NOTATION
        is_coloured = cell.fill.fill_type == "solid"
        has_border = any(getattr(cell.border, side).style for side in ("left", "right", "top", "bottom"))
        return is_coloured or has_border or has_notation or (cell.row, cell.column) in self.merged


def _headers(
    said: Iterable[tuple[int, int]], merged: Mapping[tuple[int, int], tuple[int, int, int, int]]
) -> dict[int, list[int]]:
    """Row → the columns of the texts that end in it, from left to right."""
    found: dict[int, list[int]] = {}
    for row, column in sorted(said):
        found.setdefault(merged.get((row, column), (0, 0, row, 0))[2], []).append(column)
    return {row: sorted(columns) for row, columns in found.items()}


def _as_if_merged_down(
    said: Mapping[tuple[int, int], str], merged: Mapping[tuple[int, int], tuple[int, int, int, int]]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Headers with nothing below them, beside one that is merged over those below it: two lines high."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row, first in said:
        last = merged.get((row, first), (row, first, row, first))[3]
        below = [column for column in range(first, last + 1) if (row + 1, column) in said]
        if len(below) < 2:  # noqa: PLR2004 - one column has no headers to tell apart
            continue
        for column in _beside(said, row, first, last):
            if (row, column) not in merged and (row + 1, column) not in {*said, *merged}:
                found[row, column] = found[row + 1, column] = (row, column, row + 1, column)
    return found


def _beside(said: Container[tuple[int, int]], row: int, first: int, last: int) -> Iterator[int]:
    """The columns to both sides of some, as far as each cell says something."""
    yield from takewhile(lambda column: (row, column) in said, range(first - 1, 0, -1))
    yield from takewhile(lambda column: (row, column) in said, count(last + 1))


def _said(cell: Cell) -> str:
    if cell.value is None or cell.data_type == "f" or cell.is_date:
        is_said = cell.value is not None and cell.data_type != "f"
        return (text_of_day(cell.value) or str(cell.value)) if is_said else ""
    value = cell.value
    return " ".join(
        (str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)).split()
    )
