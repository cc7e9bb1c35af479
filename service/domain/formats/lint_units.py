"""Units of volumes that are added up together, held against recent data: a doubt less, or one with names."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from service.domain.formats.lint_prestaties import UNITS_TOGETHER, added_up_in_several_units
from service.domain.formats.plan import Plan
from service.domain.formats.prestatie_amounts import Counted, counted_in
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.formats.rows import Submitted, ranks
from service.domain.formats.shape import FieldReference
from service.domain.periods import Period
from service.domain.translation.balance import Outcome
from service.domain.translation.selection import grouped, rows_at, select_rows
from service.domain.wording import Wording

IN_DATA = RemarkKind(
    UNITS_TOGETHER.code,
    Wording(
        "Telt volume van verschillende eenheden bij elkaar op: in de gegeven aanleveringen {units}, op "
        "{count} van {lines} regels. Zet `eenheid` onder `per`, kies er een (`where: {{ eenheid: ... }}`, of "
        "`only` in de kolom), of reken om met `to_unit` binnen `sum`.",
        "Adds up volume of different units: in the given deliveries {units}, on {count} of {lines} lines. "
        "Put `eenheid` under `per`, choose one (`where: {{ eenheid: ... }}`, or `only` in the "
        "column), or convert with `to_unit` inside `sum`.",
    ),
)
EENHEID = FieldReference("prestatie", "eenheid")
Recent = Sequence[tuple[Submitted, Period]]


def with_units_of(plan: Plan, remarks: Iterable[Remark], recent: Recent) -> Iterator[Remark]:
    """The remarks, those about units held against data: a doubt that the data take away is left out.

    Data in which the format has no line prove nothing: then a remark stays what it is.
    """
    told = dict(_told_by_data(plan, recent)) if recent else {}
    for each in remarks:
        if each.code != UNITS_TOGETHER.code or each.where not in told:
            yield each
        elif (found := told[each.where]) is not None:
            yield found


def _told_by_data(plan: Plan, recent: Recent) -> Iterator[tuple[str, Remark | None]]:
    """Per place what the data say of it: nothing more, or which units come together there."""
    for counted, units in added_up_in_several_units(plan, tuple(counted_in(plan))):
        if counted.sheet.format.rows.of != EENHEID.table:
            continue
        numbers = [_mixed(plan, counted, list(units), *each) for each in recent]
        lines = sum(count for count, _, _ in numbers)
        mixed = sum(count for _, count, _ in numbers)
        codes = sorted(set().union(*(found for _, _, found in numbers)))
        named = ", ".join(units[code] for code in codes)
        said = remark(plan, IN_DATA, counted.where, counted.address, units=named, count=mixed, lines=lines)
        if lines:
            yield said.where, said if mixed else None


def _mixed(
    plan: Plan, counted: Counted, units: Sequence[str], submitted: Submitted, period: Period
) -> tuple[int, int, set[str]]:
    """How many lines there are, how many of them have several of these units, and which units those have."""
    sheet = counted.sheet
    known = {code: code for code in submitted.municipality_codes()}
    fates = select_rows(submitted, plan, sheet, period, known).fates
    rows = rows_at(submitted, plan, sheet, period, np.flatnonzero(fates.are(Outcome.REPORTED)))
    found = rows.field(str(EENHEID.name)).items.astype(str)
    is_line = counted.where and sheet.format.rows.per
    lines = grouped(rows, sheet).numbers if is_line else ranks(rows.field("gemeentecode"))
    inside = np.isin(found, units)
    pairs = pd.DataFrame({"line": lines[inside], "unit": found[inside]}).drop_duplicates()
    several = pairs[pairs.duplicated("line", keep=False)]
    return pairs["line"].nunique(), several["line"].nunique(), set(several["unit"])
