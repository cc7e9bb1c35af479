"""Tell rows that are no rows of a table apart from those that are: blank ones, stray cells, totals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.standard.cells import Cell, Cells, Mask
from service.domain.standard.export import RawTable
from service.domain.standard.model import FieldType, Table

_LAST = 2
"""Rows at the end of a table in which totals without a label are sought."""
_FEW = 4
"""A row of words is none when no more of it is filled than one in so many of the fields that it must have."""
_LEAST_REQUIRED = 3
"""Fields that a row must have at least, before one filled cell alone is taken for no row."""
_TOTALS = ("totaal", "total", "totalen", "som", "subtotaal", "eindtotaal", "sum")
_SUMMED = (FieldType.INTEGER, FieldType.MONEY, FieldType.DECIMAL)
_CENT = 0.005
_NUMBER = re.compile(r"[\s€]*-?\d[\d.,\s]*")
_BEGINS_WITH_WORDS = re.compile(r"\s*[^\W\d_]{2}|\s*[^\W\d_] ")

Named = Mapping[str, int]
"""Name of a field → the index of its column."""


@dataclass(frozen=True, slots=True)
class NoRows:
    """Rows of a table, by position, that hold no record."""

    blank: Mask
    """Nothing that can be seen, in any column."""
    stray: Mapping[int, tuple[int, ...]]
    """Position of a row with one filled cell, or with a few words → the places of their columns."""
    totals: Mask
    """The sum of what stands above, or said to be."""

    @property
    def all(self) -> Mask:
        """Every row that is none."""
        every = self.blank | self.totals
        every[list(self.stray)] = True
        return every

    def but_for(self, rows: Mask) -> "NoRows":
        """The same without these rows, of which it is known that they are rows."""
        stray = {row: columns for row, columns in self.stray.items() if not rows[row]}
        return NoRows(self.blank & ~rows, stray, self.totals & ~rows)


def no_rows_of(raw: RawTable, table: Table, columns: Named) -> NoRows:
    """Find the rows that are none. `columns` is where the fields of the table stand."""
    required = [raw.columns[columns[name]] for name in table.required if name in columns]
    nothing = np.zeros(len(raw.rows), bool)
    if len(required) < _LAST or not len(raw.rows):
        return NoRows(nothing, {}, nothing)
    blank, few = _blank_and_few(raw, required)
    totals = _totals(raw, table, columns, required) & ~blank
    may_stray = len(required) >= _LEAST_REQUIRED
    stray = {row: filled for row, filled in few.items() if may_stray and not totals[row]}
    return NoRows(blank, stray, totals)


def _blank_and_few(raw: RawTable, required: list[Cells]) -> tuple[Mask, dict[int, tuple[int, ...]]]:
    """Find blank rows, and rows with one filled cell or a few words, and where those stand.

    Looks closely only at rows that miss one of two required fields: no other has fewer than two cells.
    """
    cheapest = sorted(required, key=lambda each: len(each.text.dictionary))[:_LAST]
    blank = np.zeros(len(raw.rows), bool)
    which = cheapest[0].blank | cheapest[1].blank
    if not which.any():
        return blank, {}
    looked_at = np.flatnonzero(which)
    filled = _filled(raw, which)
    blank[looked_at[filled == 0]] = True
    few = looked_at[(filled > 0) & (filled <= max(len(required) // _FEW, 1))]
    places = _filled_in(raw, few)
    return blank, {at: places[at] for at in sorted(places) if _are_no_record(raw, at, places[at])}


def _are_no_record(raw: RawTable, row: int, columns: tuple[int, ...]) -> bool:
    """Tell whether so few cells are one alone, or words and numbers: a code or a day may be of a record."""
    cells = [raw.columns[at][row] for at in columns]
    words = [isinstance(each, str) and bool(_BEGINS_WITH_WORDS.match(each)) for each in cells]
    others = (each for each, is_words in zip(cells, words, strict=True) if not is_words)
    return len(cells) == 1 or (any(words) and all(map(_is_number, others)))


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_NUMBER.fullmatch(cell)))


def _filled(raw: RawTable, which: Mask) -> npt.NDArray[np.int64]:
    """Per chosen row how many cells are filled."""
    count = np.zeros(int(which.sum()), np.int64)
    for column in raw.columns:
        count += ~column.keep(which).blank
    return count


def _filled_in(raw: RawTable, rows: npt.NDArray[np.intp]) -> dict[int, tuple[int, ...]]:
    """Per row, of which few cells are filled, in which columns those stand."""
    which = np.zeros(len(raw.rows), bool)
    which[rows] = True
    found: dict[int, tuple[int, ...]] = {}
    for at, column in enumerate(raw.columns):
        for row in rows[~column.keep(which).blank].tolist():
            found[row] = (*found.get(row, ()), at)
    return found


def _totals(raw: RawTable, table: Table, columns: Named, required: list[Cells]) -> Mask:
    """Find rows that miss half of what is required and say that they are a total, or hold one at the end."""
    totals = np.zeros(len(raw.rows), bool)
    empty = np.sum([column.empty for column in required], axis=0)
    end = len(raw.rows) - _LAST
    for at in np.flatnonzero(2 * empty >= len(required)).tolist():
        is_named = any(_says_total(column[at]) for column in raw.columns)
        totals[at] = is_named or (at >= end and _holds_a_sum(raw, table, columns, at))
    return totals


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold().rstrip(":").split(" ")[0] in _TOTALS


def _holds_a_sum(raw: RawTable, table: Table, columns: Named, at: int) -> bool:
    """Tell whether every number in a row is the sum of those above it, so that it can be nothing else."""
    if at < _LAST:
        return False
    summed = [
        numbers
        for name, index in columns.items()
        if table.fields[name].type in _SUMMED and not np.isnan((numbers := _numbers(raw.columns[index]))[at])
    ]
    return bool(summed) and all(abs(np.nansum(each[:at]) - each[at]) < _CENT for each in summed)


def _numbers(cells: Cells) -> npt.NDArray[np.float64]:
    """The numbers of a column, those that are written as text with a point or comma too."""
    texts = pd.Series(cells.text.dictionary_decode().to_pylist(), dtype="str").str.replace(
        ",", ".", regex=False
    )
    written = pd.to_numeric(texts, errors="coerce").to_numpy(np.float64)
    return written if cells.number is None else np.where(np.isnan(cells.number), written, cells.number)
