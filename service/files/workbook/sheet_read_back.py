"""Hold the cells of a filled sheet against the content, and what is not filled against the blank sheet."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice, repeat
from types import MappingProxyType
from typing import Protocol

import numpy as np
import pyarrow as pa
from openpyxl.utils import get_column_letter

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import SheetContent, ValueKind, Values
from service.domain.wording import Wording
from service.files.exact import first_difference
from service.files.workbook.blank_workbook import Cells, Found, cells_of
from service.files.workbook.layout import place_of
from service.files.workbook.placed import LAST_ROW, PlacedTarget, rows_down

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTarget:
    """A block as it should be, and where it was found in the report."""

    content: SheetContent
    header_row: int
    """Its last header row in the template."""
    columns: Mapping[str, int]
    """Where headers stand."""
    key_columns: Sequence[int] = ()
    """Where lines are listed: the columns of their key."""
    listed: Sequence[tuple[int, tuple[str, ...]]] = ()
    """Where lines are listed: row and key of each in the template."""
    strip: range | None = None
    """The columns that its growth moves; None for whole rows."""
    strips_end: int = LAST_ROW + 1
    """The first row below all strips of its sheet."""

    @classmethod
    def of(cls, content: SheetContent, placed: PlacedTarget) -> "ReadTarget":
        """A block that stands in the template where `placed` says."""
        return cls(
            content=content,
            header_row=placed.header_row,
            columns=dict(zip(content.columns, placed.columns, strict=True)),
            key_columns=placed.key_columns,
            listed=placed.listed,
            strip=placed.strip,
            strips_end=placed.strips_end,
        )

    @property
    def first_row(self) -> int:
        """The first row of its header in the template."""
        return self.header_row - self.content.place.header_lines + 1

    @property
    def pattern(self) -> int | None:
        """The row of the template that is repeated; None when there are no rows to be repeated."""
        if self.content.place.listed is None:
            return self.header_row + 1
        return self.listed[-1][0] if self.content.added_rows else None

    @property
    def ready(self) -> int:
        """How many lines of the template below the pattern row are part of the block."""
        return 0 if self.stays else self.content.place.prepared

    @property
    def stays(self) -> bool:
        """Whether the pattern row is a line of its own, that others are put below."""
        return self.content.place.listed is not None

    @property
    def shown(self) -> int:
        """How many rows stand in the place of the pattern row, or below it when that stays."""
        return self.content.added_rows if self.stays else self.content.added_rows + 1 + self.ready

    @property
    def filled(self) -> Mapping[str, tuple[int, Values]]:
        """Per header of a repeated row its column and what stands there."""
        columns = {h: (self.columns[h], values) for h, values in self.content.columns.items()}
        lines = self.content.listed
        if lines is None or not self.stays:
            return columns
        count = len(lines.keys)
        below = {
            header: (column, values.part(count, len(values))) for header, (column, values) in columns.items()
        }
        for place, column in enumerate(self.key_columns):
            items = np.array([key[place] for key in lines.keys_below], dtype=object)
            below[f"\0{place}"] = (column, Values(ValueKind.TEXT, items, items == ""))
        return below

    def listed_cells(self) -> Iterator[tuple[RowAndColumn, Found]]:
        """What stands in each cell of the lines that the template lists."""
        lines = self.content.listed
        if lines is None:
            return
        for header, values in self.content.columns.items():
            for line, (row, _) in enumerate(self.listed):
                has_sign = lines.nothing[line] and lines.sign and values.kind is ValueKind.NUMBER
                yield (row, self.columns[header]), lines.sign if has_sign else single_value(values, line)


def rows_to_total(targets: Mapping[str, ReadTarget], block: str, where: str) -> tuple[Sequence[int], int]:
    """The rows and the column in a report where a column of a block stands, or a cell by its address.

    `targets`: the blocks of the sheet.
    """
    target = targets.get(block)
    if target is None or where not in target.columns:
        row, column = place_of(where)
        return [row + _moved(targets, row, column)], column
    column = target.columns[where]
    if not target.stays:
        first = target.header_row + 1 + _moved(targets, target.header_row + 1, column)
        return range(first, first + target.shown), column
    last = target.listed[-1][0]
    there = [row + _moved(targets, row, column) for row, _ in target.listed]
    below = last + _moved(targets, last, column) + 1
    return [*there, *range(below, below + target.shown)], column


def _moved(targets: Mapping[str, ReadTarget], row: int, column: int) -> int:
    above = (each for each in targets.values() if (each.pattern or row) < row)
    return rows_down(
        (each.strip, each.content.added_rows)
        for each in above
        if each.strip is None or column in each.strip or row >= each.strips_end
    )


def single_value(values: Values, place: int) -> Found:
    """One value as a reader gives it; an empty text for an empty cell."""
    if values.blank[place]:
        return ""
    match values.kind:
        case ValueKind.TEXT:
            return str(values.items[place])
        case ValueKind.NUMBER:
            return int(values.numbers[place]) / values.denominator
        case ValueKind.DATE:
            return values.items.astype("datetime64[D]")[place].item()


class SheetReadBack:
    """One sheet as it should be."""

    def __init__(
        self,
        name: str,
        blank: tuple[Cells, AbstractSet[RowAndColumn]],
        targets: Sequence[ReadTarget],
        singles: Mapping[RowAndColumn, Found],
    ) -> None:
        """`blank`: what the template holds, and where its formulas stand."""
        self._name = name
        cells, formulas = blank
        self._blank = cells
        listed = {place: value for target in targets for place, value in target.listed_cells()}
        given = {**{place: _as_found(value) for place, value in singles.items()}, **listed}
        self._formulas = formulas - given.keys()
        self._singles = given
        growing = [target for target in targets if target.pattern is not None]
        self._growing = sorted(growing, key=lambda target: target.pattern or 0)

    def require(
        self,
        rows: Iterator[Sequence[Found]],
        scanned: Mapping[str, Iterable[Block]] = MappingProxyType({}),
        *,
        own: range = range(1, LAST_ROW + 1),
        moved: int = 0,
    ) -> None:
        """Compare every cell. Raises ReadBackDiffersError, naming column and row.

        `rows`: those that the template's rows `own` have become, the first `moved` down; of a block that is
        `scanned`, by its name, only the first data row has to be there.
        """
        next_row = own.start
        for target in self._growing:
            pattern = target.pattern or 0
            end = pattern + 1 if target.stays else pattern
            self._require_outside(islice(rows, end - next_row), range(next_row, end), moved)
            first = end + moved
            for block in self._blocks(rows, target, scanned.get(target.content.name)):
                self._require_filled(block, target, first)
                self._require_unfilled(block, target, first)
            next_row, moved = pattern + 1 + target.ready, moved + target.content.added_rows
        until = None if own.stop > LAST_ROW else own.stop - next_row
        self._require_outside(islice(rows, until), range(next_row, own.stop), moved)

    def formulas_meant(self) -> int:
        """How many formulas there should be: the template's, those of pattern rows once per data row."""
        meant = len(self._formulas)
        for target in self._growing:
            filled = {column for column, _ in target.filled.values()}
            own = [column for row, column in self._formulas if row == target.pattern]
            repeated = sum(column not in filled for column in own)
            ready = sum(0 < row - (target.pattern or 0) <= target.ready for row, _ in self._formulas)
            meant += repeated * target.shown - (0 if target.stays else len(own)) - ready
        return meant

    def _require_outside(self, rows: Iterator[Sequence[Found]], own: range, moved: int) -> None:
        """Rows outside the data: the template's `own` rows and single cells on them, `moved` rows down."""
        found = cells_of(rows, own.start + moved)
        meant = {(r + moved, c): v for (r, c), v in self._blank.items() if r in own}
        meant |= {(r + moved, c): v for (r, c), v in self._singles.items() if r in own}
        skipped = {(r + moved, c) for r, c in self._formulas}
        for place in sorted((found.keys() | meant.keys()) - skipped):
            if not _is_same(found.get(place, ""), meant.get(place, "")):
                raise self._differs(place[0], get_column_letter(place[1]))

    def _blocks(
        self, rows: Iterator[Sequence[Found]], target: ReadTarget, scanned: Iterable[Block] | None
    ) -> Iterator[Block]:
        if scanned is not None:
            yield CalamineBlock.of_rows(0, 1, islice(rows, 1))
            deque(islice(rows, target.shown - 1), maxlen=0)
            yield from scanned
            return
        for start in range(0, target.shown, _BLOCK):
            count = min(_BLOCK, target.shown - start)
            yield CalamineBlock.of_rows(start, count, islice(rows, count))

    def _require_filled(self, block: Block, target: ReadTarget, first: int) -> None:
        for header, (column, values) in target.filled.items():
            if len(values):
                part = values.part(block.start, block.start + block.count)
                place = first_difference(block.cells(column, values.kind), part)
            else:
                place = block.first_other(column, "")
            if place is not None:
                raise self._differs(first + block.start + place, header.replace("\0", "key "))

    def _require_unfilled(self, block: Block, target: ReadTarget, first: int) -> None:
        """Columns that the format does not fill hold what the pattern row holds, on every row.

        Below lines that are listed they are empty: what a listed line says is its own.
        """
        width = max([block.width, *(column for _, column in self._blank)])
        filled = {column for column, _ in target.filled.values()}
        for column in range(1, width + 1):
            place = (target.pattern or 0, column)
            if column in filled or place in self._formulas:
                continue
            constant = "" if target.stays else self._blank.get(place, "")
            other = block.first_other(column, constant)
            if other is not None:
                raise self._differs(first + block.start + other, get_column_letter(column))

    def _differs(self, row: int, column: str) -> ReadBackDiffersError:
        told = Wording(
            "blad {sheet!r}, kolom {column!r}, rij {row}.",
            "Sheet {sheet!r}, column {column!r}, row {row}: read otherwise.",
        )
        return ReadBackDiffersError(told.fill(sheet=self._name, column=column, row=row))


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
