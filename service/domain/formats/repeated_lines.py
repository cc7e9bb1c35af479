"""Lines that come out twice: a sheet has a line per day and shows no more than its month."""

from collections.abc import Iterator

from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.shape import CellClass, find_field
from service.domain.formats.verbs.date_form import DateForm
from service.domain.standard.model import FieldType
from service.domain.wording import Wording

_PARTS = ("month", "quarter", "week", "year")
_PART_OF_FORM = {"mm": "month", "Kn": "quarter", "Wn": "week", "aa": "month"}
"""What of a date is seen in a form, by signs of it; `jjjj` alone is a year."""


def repeated_lines(plan: Plan) -> Iterator[tuple[str, Wording]]:
    """Per sheet that has more lines than it seems: its name, and what to write instead.

    Of what is published nothing is said: it keeps its lines, and its next version is looked at by itself.
    """
    for sheet in () if plan.is_published else plan.sheets:
        for key in sheet.format.rows.per:
            part = _only_part_shown(sheet, plan, key.field) if key.field else ""
            if part:
                yield (
                    sheet.name,
                    Wording(
                        "Er is een regel per {field} en daarvan is alleen een deel te zien, zodat regels "
                        "dubbel lijken; schrijf per: {{ {part}: {field} }} en dezelfde stap in de kolom.",
                        "There is a line per {field} and only a part of it is seen, so that lines look "
                        "double; write per: {{ {part}: {field} }} and the same verb in the column.",
                    ).fill(field=key.field, part=part),
                )


def _only_part_shown(sheet: SheetPlan, plan: Plan, name: str) -> str:
    """The part of a date that columns show of a key; empty when one shows the day, or none shows anything."""
    reference = find_field(plan.standard, sheet.tables, name)
    if plan.standard.tables[reference.table].fields[reference.name].type is not FieldType.DATE:
        return ""
    showing = [
        column
        for column in sheet.columns
        if column.source == reference and column.shape.cell_class is not CellClass.AGGREGATED
    ]
    if not showing or any(column.shape.reversible for column in showing):
        return ""
    return next((part for column in showing for part in _parts_seen(column)), "year")


def _parts_seen(column: Column) -> Iterator[str]:
    for step in column.expression.steps:
        if step.name in _PARTS:
            yield step.name
        if isinstance(step, DateForm):
            yield from (part for sign, part in _PART_OF_FORM.items() if sign in step.form)
