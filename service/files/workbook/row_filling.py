"""What one report puts into a compiled template, and its data rows as whole blocks of text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import FormatError
from service.domain.formats.faults.blocks import OTHER_LINES_LISTED
from service.domain.translation.content import ReportContent, SheetContent, ValueKind
from service.files.workbook.placed import Above, rows_down
from service.files.xml_columns import RepeatedText, Slot

_BLOCK = 8_192
"""Rows that are written and packed at a time, so that memory does not grow with the report."""

Column = TypeVar("Column")
"""What gives the cells of a column, as a kind of document has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling(Generic[Column]):
    """What one report puts into the places of a template."""

    growth: tuple[int, ...]
    """Per block, how many rows lower what stands below it comes, by its growth and that of those above.
    Behind those, how many rows lower comes what stands below several strips."""
    added: tuple[int, ...]
    """Per block, how many rows more than its template has."""
    rows: tuple[int, ...]
    """Per block, how many data rows."""
    repeated: tuple[int, ...]
    """Per block, on how many rows what is in its pattern row stands."""
    columns: tuple[tuple[Column, ...], ...]
    cells: tuple[str, ...]

    @classmethod
    def of(
        cls,
        content: ReportContent,
        columns: tuple[tuple[Column, ...], ...],
        cells: tuple[str, ...],
        above: Sequence[Above],
        shared: Sequence[Sequence[int]] = (),
    ) -> "Filling[Column]":
        """With the columns of each of its blocks, and the texts of its single cells.

        `above`: per block the blocks whose growth moves it. `shared`: blocks of which the longest counts.
        """
        added = tuple(sheet.added_rows for sheet in content.sheets)
        growth = tuple(
            own + rows_down((strip, added[index]) for index, strip in them)
            for own, them in zip(added, above, strict=True)
        )
        growth += tuple(max(growth[index] for index in several) for several in shared)
        rows = tuple(sheet.row_count for sheet in content.sheets)
        repeated = tuple(
            own + 1 + (0 if sheet.listed else sheet.place.prepared)
            for own, sheet in zip(added, content.sheets, strict=True)
        )
        return cls(growth=growth, added=added, rows=rows, repeated=repeated, columns=columns, cells=cells)

    def moved(self, index: int) -> int:
        """How many rows lower the first data row of a block comes."""
        return self.growth[index] - self.added[index]


def listed_cell_texts(
    content: SheetContent,
    keys: Sequence[tuple[str, ...]],
    texts: Iterable[Sequence[str]],
    sign_cell: Callable[[str], str],
) -> Iterator[str]:
    """The inside of every listed cell, column by column; a sign where nothing was delivered for a number.

    `keys`: of the lines that the template lists. `texts`: of each column the cells of those lines.
    `sign_cell`: a cell that holds the sign. Raises FormatError when the content is for other lines.
    """
    lines = content.listed
    if lines is None:
        return
    if lines.keys != keys:
        raise FormatError(OTHER_LINES_LISTED.fault(sheet=content.sheet))
    sign = sign_cell(lines.sign)
    for values, cells in zip(content.columns.values(), texts, strict=True):
        has_sign = lines.nothing & bool(lines.sign) & (values.kind is ValueKind.NUMBER)
        yield from (sign if signed else cell for cell, signed in zip(cells, has_sign, strict=True))


def spans(first: int, rows: int) -> Iterator[tuple[int, int]]:
    """The blocks in which rows are written, from the one numbered `first` on."""
    return ((start, min(start + _BLOCK, rows)) for start in range(first, rows, _BLOCK))


def repeated_text(text: RepeatedText, filling: Filling[Column], index: int, pattern_row: int) -> str:
    """A text that stands once per data row of block `index`, for all of them."""
    literals, slots = text.per_row(filling.growth)
    first = pattern_row + filling.moved(index)
    return joined(literals, [row_numbers(first, slot, 0, filling.repeated[index]) for slot in slots]).decode()


def row_numbers(first: int, slot: Slot, start: int, stop: int) -> pa.Array:
    """The number of each row as a text, moved as the slot says; `first` is that of the first data row."""
    first += slot.number
    return pa.array(np.arange(first + start, first + stop)).cast(pa.string())


def row_texts(literals: Sequence[str], arrays: Sequence[pa.Array]) -> pa.Array:
    """Each row's literals and values in turn."""
    parts: list[object] = [literals[0]]
    for array, literal in zip(arrays, literals[1:], strict=True):
        parts += (array, literal)
    return pc.binary_join_element_wise(*parts, "")


def joined(literals: Sequence[str], arrays: Sequence[pa.Array]) -> bytes:
    """Each row's literals and values in turn, and the rows one after the other, as UTF-8."""
    rows = row_texts(literals, arrays)
    text: bytes = (
        pc.binary_join(pa.ListArray.from_arrays([0, len(rows)], rows), "")[0].as_buffer().to_pybytes()
    )
    return text
