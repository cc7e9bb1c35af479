"""A remark on an end that is given though help goes on: `latest` does not look at an empty end."""

from collections.abc import Iterator

from service.domain.formats.expressions import places_of, steps_of
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.latest import Latest
from service.domain.wording import Wording

END_THOUGH_OPEN = RemarkKind(
    "end-though-open",
    Wording(
        "`latest` slaat een lege einddatum over: wie is gestopt en weer in zorg is, staat er als beëindigd. "
        "Schrijf `last: {{ of: {field}, by: {field}, empty: is_latest }}`.",
        "`latest` passes over an empty end: who stopped and is in care again is shown as ended. "
        "Write `last: {{ of: {field}, by: {field}, empty: is_latest }}`.",
    ),
)


def remarks_on_ends(plan: Plan) -> Iterator[Remark]:
    """One for each column or cell, of a format that can still be written otherwise."""
    for sheet, address, column in () if plan.is_published else places_of(plan):
        for step in steps_of(column.expression):
            first = step.of.steps[0] if isinstance(step, Latest) else None
            if isinstance(first, FieldValue) and _can_be_open(plan, sheet, first.of):
                yield remark(plan, END_THOUGH_OPEN, sheet, address, field=first.of)
                break


def _can_be_open(plan: Plan, sheet: str, field: str) -> bool:
    """Whether it is an end that may be empty because help goes on; a prestatie has always ended."""
    table, _, name = field.rpartition(".")
    of = next((each.format.rows.of for each in plan.sheets if each.name == sheet), "")
    return name == "einddatum" and (table or of) != "prestatie"
