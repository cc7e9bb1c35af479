"""What who is neither end of a report may know of its cells: figures about enough people, and never a row.

A cell is told when at least so many people stand behind it, or none at all. Of a column of which the cells
that are not told are together about too few, no cell is told: its total less the others would be them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.explanation.behind import rows_behind_cell
from service.domain.explanation.links import Links, lines_of_rows, links_of_column, rows_of
from service.domain.explanation.replay import Replay, SingleCell
from service.domain.formats.beside import used_by
from service.domain.formats.plan import Column, SheetPlan
from service.domain.formats.rows import Groups, Mask, Positions, Submitted
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.earlier import Earlier
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.suppress_below import SuppressBelow
from service.domain.translation.content import ValueKind
from service.domain.translation.filled_sheet import FilledSheet

_Counts = npt.NDArray[np.int64]
_WAITING = "wachtlijst"
_OF_NOBODY = frozenset({"aanlevering", "kengetal"})
"""Tables of which no row is about a person."""
_FREE = frozenset({"toelichting"})
"""Texts that people write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldColumn:
    """One column of one block, line by line as the file has them."""

    header: str
    is_told: Mask
    rows: _Counts
    """How many stand behind each line, of whatever table."""
    people: _Counts
    """How many different ones these are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCell:
    """One cell, as far as it may be known."""

    is_told: bool
    rows: int
    people: int


def told_columns(replay: Replay, block: int, fewest: int) -> tuple[ToldColumn, ...]:
    """Of every column of a block; `fewest` people are enough."""
    filled, order = replay.sheets[block], replay.order(block)
    columns = (_column(replay.submitted, filled, each, fewest) for each in filled.plan.columns)
    return tuple(_as_in_the_file(each, order) for each in columns)


def _as_in_the_file(column: ToldColumn, order: Positions) -> ToldColumn:
    """A line for which nothing was delivered is about nobody."""
    return ToldColumn(
        header=column.header,
        is_told=np.append(column.is_told, True)[order],
        rows=np.append(column.rows, 0)[order],
        people=np.append(column.people, 0)[order],
    )


def told_cell(replay: Replay, place: SingleCell, fewest: int) -> ToldCell:
    """Of a single cell; what adds up a block that looks back is not told."""
    behind = [each for each in rows_behind_cell(replay, place) if each.count]
    people = sum(
        int(_weights(replay.submitted, each.table, each.places).sum())
        for each in behind
        if each.table not in _OF_NOBODY
    )
    is_enough = people == 0 or people >= fewest
    is_written = not _FREE.isdisjoint(each.table for each in behind)
    return ToldCell(
        is_told=is_enough and not is_written and not _adds_up_what_looks_back(replay, place),
        rows=sum(each.count for each in behind),
        people=people,
    )


def _adds_up_what_looks_back(replay: Replay, place: SingleCell) -> bool:
    steps = replay.plan.cells[place].expression.every_step()
    return any(isinstance(step, ReportTotal) for step in steps) and any(
        _looks_back(each.plan, column) for each in replay.translation.sheets for column in each.plan.columns
    )


def leaves_out(column: Column) -> bool:
    """Whether a column leaves small numbers out, which the sum of its rows would tell."""
    return any(isinstance(step, SuppressBelow) for step in column.expression.every_step())


def _looks_back(sheet: SheetPlan, column: Column) -> bool:
    """Whether figures of earlier reports are in it: about how many people those were is not known here."""
    used = used_by(column.expression)
    return any(isinstance(step, Earlier) for step in column.expression.every_step()) or any(
        _looks_back(sheet, each) for each in sheet.columns if each.header in used and each is not column
    )


def _column(submitted: Submitted, filled: FilledSheet, column: Column, fewest: int) -> ToldColumn:
    """By line of the block, before lines are put in the order of the file."""
    links = links_of_column(filled, column)
    lines = len(filled.lines)
    people = _people(submitted, links, lines)
    rows = sum((np.bincount(each.lines, minlength=lines) for each in links), np.zeros(lines, np.int64))
    enough = (people == 0) | (people >= fewest)
    if _looks_back(filled.plan, column):
        is_told = np.zeros(lines, dtype=bool)
    elif column.shape.kind is ValueKind.NUMBER:
        is_told = enough if _is_safe(submitted, links, ~enough, fewest) else np.zeros(lines, dtype=bool)
    else:
        is_told = _is_told_in_words(submitted, filled, links, fewest)
    return ToldColumn(
        header=column.header, is_told=is_told, rows=np.asarray(rows, dtype=np.int64), people=people
    )


def _is_told_in_words(
    submitted: Submitted, filled: FilledSheet, links: tuple[Links, ...], fewest: int
) -> Mask:
    """A text stands for its line: it is told of lines put together of the rows of enough people."""
    lines, rows = len(filled.lines), rows_of(filled)
    is_of_many = isinstance(filled.lines, Groups) or rows.table in (_WAITING, *_OF_NOBODY)
    if not is_of_many or any(each.table in _FREE for each in links):
        return np.zeros(lines, dtype=bool)
    own = Links(rows.table, lines_of_rows(filled), rows.positions)
    people = _people(submitted, (own,), lines)
    return np.asarray((people == 0) | (people >= fewest), dtype=bool)


def _is_safe(submitted: Submitted, links: tuple[Links, ...], hidden: Mask, fewest: int) -> bool:
    """Whether the lines that are not told are together about enough people, or there are none."""
    if not hidden.any():
        return True
    together = tuple(
        Links(each.table, np.zeros(int(own.sum()), dtype=np.int64), each.rows[own])
        for each in links
        for own in [hidden[each.lines]]
    )
    return int(_people(submitted, together, 1)[0]) >= fewest


def _people(submitted: Submitted, links: tuple[Links, ...], lines: int) -> _Counts:
    """Per line how many different people stand behind it: of the table with the most."""
    found = [np.zeros(lines, dtype=np.int64)]
    for each in links:
        if each.table in _OF_NOBODY or not len(each.lines):
            continue
        if each.table == _WAITING:
            weights = _weights(submitted, each.table, each.rows)
            found.append(np.bincount(each.lines, weights=weights, minlength=lines).astype(np.int64))
        else:
            pairs = np.unique(np.stack([each.lines, _clients(submitted, each.table)[each.rows]]), axis=1)
            found.append(np.bincount(pairs[0], minlength=lines).astype(np.int64))
    return np.asarray(np.max(found, axis=0), dtype=np.int64)


def _weights(submitted: Submitted, table: str, rows: Positions) -> _Counts:
    """How many people these rows are about, in parts that add up."""
    if table == _WAITING:
        waiting = submitted.values(FieldReference(_WAITING, "wachtenden"))
        numbers = np.where(waiting.blank, 0, waiting.numbers) // waiting.denominator
        return np.asarray(numbers[rows], dtype=np.int64)
    return np.ones(len(np.unique(_clients(submitted, table)[rows])), dtype=np.int64)


def _clients(submitted: Submitted, table: str) -> Positions:
    """Per row of a table the number of its client; a row that is of none counts as somebody of its own."""
    if table in _FREE:
        return np.arange(submitted.row_count(table), dtype=np.int64)
    values = submitted.through(table, FieldReference("toewijzing", "clientnummer"))
    _, numbers = np.unique(values.plain_texts(), return_inverse=True)
    return np.where(values.blank, -1 - np.arange(len(numbers)), numbers).astype(np.int64)
