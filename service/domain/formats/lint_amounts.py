"""Amounts that would not be what they say: tax added twice, a total that its lines do not add up to."""

from collections.abc import Iterator
from itertools import chain

from service.domain.formats.expressions import steps_of
from service.domain.formats.plan import Column, Plan
from service.domain.formats.remarks import TAX_ADDED_TWICE, TOTAL_ROUNDED_OTHERWISE, Remark, remark
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.btw import Btw
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.rounding import Round

_WITH_TAX = "bedrag"


def remarks_on_amounts(plan: Plan) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    if plan.is_published:
        return
    for (name, cell), column in plan.cells.items():
        if _adds_tax_twice(column.expression):
            yield remark(plan, TAX_ADDED_TWICE, "", f"{name}!{cell}")
        lines = _lines_it_totals(plan, column)
        if lines is not None:
            yield remark(plan, TOTAL_ROUNDED_OTHERWISE, "", f"{name}!{cell}", column=lines.header)
    for sheet in plan.sheets:
        for column in sheet.columns:
            if _adds_tax_twice(column.expression):
                yield remark(plan, TAX_ADDED_TWICE, sheet.name, column.header)


def _adds_tax_twice(expression: Expression) -> bool:
    """Whether `btw: added` comes after the field that has it already, here or in any expression inside."""
    if any(map(_has_tax, expression.steps)) and any(map(_adds_tax, expression.steps)):
        return True
    return any(map(_adds_tax_twice, chain.from_iterable(step.parts() for step in expression.steps)))


def _has_tax(step: Verb) -> bool:
    return isinstance(step, FieldValue) and step.of.rpartition(".")[2] == _WITH_TAX


def _adds_tax(step: Verb) -> bool:
    return isinstance(step, Btw) and step.tax == "added"


def _lines_it_totals(plan: Plan, cell: Column) -> Column | None:
    """The column of lines rounded one by one that a cell totals as a whole; None when they agree."""
    for step in cell.expression.steps:
        if isinstance(step, ReportTotal) and not _rounds_rows(step):
            sheet = next(each for each in plan.sheets if each.name == step.over)
            return next((each for each in sheet.columns if _rounds_lines(each, cell)), None)
    return None


def _rounds_lines(column: Column, cell: Column) -> bool:
    """Whether the column puts the same field together and rounds afterwards: each line by itself."""
    steps: list[Verb] = list(column.expression.steps)
    after = next((place for place, step in enumerate(steps) if step.puts_together), len(steps))
    is_rounded = any(isinstance(step, Round) for step in steps[after:])
    return is_rounded and cell.source is not None and column.source == cell.source


def _rounds_rows(total: ReportTotal) -> bool:
    return total.of is not None and any(isinstance(step, Round) for step in steps_of(total.of))
