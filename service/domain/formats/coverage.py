"""What of the standard a format uses, and whether its examples try every condition both ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.domain.formats.conditions import Condition
from service.domain.formats.expressions import conditions_of, steps_of, value_of
from service.domain.formats.plan import Plan, SheetPlan, fields_used
from service.domain.formats.rows import Rows, Submitted
from service.domain.formats.verb import Expression
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.periods import Period
from service.domain.translation.selection import grouped, rows_at
from service.domain.wording import Wording, same


@dataclass(frozen=True, slots=True)
class Coverage:
    """The fields of the standard by what becomes of them, and the conditions that no example decides."""

    used: tuple[str, ...]
    not_asked: tuple[tuple[str, str], ...]
    """Field and reason."""
    untried: tuple[str, ...]
    """Conditions that held for every row of the examples, or for none, in words."""
    conditions: int


def cover(plan: Plan, examples: Iterable[tuple[Submitted, Period]]) -> Coverage:
    """Measure a format against the standard and against its examples, given as submissions with a period."""
    used = {str(reference) for reference in fields_used(plan)}
    not_asked = tuple(
        (f"{table.name}.{name}", _reason(plan, table.name, name))
        for table in plan.standard.tables.values()
        for name in table.fields
        if f"{table.name}.{name}" not in used
    )
    every = list(examples)
    conditions = list(_conditions(plan))
    untried = tuple(
        f"{sheet.name}: {condition.sentence(_called(value)).nl}"
        for sheet, value, condition in conditions
        if not _goes_both_ways(plan, sheet, value, condition, every)
    )
    return Coverage(tuple(sorted(used)), not_asked, untried, len(conditions))


def _reason(plan: Plan, table: str, name: str) -> str:
    written = plan.format.not_asked
    return next(written[each] for each in (name, f"{table}.{name}", f"{table}.*") if each in written)


def _conditions(plan: Plan) -> Iterator[tuple[SheetPlan, Expression, Condition]]:
    for sheet in plan.sheets:
        for name, condition in sheet.format.rows.where.items():
            yield sheet, value_of(name), condition
        for column in sheet.once_per_head:
            for step in steps_of(column.expression):
                for value, condition in conditions_of(step):
                    yield sheet, value, condition


def _called(value: Expression) -> Wording:
    """A field by its name, any other value in words."""
    (first, *more) = value.steps
    return same(first.of) if isinstance(first, FieldValue) and not more else value.sentence()


def _goes_both_ways(
    plan: Plan,
    sheet: SheetPlan,
    value: Expression,
    condition: Condition,
    examples: Iterable[tuple[Submitted, Period]],
) -> bool:
    seen: set[bool] = set()
    for submitted, period in examples:
        positions = submitted.every_position(sheet.format.rows.of)
        rows = _looked_at(sheet, value, rows_at(submitted, plan, sheet, period, positions))
        lines = grouped(rows, sheet) if value.gathers and sheet.format.rows.per else rows
        seen.update(condition.mask(value.apply(lines), rows).tolist())
    return seen == {True, False}


def _looked_at(sheet: SheetPlan, value: Expression, rows: Rows) -> Rows:
    """The rows of which a condition asks a value: those of the joined table whose field it is."""
    first = value.steps[0]
    table = first.of.rpartition(".")[0] if isinstance(first, FieldValue) else ""
    if table not in sheet.many:
        return rows
    return replace(
        rows,
        tables=(table, "toewijzing"),
        positions=rows.submitted.every_position(table),
        many={},
        looks_in=(*sheet.tables, *sheet.many),
    )
