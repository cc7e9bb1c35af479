"""A walk through a format: every verb in it, however deep, and every condition."""

from collections.abc import Iterator

from service.domain.formats.conditions import Condition
from service.domain.formats.plan import Column, Plan
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.choose import OF, Choose
from service.domain.formats.verbs.field_value import FieldValue
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


def conditions_of(step: Verb) -> Iterator[tuple[Expression, Condition]]:
    """The conditions of one verb, each after the value that it asks something of."""
    if isinstance(step, Only):
        yield from ((value_of(name), condition) for name, condition in step.where.items())
    elif isinstance(step, Choose):
        for case in step.cases:
            for name, condition in case.when.items():
                yield step.of if name == OF and step.of is not None else value_of(name), condition


def value_of(field: str) -> Expression:
    """The value of a field."""
    return Expression((FieldValue(of=field),))
