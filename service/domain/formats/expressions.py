"""A walk through a format: every verb in it, however deep, and every condition."""

from collections.abc import Iterator

from service.domain.formats.conditions import Condition
from service.domain.formats.plan import Column, Plan
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.choose import Choose
from service.domain.formats.verbs.only import Only


def steps_of(expression: Expression) -> Iterator[Verb]:
    """Every verb of an expression and of the expressions inside it."""
    for step in expression.steps:
        yield step
        for part in step.parts():
            yield from steps_of(part)


def places_of(plan: Plan) -> Iterator[tuple[str, str, Column]]:
    """Sheet (empty for a single cell), address and column, in the order of the file."""
    for (sheet, cell), column in plan.cells.items():
        yield "", f"{sheet}!{cell}", column
    for each in plan.sheets:
        for column in each.once_per_head:
            yield each.name, column.address, column


def conditions_of(step: Verb) -> Iterator[tuple[str, Condition]]:
    """The conditions of one verb, by field."""
    if isinstance(step, Only):
        yield from step.where.items()
    elif isinstance(step, Choose):
        for case in step.cases:
            yield from case.when.items()
