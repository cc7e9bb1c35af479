"""A report made again, as far as somebody who is neither its provider nor its municipality may know it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.explanation.behind import rows_behind_cell, rows_behind_line
from service.domain.explanation.explanation import Explanation, RowsBehind, no_values, total_of
from service.domain.explanation.for_others import ToldCell, ToldColumn, leaves_out, told_cell, told_columns
from service.domain.explanation.replay import Cell, CellOfLine
from service.domain.formats.plan import Column
from service.domain.translation.content import Values
from service.pipeline.explaining import ReplayedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """A line of a block: of each column the value and its address; None for what is not told."""

    number: int
    """In the block, from 1."""
    cells: tuple[tuple[Values, str] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBlock:
    """The lines of a block that anything may be told of."""

    name: str
    headers: tuple[str, ...]
    lines: tuple[ToldLine, ...]
    left_out: int
    """How many lines are about too few people."""


@dataclass(frozen=True)
class ToldToOthers:
    """Figures about five people or more, in words and sums; no row, no text that somebody wrote, no file."""

    report: ReplayedReport

    @property
    def may_be_told(self) -> bool:
        """Whether it is about no single person, and about enough of them."""
        return self.report.is_aggregate and self.report.clients >= FEWEST_CLIENTS

    @cached_property
    def blocks(self) -> tuple[ToldBlock, ...]:
        """In the order of the file."""
        return tuple(self._block(at) for at in range(len(self.report.blocks)))

    @cached_property
    def cells(self) -> tuple[tuple[str, Values], ...]:
        """The single cells that may be told: address and value."""
        again = self.report.replay
        return tuple(
            (self.report.address(cell), again.value(cell))
            for cell in again.content.cells
            if self._single(cell).is_told
        )

    def explain(self, address: str) -> Explanation | None:
        """What may be told of a cell that the format fills; None for any other place."""
        found = self.report.addresses.find(address)
        said = self.report.says(address, b"") if found is not None else None
        if found is None or said is None:
            return None
        cell: Cell = (
            found.single
            if found.single is not None
            else CellOfLine(found.block, found.header, found.lines[0])
        )
        told = self._told(cell)
        if not told.is_told:
            return replace(said, value=no_values(1), is_kept_back=True)
        return replace(said, total=self._total(cell), behind=RowsBehind(told.rows, told.people))

    def _block(self, at: int) -> ToldBlock:
        block, columns = self.report.blocks[at], self._columns[at]
        is_told = np.array([each.is_told for each in columns])
        shown = is_told.any(axis=0) if len(columns) else np.zeros(0, dtype=bool)
        lines = tuple(
            ToldLine(
                number=line + 1,
                cells=tuple(
                    (
                        block.columns[each.header].part(line, line + 1),
                        self.report.line_address(at, each.header, line),
                    )
                    if each.is_told[line]
                    else None
                    for each in columns
                ),
            )
            for line in np.flatnonzero(shown).tolist()
        )
        return ToldBlock(
            name=block.name,
            headers=tuple(each.header for each in columns),
            lines=lines,
            left_out=int((~shown).sum()),
        )

    @cached_property
    def _columns(self) -> tuple[tuple[ToldColumn, ...], ...]:
        again = self.report.replay
        return tuple(told_columns(again, at, FEWEST_CLIENTS) for at in range(len(again.sheets)))

    def _told(self, cell: Cell) -> ToldCell:
        if not isinstance(cell, CellOfLine):
            return self._single(cell)
        column = next(each for each in self._columns[cell.block] if each.header == cell.header)
        return ToldCell(
            is_told=bool(column.is_told[cell.line]),
            rows=int(column.rows[cell.line]),
            people=int(column.people[cell.line]),
        )

    def _single(self, cell: tuple[str, str]) -> ToldCell:
        again = self.report.replay
        return told_cell(again, cell, FEWEST_CLIENTS)

    def _total(self, cell: Cell) -> Fraction | None:
        again = self.report.replay
        if isinstance(cell, CellOfLine):
            column: Column = again.column(cell)
            return None if leaves_out(column) else total_of(rows_behind_line(again, [cell]))
        return total_of(rows_behind_cell(again, cell))
