"""Budgets of allocations that go on: what was declared under them in earlier periods counts as well."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from service.domain.findings import Finding, Place, warns
from service.domain.municipalities import merged_before
from service.domain.said import said_euros
from service.domain.standard.columns import Numbers
from service.domain.standard.export import ROW, Export
from service.domain.standard.faults import MOST_NAMED
from service.domain.standard.model import Standard
from service.domain.standard.rules.rule import TableRows, Tables
from service.domain.standard.rules.volumes import amount_under_budget, signed_unless_refused
from service.domain.wording import Wording

_CARE, _ALLOCATIONS, _BUDGET = "prestatie", "toewijzing", "budget"
_KEY = ["gemeentecode", "toewijzingnummer"]

BUDGET_EXCEEDED_WITH_EARLIER = warns(
    "budget-exceeded-with-earlier",
    Wording("budget overschreden, met eerdere periodes erbij", "budget exceeded, with earlier periods"),
    Wording(
        "Kolom {column}, rij {row}: het budget van deze toewijzing is € {value}. U declareert er nu € {now} "
        "onder en deed dat over eerdere periodes voor € {before}; samen is dat meer. Controleer de bedragen "
        "en het budget, of vraag de gemeente om een wijziging.",
        "Column {column}, row {row}: the budget of this allocation is € {value}. You now declare € {now} "
        "under it and declared € {before} over earlier periods; together that is more. Check the amounts "
        "and the budget, or ask the municipality for a change.",
    ),
)


@dataclass(frozen=True, slots=True)
class EarlierDelivery:
    """The tables of a submission over an earlier period, as far as they were sent."""

    export: Export
    municipalities: Collection[str]
    """Gemeentecodes that it was sent to."""


@dataclass(frozen=True, slots=True)
class DeclaredBefore:
    """Signed cents by gemeentecode and toewijzingnummer."""

    cents: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def per_allocation(self, export: Export) -> Numbers:
        """Of each allocation of this export."""
        frame = export.tables[_ALLOCATIONS]
        if not self.cents:
            return np.zeros(len(frame), np.int64)
        keys = _texts(frame).itertuples(index=False, name=None)
        return np.fromiter((self.cents.get(key, 0) for key in keys), np.int64, len(frame))


def declared_before(now: Export, earlier: Iterable[EarlierDelivery], standard: Standard) -> DeclaredBefore:
    """Of all deliveries over days before those of `now`, by the municipalities of its last day.

    What its municipality refused is nothing, and credits are taken off: as in a budget of one export (TR369).
    """
    if now.period is None:
        return DeclaredBefore()
    begin, merged = now.period.begin, merged_before(standard, now.period.end)
    found = [
        _declared(each, merged)
        for each in earlier
        if each.export.period is not None and each.export.period.end < begin
    ]
    together = pd.concat(found) if found else pd.DataFrame({**dict.fromkeys(_KEY, ()), "cents": ()})
    sums = together.groupby(_KEY)["cents"].sum()
    return DeclaredBefore({key: int(cents) for key, cents in sums.items() if isinstance(key, tuple)})


def _declared(each: EarlierDelivery, merged: dict[str, str]) -> pd.DataFrame:
    rows = TableRows(_CARE, Tables(each.export.tables))
    told = _texts(each.export.tables[_CARE])
    told["cents"] = signed_unless_refused(rows, "bedrag") * rows.has("bedrag")
    told["gemeentecode"] = told["gemeentecode"].replace(merged)
    return told[told["gemeentecode"].isin(list(each.municipalities))]


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[_KEY].astype("object").where(frame[_KEY].notna(), "").astype(str)


def findings_beside_earlier_budgets(
    rows: TableRows, export: Export, before: DeclaredBefore
) -> tuple[Finding, ...]:
    """One for each allocation whose budget holds what is declared now, and not what was before as well."""
    frame, earlier = export.tables[_ALLOCATIONS], before.per_allocation(export)
    budget = frame[_BUDGET].to_numpy(dtype=np.int64, na_value=0)
    now = np.zeros(len(frame), np.int64)
    has_budget = rows.allocation.has(_BUDGET)
    now[rows.allocation_position[has_budget]] = amount_under_budget(rows)[has_budget]
    over = frame[_BUDGET].notna().to_numpy() & (now != 0) & (now <= budget) & (now + earlier > budget)
    places = np.flatnonzero(over)
    layout = export.layouts.get(_ALLOCATIONS)
    sheet, column = (layout.sheet, layout.columns.get(_BUDGET, "")) if layout else (_ALLOCATIONS, "")
    numbers = frame[ROW].to_numpy(dtype=np.int64)
    return tuple(
        Finding(
            BUDGET_EXCEEDED_WITH_EARLIER,
            Place(table=_ALLOCATIONS, sheet=sheet, row=int(numbers[place]), column=column, field=_BUDGET),
            {
                "value": said_euros(int(budget[place])),
                "now": said_euros(int(now[place])),
                "before": said_euros(int(earlier[place])),
            },
            len(places) - at if at == MOST_NAMED else 1,
        )
        for at, place in enumerate(places[: MOST_NAMED + 1].tolist())
    )
