"""From compiled formats and made reports to demands and deliveries."""

from collections.abc import Iterable, Mapping

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.level_zero import CellCounts
from service.domain.formats.plan import Column, Plan
from service.domain.formats.shape import CellClass, Grain
from service.domain.periods import Period
from service.domain.standard.model import Standard

LegallyRequired = frozenset[tuple[str, str]]
"""(format, element): representations that a law or a national agreement prescribes."""

_NARRATIVE = "toelichting.tekst"


def demand_of(plan: Plan, required: LegallyRequired = frozenset()) -> Demand:
    """What a format asks. Columns that tell the same element count once, in the heaviest of their forms."""
    asked: dict[str, AskedElement] = {}
    forms: set[tuple[str, tuple[str, ...]]] = set()
    for column in plan.columns:
        if column.cell_class is CellClass.CONSTANT:
            continue
        each = _asked(column, plan, required)
        forms.add((each.element, each.representation))
        known = asked.get(each.element)
        if known is None or each.operation.is_heavier_than(known.operation):
            asked[each.element] = each
    grouped = any(column.shape.grain is Grain.GROUP for column in plan.columns)
    further = frozenset(forms - {(each.element, each.representation) for each in asked.values()})
    texts = sum(element.startswith(_NARRATIVE) for element in asked)
    return Demand(
        format=plan.name,
        asked=tuple(asked.values()),
        changes_grain=grouped,
        title=plan.format.title,
        sha256=plan.sha256,
        narratives=texts,
        further_forms=further,
    )


def delivery_of(  # noqa: PLR0913 - a delivery is these facts
    demand: Demand,
    cells: CellCounts,
    rows: int,
    *,
    provider: str,
    municipality: str,
    period: Period,
    submission: str,
) -> Delivery:
    """A report as one delivery; `rows` are the rows of the export that it speaks for."""
    manual = cells.by_hand // max(demand.manual, 1) if demand.manual else 0
    return Delivery(
        provider=provider,
        municipality=municipality,
        demand=demand,
        period=period,
        submission=submission,
        rows=rows,
        manual_rows=manual,
        cells=cells,
    )


def cells_from_json(counts: Mapping[str, int]) -> CellCounts:
    """The counts as a report keeps them."""
    filled = {CellClass(name): count for name, count in counts.items() if name != "blank"}
    return CellCounts(filled, counts.get("blank", 0))


def rows_behind(cells: CellCounts, demand: Demand, reported: int) -> int:
    """Rows of prestatie that are in the report; for a report about something else its number of lines."""
    return reported or -(-cells.all // max(len(demand.asked), 1))


def demands_of(plans: Iterable[Plan], required: LegallyRequired = frozenset()) -> Mapping[str, Demand]:
    """By the hash of a version of a format."""
    return {plan.sha256: demand_of(plan, required) for plan in plans}


def _asked(column: Column, plan: Plan, required: LegallyRequired) -> AskedElement:
    return AskedElement(
        element=column.element,
        representation=column.representation,
        operation=operation_of(column),
        is_legally_required=(plan.name, column.element) in required,
        already_reported_in=_already_reported(column, plan.standard),
    )


def _is_derived(form: str) -> bool:
    return form == "signed" or form.startswith("unit ")


def operation_of(column: Column) -> Operation:
    """What is done to a column; that its rows are put together is the grain's work, not the column's.

    A sum is then in the form of what is summed, and a count is derived.
    """
    if column.cell_class is not CellClass.AGGREGATED:
        return Operation(column.cell_class.value)
    if column.shape.element or any(map(_is_derived, column.representation)):
        return Operation.DERIVED
    if any(form.startswith("code list ") for form in column.representation):
        return Operation.RECODE_MANY_TO_ONE
    if column.representation:
        return Operation.FORMAT
    own_name = column.source is not None and column.source.name == column.header
    return Operation.SAME if own_name else Operation.RENAMED


def _already_reported(column: Column, standard: Standard) -> tuple[str, ...]:
    source = column.source
    return standard.tables[source.table].fields[source.name].already_reported_in if source else ()
