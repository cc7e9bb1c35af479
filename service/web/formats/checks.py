"""What a total of a draft may be held against, and which totals there are."""

from collections.abc import Iterator, Sequence

from service.domain.formats.plan import Plan
from service.domain.translation.content import ValueKind
from service.files.drafts import Layout
from service.web.shared.languages import gettext, message

SIDES = {
    "balance.bedrag": message("het bedrag in de sluitende telling"),
    "balance.rows": message("het aantal rijen in de sluitende telling"),
}
"""What a total may be held against, as the form says it."""


def told_checks(layout: Layout) -> list[tuple[str, str, str]]:
    """Each check: its total, its side, and that in words."""
    return [(total, side, gettext(SIDES.get(side, side))) for total, side in layout.checks]


def totals_of(plan: Plan | None) -> Sequence[str]:
    """What can be held against the balance: columns and cells with numbers; nothing of a broken format."""
    return () if plan is None else list(_totals(plan))


def _totals(plan: Plan) -> Iterator[str]:
    for sheet in plan.sheets:
        for address, column in sheet.columns_by_address.items():
            if column.shape.kind is ValueKind.NUMBER:
                yield address
    for (sheet_name, cell), column in plan.cells.items():
        if column.shape.kind is ValueKind.NUMBER:
            yield f"{sheet_name}!{cell}"
