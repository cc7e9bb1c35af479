"""Where a format shows or adds up the amount or volume of prestaties, and what it says of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.formats.conditions import Condition
from service.domain.formats.expressions import conditions_of, places_of, steps_of
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.shape import FieldReference, find_field
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.sign_by import SignBy

PRESTATIE = "prestatie"
BEDRAG = FieldReference(PRESTATIE, "bedrag")
VOLUME = FieldReference(PRESTATIE, "volume")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One place in an expression that takes the amount or volume of prestaties."""

    sheet: SheetPlan
    """Whose rows it takes."""
    where: str
    """The sheet of the column; empty for a single cell."""
    address: str
    field: FieldReference
    steps: tuple[Verb, ...]
    """What is done to it before rows are put together."""
    column: Column
    is_added_up: bool
    """Whether many rows become one value of it."""

    @property
    def is_signed(self) -> bool:
        """Whether a credit takes off."""
        return any(isinstance(step, SignBy) for step in self.steps) or self.asks_of("debet_credit")

    def asks_of(self, name: str) -> bool:
        """Whether the rows, the lines or the value itself are told apart by a field of prestatie."""
        return name in self._told_apart() or any(field == name for field, _ in self.conditions())

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """What is asked of fields, by name without the table: under `where`, and in the column."""
        for name, condition in self.sheet.format.rows.where.items():
            yield name.rpartition(".")[2], condition
        for step in (*self.steps, *self.column.expression.steps):
            for value, condition in conditions_of(step):
                first = value.steps[0]
                yield (first.of.rpartition(".")[2] if isinstance(first, FieldValue) else ""), condition

    def _told_apart(self) -> Iterator[str]:
        by = [key.expression for key in self.sheet.format.rows.per]
        if self.sheet.format.across is not None:
            by.append(self.sheet.format.across.by)
        for expression in by:
            for step in steps_of(expression):
                if isinstance(step, FieldValue):
                    yield step.of.rpartition(".")[2]


def sheets_of_prestaties(plan: Plan) -> list[SheetPlan]:
    """Every sheet whose rows count in the balance: prestaties, or allocations with their prestaties."""
    return [each for each in plan.sheets if PRESTATIE in (each.format.rows.of, *each.many)]


def counted_in(plan: Plan) -> Iterator[Counted]:
    """Every place, in the order of the file."""
    sheets = {each.name: each for each in plan.sheets}
    for where, address, column in places_of(plan):
        for sheet, steps, is_added_up in _taken(column.expression, sheets.get(where), sheets, together=False):
            field = _field_of(plan, sheet, steps)
            if field in (BEDRAG, VOLUME):
                yield Counted(
                    sheet=sheet,
                    where=where,
                    address=address,
                    field=field,
                    steps=steps,
                    column=column,
                    is_added_up=is_added_up,
                )


def _taken(
    expression: Expression, sheet: SheetPlan | None, sheets: dict[str, SheetPlan], *, together: bool
) -> Iterator[tuple[SheetPlan, tuple[Verb, ...], bool]]:
    """Every expression that begins with a field: whose rows it takes, its verbs, and whether it adds up."""
    if sheet is not None and isinstance(expression.steps[0], FieldValue):
        yield sheet, expression.steps, together
    for step in expression.steps:
        own = sheets.get(step.over) if isinstance(step, ReportTotal) else sheet
        for part in step.parts():
            yield from _taken(part, own, sheets, together=together or step.puts_together)


def _field_of(plan: Plan, sheet: SheetPlan, steps: Sequence[Verb]) -> FieldReference | None:
    first = steps[0]
    if not isinstance(first, FieldValue):
        return None
    return find_field(plan.standard, (*sheet.tables, *sheet.many), first.of)
