"""A remark on a kengetal that may be said per law, in a format for both, and has no sum."""

from collections.abc import Iterator

from service.domain.formats.expressions import places_of, steps_of
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.formats.report_facts import NEVER_ADDED_UP
from service.domain.formats.verbs.figure import Figure
from service.domain.wording import Wording

FIGURE_OF_TWO_LAWS = RemarkKind(
    "figure-of-two-laws",
    Wording(
        "Levert een aanbieder {figure} per wet aan, dan zijn er twee waarden zonder som, en blijft deze "
        "cel leeg. Vraag het per wet: `figure: {{ of: {figure}, law: {law} }}`, in een cel voor elke wet.",
        "When a provider says {figure} per law, there are two values that have no sum, and this cell stays "
        "empty. Ask it per law: `figure: {{ of: {figure}, law: {law} }}`, in a cell for each law.",
    ),
)


def remarks_on_figures(plan: Plan) -> Iterator[Remark]:
    """One for each cell, of a format that can still be written otherwise."""
    if plan.is_published or len(plan.format.law) == 1:
        return
    for sheet, address, column in places_of(plan):
        for step in steps_of(column.expression):
            if isinstance(step, Figure) and step.law is None and step.of in NEVER_ADDED_UP:
                law = plan.format.law[0]
                yield remark(plan, FIGURE_OF_TWO_LAWS, sheet, address, figure=step.of, law=law)
