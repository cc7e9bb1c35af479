"""The rows behind a cell, each with what it says and what it adds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from service.domain.explanation.contributions import contributions, first_that_gathers, one_line
from service.domain.explanation.explanation import SourceRows, no_values
from service.domain.explanation.links import (
    ALLOCATION,
    fields_tables,
    lines_of_rows,
    links_of_column,
    links_to_allocations,
    rows_in_column,
    rows_of,
)
from service.domain.explanation.replay import CellOfLine, Replay, SingleCell
from service.domain.formats.beside import used_by
from service.domain.formats.joined_tables import joined_tables
from service.domain.formats.plan import Column
from service.domain.formats.rows import Groups, Positions, Rows, several_of, take
from service.domain.formats.shape import FieldReference
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.average import Average
from service.domain.formats.verbs.count import Count
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.figure import Figure
from service.domain.formats.verbs.minus import Minus
from service.domain.formats.verbs.money import Money
from service.domain.formats.verbs.narrative import Narrative
from service.domain.formats.verbs.ratio import Ratio
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.total import Sum
from service.domain.translation.content import ValueKind, Values
from service.domain.translation.filled_sheet import FilledSheet

_ROW_BY_ROW = (Average, Count, Sum)
"""Verbs in which what a row adds has nothing to do with the other rows of its line."""


@dataclass(frozen=True, slots=True)
class _Given:
    """Rows of one table with what they say and add."""

    table: str
    places: Positions
    values: Values
    contributions: Values


def rows_behind_line(replay: Replay, cells: Sequence[CellOfLine]) -> tuple[SourceRows, ...]:
    """The rows behind one cell of a block; several cells when one element of a file holds them all."""
    filled, column = replay.sheets[cells[0].block], replay.column(cells[0])
    order = replay.order(cells[0].block)
    lines = np.unique([order[cell.line] for cell in cells])
    return _as_source(replay, _merged(list(_of_lines(filled, column, lines[lines >= 0]))))


def rows_behind_cell(replay: Replay, place: SingleCell) -> tuple[SourceRows, ...]:
    """The rows behind a single cell."""
    return _as_source(replay, _merged(list(_of_cell(replay, replay.plan.cells[place].expression))))


def merged(replay: Replay, rows: Sequence[SourceRows]) -> tuple[SourceRows, ...]:
    """Of each table one, with each row once: what it adds is put together."""
    given = [_Given(each.table, each.places, each.values, each.contributions) for each in rows]
    return _as_source(replay, _merged(given))


def _of_lines(filled: FilledSheet, column: Column, lines: Positions) -> Iterator[_Given]:
    """The rows of several lines: together where each row adds what it says, otherwise line by line."""
    expression = column.expression
    step = first_that_gathers(expression)
    is_row_by_row = step is None or isinstance(step, _ROW_BY_ROW)
    if len(lines) > 1 and (used_by(expression) or filled.reported_rows.rows.many or not is_row_by_row):
        for line in lines:
            yield from _of_lines(filled, column, np.array([line]))
    elif len(lines):
        yield from _together(filled, column, lines)


def _together(filled: FilledSheet, column: Column, lines: Positions) -> Iterator[_Given]:
    if used_by(column.expression):
        yield from _of_columns_beside(filled, column, lines)
        return
    rows = rows_of(filled)
    chosen = np.flatnonzero(np.isin(lines_of_rows(filled), lines) & rows_in_column(filled, column))
    own = replace(rows, positions=rows.positions[chosen])
    for link in links_of_column(filled, column):
        places = np.unique(link.rows[np.isin(link.lines, lines)]).astype(np.int64)
        if link.table == rows.table:
            yield _main(filled, column, int(lines[0]), chosen)
        elif link.table in rows.many:
            yield _joined(own, column.expression, link.table)
        else:
            yield _looked_at(rows, link.table, column.expression, places)


def _main(filled: FilledSheet, column: Column, line: int, chosen: Positions) -> _Given:
    """The rows of the block itself."""
    expression, rows = column.expression, rows_of(filled)
    own = replace(rows, positions=rows.positions[chosen])
    if rows.many and expression.gathers and _reads_joined(expression, rows):
        return _Given(rows.table, own.positions, no_values(len(own)), no_values(len(own)))
    if not isinstance(filled.lines, Groups):
        return _Given(
            rows.table, own.positions, said(expression, own), filled.columns[column.header].at(chosen)
        )
    adds = contributions(expression, one_line(filled.lines, line, chosen)) if expression.gathers else None
    return _Given(rows.table, own.positions, said(expression, own), _or_none(adds, len(own)))


def _reads_joined(expression: Expression, rows: Rows) -> bool:
    """Whether what is put together are rows of a joined table, and not those of the block itself."""
    step = first_that_gathers(expression)
    standard = rows.submitted.standard
    return step is not None and bool(joined_tables(step, rows.tables, tuple(rows.many), standard))


def _joined(rows: Rows, expression: Expression, table: str) -> _Given:
    """The rows of a table of which a row has several."""
    group = several_of(rows, table)
    if len(group) > 1:
        one = np.zeros(len(group.rows), dtype=np.int64)
        group = replace(group, numbers=one, first=one[:1] if len(one) else np.zeros(1, dtype=np.int64))
    step = first_that_gathers(expression)
    if step is None or table not in joined_tables(
        step, rows.tables, tuple(rows.many), rows.submitted.standard
    ):
        nothing = no_values(len(group.rows))
        return _Given(table, group.rows.positions, nothing, nothing)
    adds = _or_none(contributions(expression, group), len(group.rows))
    return _Given(table, group.rows.positions, said(Expression((step,)), group.rows), adds)


def _looked_at(rows: Rows, table: str, expression: Expression, places: Positions) -> _Given:
    """Rows of which a field was looked up for others."""
    submitted = rows.submitted
    fields = [each for each in _fields(expression, rows) if each.table == table]
    values = take(submitted.values(fields[0]), places) if fields else no_values(len(places))
    return _Given(table, places, values, no_values(len(places)))


def _fields(expression: Expression, rows: Rows) -> Iterator[FieldReference]:
    for step in expression.every_step():
        if isinstance(step, FieldValue):
            table, _, name = step.of.rpartition(".")
            tables = [each for each in (*rows.tables, *rows.many) if table in ("", each)]
            known = rows.submitted.standard.tables
            yield from (FieldReference(each, name) for each in tables[:1] if name in known[each].fields)


def _of_columns_beside(filled: FilledSheet, column: Column, lines: Positions) -> Iterator[_Given]:
    """The rows of the columns that it is worked out from; of what is taken off with a minus."""
    named = {each.header: each for each in filled.plan.columns}
    is_difference = isinstance(column.expression.steps[0], Minus)
    tables = {link.table for link in links_of_column(filled, column)}
    for number, address in enumerate(used_by(column.expression)):
        for given in _of_lines(filled, named[address], lines):
            if given.table in tables:
                yield _negated(given) if is_difference and number else given


def _negated(given: _Given) -> _Given:
    adds = given.contributions
    if adds.kind is not ValueKind.NUMBER:
        return given
    return replace(given, contributions=Values(adds.kind, -adds.numbers, adds.blank, adds.denominator))


def _of_cell(replay: Replay, expression: Expression) -> Iterator[_Given]:
    """What its rows add; those that something is divided by only tell which rows."""
    first = expression.steps[0]
    if isinstance(first, Ratio):
        yield from _of_cell(replay, first.of)
        for given in _of_cell(replay, first.to):
            yield replace(given, contributions=no_values(len(given.places)))
        return
    for step in expression.every_step():
        match step:
            case ReportTotal():
                yield from _of_total(replay, step, _after(expression, step))
            case Figure():
                yield _of_field(replay, "kengetal", "waarde", replay.facts.figure_rows(step.of, step.law))
            case Narrative():
                yield _of_field(replay, "toelichting", "tekst", replay.facts.narrative_rows(step.about))
            case FieldValue() if _is_of_delivery(replay, step):
                yield _of_field(replay, "aanlevering", step.of.rpartition(".")[2], np.zeros(1, np.int64))
            case _:
                pass


def _after(expression: Expression, step: ReportTotal) -> Expression:
    """What is done with a total that keeps the sum of its rows the same: euros to cents."""
    if expression.steps[0] is not step:
        return Expression(())
    return Expression(tuple(takewhile(lambda each: isinstance(each, Money), expression.steps[1:])))


def _is_of_delivery(replay: Replay, step: FieldValue) -> bool:
    table, _, name = step.of.rpartition(".")
    return table in ("", "aanlevering") and name in replay.submitted.standard.tables["aanlevering"].fields


def _of_total(replay: Replay, step: ReportTotal, after: Expression) -> Iterator[_Given]:
    filled = replay.blocks_by_name[step.over]
    group = filled.reported_rows.together(0)
    rows, of = group.rows, step.of
    if of is None:
        ones = Values(ValueKind.NUMBER, np.ones(len(rows), np.int64), np.zeros(len(rows), dtype=bool))
        yield _Given(rows.table, rows.positions, no_values(len(rows)), ones)
        return
    adds = contributions(of, group) if of.gathers else of.apply(rows)
    for each in after.steps if adds is not None else ():
        adds = each.apply(adds, rows)
    yield _Given(rows.table, rows.positions, said(of, rows), _or_none(adds, len(rows)))
    tables = fields_tables(of, filled.plan, replay.submitted.standard)
    if ALLOCATION in tables and rows.table != ALLOCATION:
        places = links_to_allocations(rows, np.zeros(len(rows), dtype=np.int64)).rows
        yield _looked_at(rows, ALLOCATION, of, places)


def _of_field(replay: Replay, table: str, field: str, places: Positions) -> _Given:
    values = take(replay.submitted.values(FieldReference(table, field)), places)
    return _Given(table, places, values, values)


def said(expression: Expression, rows: Rows) -> Values:
    """What each row says, before anything is done with it: the field that the verbs begin with."""
    first = expression.steps[0]
    if isinstance(first, FieldValue):
        return rows.field(first.of)
    inside = [part for part in first.parts() if not part.gathers] or list(first.parts())
    return said(inside[0], rows) if inside else no_values(len(rows))


def _or_none(adds: Values | None, count: int) -> Values:
    return no_values(count) if adds is None else adds


def _merged(given: Sequence[_Given]) -> list[_Given]:
    """Of each table one, with each row once: what it adds is put together."""
    found: dict[str, _Given] = {}
    for each in given:
        found[each.table] = _with(found[each.table], each) if each.table in found else each
    return list(found.values())


def _with(one: _Given, other: _Given) -> _Given:
    """Both; a row of both adds what it adds in either. What adds no numbers only tells which rows."""
    places, first = np.unique(np.concatenate([one.places, other.places]), return_index=True)
    own = [each for each in (one, other) if each.contributions.kind is ValueKind.NUMBER]
    adds = _summed(own, places) if own else no_values(len(places))
    source = _behind_each_other(one.values, other.values)
    return _Given(one.table, places.astype(np.int64), source.at(first.astype(np.int64)), adds)


def _summed(given: Sequence[_Given], places: Positions) -> Values:
    denominator = max(each.contributions.denominator for each in given)
    numbers = np.zeros(len(places), dtype=np.int64)
    blank = np.ones(len(places), dtype=bool)
    for each in given:
        adds = each.contributions
        at = np.searchsorted(places, each.places)
        scaled = np.where(adds.blank, 0, adds.numbers) * (denominator // adds.denominator)
        np.add.at(numbers, at, scaled)
        blank[at] &= adds.blank
    return Values(ValueKind.NUMBER, numbers, blank, denominator)


def _behind_each_other(one: Values, other: Values) -> Values:
    if (one.kind, one.denominator) != (other.kind, other.denominator):
        return no_values(len(one) + len(other))
    blank = np.concatenate([one.blank, other.blank])
    return Values(one.kind, np.concatenate([one.items, other.items]), blank, one.denominator)


def _as_source(replay: Replay, given: Sequence[_Given]) -> tuple[SourceRows, ...]:
    export = replay.submitted.export
    return tuple(
        SourceRows(
            table=each.table,
            places=each.places,
            stand=export.row_places(each.table).at(each.places),
            values=each.values,
            contributions=each.contributions,
        )
        for each in given
    )
