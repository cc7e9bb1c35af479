"""Hold the cells of a filled sheet against the content, and what is not filled against the blank sheet."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice, repeat
from typing import Protocol

import numpy as np
import pyarrow as pa
from openpyxl.utils import get_column_letter

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import SheetContent, ValueKind
from service.files.exact import first_difference
from service.files.workbook.blank_workbook import Cells, Found, cells_of
from service.files.workbook.references import LAST_ROW

_BLOCK = 8_192
_FIRST_DAY = date(1970, 1, 1).toordinal()
RowAndColumn = tuple[int, int]
"""Row and column, both from 1."""


class Block(Protocol):
    """Data rows that follow each other, as a reader gave them; columns have numbers from 1."""

    @property
    def start(self) -> int:
        """How many data rows stand before it."""

    @property
    def count(self) -> int:
        """How many rows it has."""

    @property
    def width(self) -> int:
        """No column with a higher number holds anything."""

    def cells(self, column: int, kind: ValueKind) -> pa.Array:
        """Give what a column holds, as `first_difference` wants it."""

    def first_other(self, column: int, constant: Found) -> int | None:
        """Give the place of the first cell that is not `constant`."""


@dataclass(frozen=True, slots=True)
class CalamineBlock:
    """Rows as calamine reads them."""

    start: int
    count: int
    columns: Sequence[Sequence[Found]]

    @classmethod
    def of_rows(cls, start: int, count: int, rows: Iterable[Sequence[Found]]) -> "CalamineBlock":
        """Rows that are missing at the end are empty."""
        block = list(rows)
        missing = count - len(block)
        columns = [(*column, *repeat("", missing)) for column in zip(*block, strict=True)]
        return cls(start, count, columns)

    @property
    def width(self) -> int:
        """See Block."""
        return len(self.columns)

    def cells(self, column: int, kind: ValueKind) -> pa.Array:
        """See Block."""
        found = self._column(column)
        types = set(map(type, found))
        if kind is ValueKind.TEXT:
            return pa.array(found if types == {str} else list(map(_text, found)), pa.string())
        if kind is ValueKind.DATE:
            return pa.array(list(map(_day, found)), pa.float64())
        return pa.array(found if types == {float} else list(map(_number, found)), pa.float64())

    def first_other(self, column: int, constant: Found) -> int | None:
        """See Block."""
        found = self._column(column)
        if found.count(constant) == len(found):
            return None
        return next((at for at, cell in enumerate(found) if not _is_same(cell, constant)), None)

    def _column(self, column: int) -> Sequence[Found]:
        return self.columns[column - 1] if column <= self.width else ("",) * self.count


class SheetReadBack:
    """One sheet as it should be."""

    def __init__(
        self,
        name: str,
        blank: tuple[Cells, AbstractSet[RowAndColumn]],
        content: SheetContent | None,
        columns: Mapping[str, int],
        singles: Mapping[RowAndColumn, Found],
    ) -> None:
        """`blank`: what the template holds, and where its formulas stand; `columns`: where headers stand."""
        self._name = name
        cells, formulas = blank
        self._blank = cells
        self._formulas = formulas - singles.keys()
        self._content = content
        self._columns = columns
        self._singles = {place: _as_found(value) for place, value in singles.items()}
        self._pattern = content.header_row + 1 if content else LAST_ROW + 1
        self._shown = max(content.row_count, 1) if content else 0

    def require(self, rows: Iterator[Sequence[Found]], scanned: Iterable[Block] | None = None) -> None:
        """Compare every cell. Raises ReadBackDiffersError, naming column and row.

        `rows`: every row of the sheet, of which only the first data row has to be there when `scanned` gives
        all of them.
        """
        self._require_outside(islice(rows, self._pattern - 1), range(1, self._pattern), 0)
        if self._content is None:
            return
        for block in chain(self._read_blocks(rows, is_first_only=scanned is not None), scanned or ()):
            self._require_filled(block, self._content)
            self._require_unfilled(block)
        self._require_outside(rows, range(self._pattern + 1, LAST_ROW + 1), self._shown - 1)

    def formulas_meant(self) -> int:
        """How many formulas there should be: the template's, those of its pattern row once per data row."""
        filled = set(self._columns.values())
        repeated = sum(row == self._pattern and column not in filled for row, column in self._formulas)
        return sum(row != self._pattern for row, _ in self._formulas) + repeated * self._shown

    def _require_outside(self, rows: Iterator[Sequence[Found]], own: range, moved: int) -> None:
        """Rows outside the data: the template's `own` rows and single cells on them, `moved` rows down."""
        found = cells_of(rows, own.start + moved)
        meant = {(r + moved, c): v for (r, c), v in self._blank.items() if r in own}
        meant |= {(r + moved, c): v for (r, c), v in self._singles.items() if r in own}
        skipped = {(r + moved, c) for r, c in self._formulas}
        for place in sorted((found.keys() | meant.keys()) - skipped):
            if not _is_same(found.get(place, ""), meant.get(place, "")):
                raise self._differs(place[0], get_column_letter(place[1]))

    def _read_blocks(self, rows: Iterator[Sequence[Found]], *, is_first_only: bool) -> Iterator[Block]:
        if is_first_only:
            yield CalamineBlock.of_rows(0, 1, islice(rows, 1))
            deque(islice(rows, self._shown - 1), maxlen=0)
            return
        for start in range(0, self._shown, _BLOCK):
            count = min(_BLOCK, self._shown - start)
            yield CalamineBlock.of_rows(start, count, islice(rows, count))

    def _require_filled(self, block: Block, content: SheetContent) -> None:
        for header, values in content.columns.items():
            column = self._columns[header]
            if len(values):
                part = values.part(block.start, block.start + block.count)
                place = first_difference(block.cells(column, values.kind), part)
            else:
                place = block.first_other(column, "")
            if place is not None:
                raise self._differs(self._pattern + block.start + place, header)

    def _require_unfilled(self, block: Block) -> None:
        """Columns that the format does not fill hold what the pattern row holds, on every row."""
        width = max([block.width, *(column for _, column in self._blank)])
        filled = set(self._columns.values())
        for column in range(1, width + 1):
            place = (self._pattern, column)
            if column in filled or place in self._formulas:
                continue
            other = block.first_other(column, self._blank.get(place, ""))
            if other is not None:
                raise self._differs(self._pattern + block.start + other, get_column_letter(column))

    def _differs(self, row: int, column: str) -> ReadBackDiffersError:
        return ReadBackDiffersError(f"Sheet {self._name!r}, column {column!r}, row {row}: read otherwise.")


def _text(cell: Found) -> str | None:
    return cell if type(cell) is str else None


def _number(cell: Found) -> float | None:
    """None for an empty cell, NaN for what is no number."""
    if cell == "":
        return None
    return float(cell) if type(cell) is float or type(cell) is int else np.nan


def _day(cell: Found) -> float | None:
    """Days since 1970; None for an empty cell, NaN for what is no day."""
    if cell == "":
        return None
    if type(cell) is date or (isinstance(cell, datetime) and cell.time() == time.min):
        return cell.toordinal() - _FIRST_DAY
    return np.nan


def _as_found(value: Found) -> Found:
    """A single value as calamine reads it back."""
    if isinstance(value, Decimal):
        return float(value)
    return "" if value is None else value


def _is_same(found: Found, meant: Found) -> bool:
    if isinstance(found, datetime):
        return found.time() == time.min and found.date() == meant
    if isinstance(meant, int | float) and not isinstance(meant, bool):
        return isinstance(found, int | float) and float(found) == float(meant)
    return type(found) is type(meant) and found == meant
