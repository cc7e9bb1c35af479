"""The rows of a sheet on which blocks grow beside each other, put together from those of its strips."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.files.workbook.row_filling import Filling
from service.files.xml_columns import MarkedText

DataTexts = Callable[[int], Iterator[pa.Array]]
"""By the index of a block, the cells of its data rows: one text a row, piece after piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """A row of one strip of the template: cells that are there once, or the data rows of a block."""

    number: int
    after: int | None
    """The region whose growth moves it."""
    looks: str
    """The attributes of its row: height and style."""
    cells: MarkedText = field(repr=False)
    block: int | None = None
    """The block whose data rows stand here, instead of cells."""


@dataclass(frozen=True, slots=True)
class StripedRows:
    """The rows of a sheet from the first on which its strips differ."""

    first: int
    prefix: str
    strips: tuple[tuple[StripRow, ...], ...]
    """From left to right, each from top to bottom."""


def rows_in_strips(
    filling: Filling[Any], rows: StripedRows, data: DataTexts, repeats: Sequence[str]
) -> bytes:
    """All rows of them in a report, one after the other."""
    strips = [_filled(filling, rows.first, own, data, repeats) for own in rows.strips]
    last = max(strip.next for strip in strips)
    for strip in strips:
        strip.to(last)
    numbers = pa.array(np.arange(rows.first, last)).cast(pa.string())
    looks = pc.coalesce(*(strip.looks() for strip in strips), "")
    cells = pc.binary_join_element_wise(*(strip.cells() for strip in strips), "")
    prefix = rows.prefix
    written = pc.binary_join_element_wise(
        f'<{prefix}row r="', numbers, '"', looks, ">", cells, f"</{prefix}row>", ""
    )
    kept = written.filter(pc.or_(pc.not_equal(cells, ""), pc.not_equal(looks, "")))
    return "".join(kept.to_pylist()).encode()


def _filled(
    filling: Filling[Any], first: int, rows: Sequence[StripRow], data: DataTexts, repeats: Sequence[str]
) -> "_Strip":
    strip = _Strip(first)
    for row in rows:
        strip.to(row.number + (0 if row.after is None else filling.growth[row.after]))
        texts = [_one(row, filling, repeats)] if row.block is None else data(row.block)
        for text in texts:
            strip.add(text, row.looks)
    return strip


def _one(row: StripRow, filling: Filling[Any], repeats: Sequence[str]) -> pa.Array:
    return pa.array([row.cells.filled(filling.growth, filling.cells, repeats)], pa.string())


class _Strip:
    """The cells and looks of one strip, row after row."""

    def __init__(self, first: int) -> None:
        self.next = first
        self._cells: list[pa.Array] = []
        self._looks: list[pa.Array] = []

    def to(self, number: int) -> None:
        """Empty rows until this one."""
        missing = number - self.next
        if missing > 0:
            self._add(pa.array([""] * missing, pa.string()), pa.nulls(missing, pa.string()))

    def add(self, cells: pa.Array, looks: str) -> None:
        self._add(cells, pa.repeat(pa.scalar(looks or None, pa.string()), len(cells)))

    def _add(self, cells: pa.Array, looks: pa.Array) -> None:
        self._cells.append(cells)
        self._looks.append(looks)
        self.next += len(cells)

    def cells(self) -> pa.Array:
        return pa.concat_arrays(self._cells)

    def looks(self) -> pa.Array:
        return pa.concat_arrays(self._looks)
