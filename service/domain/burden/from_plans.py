"""From compiled formats and made reports to demands and deliveries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.level_zero import CellCounts, adds_up
from service.domain.burden.prescribed import NOTHING_REQUIRED, LegallyRequired
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.shape import CellClass, FieldReference, Grain, find_field
from service.domain.periods import Period
from service.domain.standard.model import Classification, Standard

_NARRATIVE = "toelichting.tekst"


def demand_of(plan: Plan, required: LegallyRequired = NOTHING_REQUIRED) -> Demand:
    """What a format asks. Columns that tell the same element count once, in the heaviest of their forms."""
    asked: dict[str, AskedElement] = {}
    forms: set[tuple[str, tuple[str, ...]]] = set()
    places: dict[str, set[str]] = {}
    for block, column in _columns(plan):
        each = _asked(column, plan, required, block)
        forms.add((each.element, each.representation))
        places.setdefault(each.element, set()).update(block.asking(column))
        known = asked.get(each.element)
        if known is None or each.operation.is_heavier_than(known.operation):
            asked[each.element] = each
    grouped = any(column.shape.grain is Grain.GROUP for column in plan.columns)
    further = frozenset(forms - {(each.element, each.representation) for each in asked.values()})
    texts = sum(element.startswith(_NARRATIVE) for element in asked)
    return Demand(
        format=plan.name,
        asked=tuple(replace(each, times=len(places[name])) for name, each in asked.items()),
        changes_grain=grouped,
        grains=(frozenset(map(_grain, plan.sheets)) | _totals(plan)) - {""},
        title=plan.format.title,
        sha256=plan.sha256,
        head_cells=_head_cells(plan),
        narratives=texts,
        further_forms=further,
    )


def _head_cells(plan: Plan) -> int:
    """None in a format that is all single cells: there they are what is told."""
    cells = plan.cells.values() if plan.sheets_in_the_file else ()
    return sum(_is_head(each) for each in cells if each.cell_class is not CellClass.CONSTANT)


def _is_head(column: Column) -> bool:
    return adds_up(column) or column.source is None or column.source.table == "aanlevering"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Columns that stand together: a table, or all single cells."""

    name: str
    columns: Sequence[Column]
    rows: str
    keys: frozenset[FieldReference] = frozenset()
    """What tells which line it is."""
    where: str = ""
    """Which rows, as the format writes it; empty for all."""

    def asking(self, column: Column) -> frozenset[str]:
        """Its name, when the column does more than tell which line it is."""
        return frozenset() if column.source and column.source in self.keys else frozenset({self.name})


def _columns(plan: Plan) -> Iterator[tuple[_Block, Column]]:
    """Every column that holds a fact, with where it stands."""
    for block in _blocks(plan):
        for column in block.columns:
            if column.cell_class is not CellClass.CONSTANT:
                yield block, column


def _blocks(plan: Plan) -> Iterator[_Block]:
    yield _Block(name="", columns=tuple(plan.cells.values()), rows="aanlevering")
    for sheet in plan.sheets:
        keys = _keys(sheet, plan.standard)
        yield _Block(
            name=sheet.name, columns=sheet.columns, rows=sheet.tables[0], keys=keys, where=_where(sheet)
        )


def _where(sheet: SheetPlan) -> str:
    conditions = sheet.format.rows.where
    return "; ".join(f"{name}: {conditions[name]}" for name in sorted(conditions))


def _keys(sheet: SheetPlan, standard: Standard) -> frozenset[FieldReference]:
    written = (key.field for key in sheet.format.rows.per if key.field)
    fields = {find_field(standard, (*sheet.tables, *sheet.many), name) for name in written}
    return frozenset(fields | {each.shapes[-1].source for each in sheet.made if each.shapes[-1].source})


def _grain(sheet: SheetPlan) -> str:
    """What a table has a line for; nothing for the rows as they are."""
    is_grouped = any(column.shape.grain is Grain.GROUP for column in sheet.columns)
    return f"{sheet.tables[0]} per {', '.join(sorted(map(str, sheet.format.rows.per)))}" if is_grouped else ""


def _totals(plan: Plan) -> frozenset[str]:
    """What single cells add up is one way of putting lines together, in whatever format."""
    is_any = any(each.shape.grain is Grain.GROUP for each in plan.cells.values())
    return frozenset({"totals"} if is_any else ())


def delivery_of(  # noqa: PLR0913 - a delivery is these facts
    demand: Demand,
    cells: CellCounts,
    rows: int,
    *,
    provider: str,
    municipality: str,
    period: Period,
    submission: str,
    had_findings: bool = True,
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
        had_findings=had_findings,
    )


def cells_from_json(counts: Mapping[str, int]) -> CellCounts:
    """The counts as a report keeps them."""
    filled = {CellClass(name): count for name, count in counts.items() if name != "blank"}
    return CellCounts(filled, counts.get("blank", 0))


def rows_behind(cells: CellCounts, demand: Demand, reported: int) -> int:
    """Rows of prestatie that are in the report; for a report about something else its number of lines.

    None of a report of which nothing but the head is filled.
    """
    lines = cells.all - demand.head_cells if cells.all > demand.head_cells else 0
    return reported or -(-lines // max(len(demand.asked) - demand.head_cells, 1))


def demands_of(plans: Iterable[Plan], required: LegallyRequired = NOTHING_REQUIRED) -> Mapping[str, Demand]:
    """By the hash of a version of a format."""
    return {plan.sha256: demand_of(plan, required) for plan in plans}


def _asked(column: Column, plan: Plan, required: LegallyRequired, block: "_Block") -> AskedElement:
    return AskedElement(
        element=column.element,
        representation=column.representation,
        operation=operation_of(column),
        is_legally_required=required.find(plan.name, column.element, plan.valid) is not None,
        already_reported_in=_already_reported(column, plan.standard),
        rows=block.rows,
        where=block.where,
        header=column.address,
        field=str(column.source or ""),
        identifies=_identifies(column, plan.standard),
    )


def _identifies(column: Column, standard: Standard) -> bool:
    """Whether it is nothing but what tells which row, allocation or client it is about."""
    source = column.source
    if source is None or column.element != str(source):
        return False
    table = standard.tables[source.table]
    keys = {*(table.key.fields if table.key else ()), *(table.reference.fields if table.reference else ())}
    is_person = table.fields[source.name].classification is Classification.IDENTIFIER
    return source.name in keys or is_person


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
