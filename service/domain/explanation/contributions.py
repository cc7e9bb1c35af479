"""What each row adds to the figure that it is put together in, verb by verb."""

from dataclasses import replace
from functools import singledispatch

import numpy as np

from service.domain.formats.rows import Groups, Mask, Positions, ranks
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.active_in import ActiveIn
from service.domain.formats.verbs.average import Average
from service.domain.formats.verbs.choose import Choose
from service.domain.formats.verbs.count import Count
from service.domain.formats.verbs.count_distinct import CountDistinct
from service.domain.formats.verbs.extremes import Extreme, OfSortedRows, sorted_filled
from service.domain.formats.verbs.first import OneByOrder
from service.domain.formats.verbs.median import Median
from service.domain.formats.verbs.money import Money
from service.domain.formats.verbs.percentile import Percentile
from service.domain.formats.verbs.sign_by import SignBy
from service.domain.formats.verbs.to_unit import ToUnit
from service.domain.formats.verbs.total import Sum
from service.domain.translation.content import ValueKind, Values

KEEP_SUMS = (Money, SignBy, ToUnit)
"""Verbs of which the result over a sum is the sum of their results."""
_WHOLE, _HALF = 100, 50


def contributions(expression: Expression, line: Groups) -> Values | None:
    """Per row of one line what it adds; None when the verbs put no rows together.

    Blank where a row adds nothing because it has no value. Numbers add up to the figure before it is
    rounded, divided or left out; of a verb that picks a row the others add zero (a number) or are blank.
    """
    for at, step in enumerate(expression.steps):
        if not step.gathers:
            continue
        found = added(step, line)
        for after in expression.steps[at + 1 :]:
            if found is None or not isinstance(after, KEEP_SUMS):
                break
            found = after.apply(found, line.rows)
        return found
    return None


def first_that_gathers(expression: Expression) -> Verb | None:
    """The verb that puts rows together, wherever in the expression; of several the first."""
    for step in expression.steps:
        if step.puts_together:
            return step
        for part in step.parts():
            found = first_that_gathers(part)
            if found is not None:
                return found
    return None


@singledispatch
def added(step: Verb, line: Groups) -> Values | None:
    """Per row of one line what it adds to what this verb gives."""
    inside = [part for part in step.parts() if part.gathers]
    return contributions(inside[0], line) if inside else None


@added.register
def _(step: Choose, line: Groups) -> Values | None:
    """As the branch that holds for the line says."""
    branches = (*(case.then for case in step.cases), *([step.otherwise] if step.otherwise else []))
    for branch, mask in zip(branches, step.masks(line), strict=False):
        if mask.all():
            return contributions(branch, line)
    return None


@added.register
def _(step: Sum, line: Groups) -> Values | None:
    return step.of.apply(line.rows)


@added.register
def _(step: Average, line: Groups) -> Values | None:
    return step.of.apply(line.rows)


@added.register
def _(step: Count, line: Groups) -> Values | None:  # noqa: ARG001 - every row counts for one
    return _numbers(np.ones(len(line.rows), dtype=np.int64))


@added.register
def _(step: CountDistinct, line: Groups) -> Values | None:
    values = step.of.apply(line.rows)
    return _first_of_each(values, ~values.blank)


@added.register
def _(step: ActiveIn, line: Groups) -> Values | None:
    values = step.of.apply(line.rows)
    return _first_of_each(values, step.active(line) & ~values.blank)


@added.register
def _(step: Extreme, line: Groups) -> Values | None:
    if step.per is not None:
        return _of_chosen_part(step, line)
    values = step.of.apply(line.rows)
    order, _, _ = sorted_filled(values, line.numbers, len(line))
    chosen = order[-1:] if step.is_largest else order[:1]
    return _only(values, chosen)


def _of_chosen_part(step: Extreme, line: Groups) -> Values | None:
    """What the rows of the client or the like that is chosen add."""
    parts = step.parts_of(line)
    values, added_by_row = step.values_of(parts), contributions(step.of, parts)
    order, _, _ = sorted_filled(values, line.numbers[parts.first], len(line))
    chosen = order[-1:] if step.is_largest else order[:1]
    rows = np.flatnonzero(np.isin(parts.numbers, chosen)).astype(np.int64)
    return None if added_by_row is None else _only(added_by_row, rows)


@added.register
def _(step: OneByOrder, line: Groups) -> Values | None:
    chosen, is_empty = step.chosen(line)
    return _only(step.of.apply(line.rows), chosen[~is_empty])


@added.register
def _(step: Median, line: Groups) -> Values | None:
    return _between(step, line, _HALF)


@added.register
def _(step: Percentile, line: Groups) -> Values | None:
    return _between(step, line, step.at)


def one_line(lines: Groups, line: int, rows: Positions) -> Groups:
    """One line by itself, with the rows (by their index) that are put together in it."""
    at = np.array([line])
    chosen = replace(lines.rows, positions=lines.rows.positions[rows])
    return Groups(
        rows=chosen,
        numbers=np.zeros(len(chosen), dtype=np.int64),
        first=lines.first[at],
        keyed=lines.keyed or lines.rows,
        made=tuple((steps, values.at(at)) for steps, values in lines.made),
        given={reference: values.at(at) for reference, values in lines.given.items()},
    )


def _numbers(items: Positions) -> Values:
    return Values(ValueKind.NUMBER, items, np.zeros(len(items), dtype=bool))


def _first_of_each(values: Values, counted: Mask) -> Values:
    """One for the first row of each different value, zero for the next; blank for what is not counted."""
    codes, _ = ranks(values)
    places = np.flatnonzero(counted)
    ones = np.zeros(len(values), dtype=np.int64)
    ones[places[np.unique(codes[places], return_index=True)[1]]] = 1
    return Values(ValueKind.NUMBER, ones, ~counted)


def _only(values: Values, chosen: Positions) -> Values:
    """The values of these rows; zero for another that has a number, and blank for any other value."""
    is_chosen = np.zeros(len(values), dtype=bool)
    is_chosen[chosen] = True
    if values.kind is not ValueKind.NUMBER:
        return values.at(slice(None), values.blank | ~is_chosen)
    return Values(
        values.kind, np.where(is_chosen, values.numbers, 0), values.blank.copy(), values.denominator
    )


def _between(step: OfSortedRows, line: Groups, at: int) -> Values:
    """The share of the one or two values that a percentile lies at or between."""
    values = step.of.apply(line.rows)
    order, counts, _ = sorted_filled(values, line.numbers, len(line))
    weights = np.zeros(len(values), dtype=np.int64)
    if len(order):
        place, rest = divmod(max(int(counts[0]) - 1, 0) * at, _WHOLE)
        weights[order[place]] += _WHOLE - rest
        if rest:
            weights[order[place + 1]] += rest
    numbers = np.where(values.blank, 0, values.numbers) * weights
    return Values(ValueKind.NUMBER, numbers, values.blank.copy(), values.denominator * _WHOLE)
