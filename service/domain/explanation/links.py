"""Links: which rows of the submission stand behind which lines of a column, as pairs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from service.domain.formats.across import head_numbers, may_be_filled
from service.domain.formats.beside import used_by
from service.domain.formats.earlier import LooksAt
from service.domain.formats.plan import Column, SheetPlan
from service.domain.formats.rows import Mask, Positions, Rows, several_of
from service.domain.formats.shape import Grain, Scope
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.earlier import Earlier
from service.domain.standard.model import Standard
from service.domain.translation.filled_sheet import FilledSheet

ALLOCATION = "toewijzing"


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of a line and a row behind it, of one table."""

    table: str
    lines: Positions
    """Per pair the line of the block, before lines are put in the order of the file."""
    rows: Positions
    """Per pair the place of the row in its table."""

    def at(self, line: int) -> Positions:
        """The rows behind one line."""
        return np.asarray(self.rows[self.lines == line], dtype=np.int64)

    def to(self, row: int) -> Positions:
        """The lines that one row stands behind."""
        return np.asarray(np.unique(self.lines[self.rows == row]), dtype=np.int64)


def links_of_column(filled: FilledSheet, column: Column) -> tuple[Links, ...]:
    """Every row behind every line of a column, by table: that of the block first.

    A column that uses others of its block has their rows; one of an earlier period has none of this
    submission.
    """
    beside = _columns_used_now(filled.plan, column)
    if beside:
        return _together([link for each in beside for link in links_of_column(filled, each)])
    return tuple(_own_links(filled, column))


def fields_tables(expression: Expression, sheet: SheetPlan, standard: Standard) -> frozenset[str]:
    """The tables of which an expression reads a field."""
    scope = Scope(
        standard=standard, code_tables={}, laws=(), grain=Grain.ROW, tables=sheet.tables, many=sheet.many
    )
    return frozenset(reference.table for reference in expression.fields(scope))


def lines_of_rows(filled: FilledSheet) -> Positions:
    """Per row of a block the line that it stands in."""
    return np.arange(len(filled.lines)) if isinstance(filled.lines, Rows) else filled.lines.numbers


def rows_of(filled: FilledSheet) -> Rows:
    """All rows of a block."""
    return filled.lines if isinstance(filled.lines, Rows) else filled.lines.rows


def rows_in_column(filled: FilledSheet, column: Column) -> Mask:
    """Per row of a block whether it counts in this column: under its head, and not outside the period."""
    rows, across = rows_of(filled), filled.plan.format.across
    if column.head is None or across is None:
        return np.ones(len(rows), dtype=bool)
    own = head_numbers(across, filled.plan.heads, rows) == column.head
    return np.asarray(own & is_open(filled, column), dtype=bool)


def is_open(filled: FilledSheet, column: Column) -> bool:
    """Whether anything of the reporting period can come in a column; what lies outside stays empty."""
    across, rows = filled.plan.format.across, rows_of(filled)
    if column.head is None or across is None:
        return True
    return bool(may_be_filled(across, filled.plan.heads, rows.begin, rows.day)[column.head])


def links_to_joined(rows: Rows, lines: Positions, table: str) -> Links:
    """The rows of a table of which each row has several, through its allocation."""
    joined = several_of(rows, table)
    return _once(Links(table, lines[joined.numbers], joined.rows.positions))


def links_to_allocations(rows: Rows, lines: Positions) -> Links:
    """The allocation of each row; none where a row has none."""
    places = rows.submitted.allocation_positions(rows.table)[rows.positions]
    return _once(Links(ALLOCATION, lines[places >= 0], places[places >= 0]))


def _own_links(filled: FilledSheet, column: Column) -> Iterator[Links]:
    rows, expression = rows_of(filled), column.expression
    tables = fields_tables(expression, filled.plan, rows.submitted.standard)
    if used_by(expression) or not (tables or expression.gathers):
        return
    counts = np.flatnonzero(rows_in_column(filled, column))
    own = replace(rows, positions=rows.positions[counts])
    lines = lines_of_rows(filled)[counts]
    yield Links(rows.table, lines, own.positions)
    if ALLOCATION in tables and rows.table != ALLOCATION:
        yield links_to_allocations(own, lines)
    for table in sorted(tables & set(rows.many)):
        yield links_to_joined(own, lines, table)


def _columns_used_now(sheet: SheetPlan, column: Column) -> list[Column]:
    """The columns of this period that a column is worked out from."""
    named = {each.header: each for each in sheet.columns}
    steps = list(column.expression.every_step())
    back = {step.column for step in steps if isinstance(step, Earlier) and not _holds_now(step)}
    return [named[address] for address in used_by(column.expression) if address not in back]


def _holds_now(step: Earlier) -> bool:
    return step.looks_at is LooksAt.YEAR_TO_DATE


def _together(links: list[Links]) -> tuple[Links, ...]:
    """Of each table the pairs of all, each once."""
    tables = dict.fromkeys(link.table for link in links)
    return tuple(
        _once(
            Links(
                table,
                np.concatenate([link.lines for link in links if link.table == table]),
                np.concatenate([link.rows for link in links if link.table == table]),
            )
        )
        for table in tables
    )


def _once(links: Links) -> Links:
    if not len(links.lines):
        return links
    width = int(links.rows.max()) + 1
    _, first = np.unique(links.lines * width + links.rows, return_index=True)
    first.sort()
    return Links(links.table, links.lines[first], links.rows[first])
