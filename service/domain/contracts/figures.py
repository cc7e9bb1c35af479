"""How one submission stands beside its contracts, per municipality, law and category: counts, never a row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.contracts.earlier_budgets import DeclaredBefore
from service.domain.contracts.tariffs import NONE, off_contract, texts_per_row
from service.domain.standard.columns import Numbers
from service.domain.standard.export import QUARANTINE, Export
from service.domain.standard.rules.rule import TableRows, Tables
from service.domain.standard.rules.volumes import (
    amount_under_budget,
    total_volume_is_more_than_allocated,
    volume_is_more_than_allocated,
)

FEWEST_CLIENTS = 5
"""Of fewer, somebody who is neither their provider nor their municipality reads no number."""
_CARE = "prestatie"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractKey:
    """A municipality, a law and a category of products: as far as a contract is known here."""

    municipality: str
    """Gemeentecode."""
    law: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFigures:
    """Rows, allocations and cents of one key. Amounts are signed: credits are taken off."""

    rows: int = 0
    cents: int = 0
    clients: int = 0
    """Different ones: what decides whether a number is too small to show to others."""
    waiting: int = 0
    """Rows that wait for an answer."""
    budgeted: int = 0
    """Allocations with a budget under which something was delivered."""
    budget_cents: int = 0
    """Of these together."""
    of_budget_cents: int = 0
    """Declared under these."""
    over_budget: int = 0
    """Of these, those whose budget is exceeded, with what was declared before (TR369)."""
    over_budget_cents: int = 0
    over_volume: int = 0
    """Rows with more than was allocated, for their period or in total (TR321, TR322)."""
    agreed: int = 0
    """Rows of which a contract says the tariff."""
    off_tariff: int = 0
    """Of these, those with another tariff (TR418)."""
    off_tariff_cents: int = 0
    """How much more that is in total: the difference of each times its volume."""
    earlier_cents: int = 0
    """Declared over earlier periods under the allocations with a budget."""

    def plus(self, other: "ContractFigures") -> "ContractFigures":
        """Added up, number by number. Clients of two keys may be the same: then they count twice."""
        return ContractFigures(
            **{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)}
        )

    def as_json(self) -> dict[str, int]:
        """As it is kept and handed out."""
        return asdict(self)

    @classmethod
    def parse(cls, kept: Mapping[str, object]) -> "ContractFigures":
        """What `as_json` gave."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: int(str(value)) for name, value in kept.items() if name in known})


def summed_figures(figures: Iterable[ContractFigures]) -> ContractFigures:
    """All of them together."""
    total = ContractFigures()
    for each in figures:
        total = total.plus(each)
    return total


def care_rows(export: Export) -> TableRows:
    """The rows of prestatie as a rule sees them."""
    return TableRows(_CARE, Tables(export.tables))


def figures_of(
    export: Export, rows: TableRows, agreed: Numbers, before: DeclaredBefore | None = None
) -> Mapping[ContractKey, ContractFigures]:
    """By key; rows without an allocation are of none. `agreed`: what `contracted` says of these rows.

    `before`: what was declared over earlier periods.
    """
    known = np.flatnonzero(rows.allocation_position >= 0)
    if not len(known):
        return {}
    counted = _counted(export, rows, agreed, before or DeclaredBefore()).iloc[known]
    keys = ["municipality", "law", "category"]
    sums = counted.groupby(keys, sort=True)[[each for each in counted if each not in (*keys, "client")]].sum()
    clients = counted.groupby(keys, sort=True)["client"].nunique()
    return {
        ContractKey(municipality=str(key[0]), law=str(key[1]), category=str(key[2])): ContractFigures(
            clients=int(clients.loc[key]), **{str(name): int(value) for name, value in row.items()}
        )
        for key, row in sums.iterrows()
        if isinstance(key, tuple)
    }


def _counted(export: Export, rows: TableRows, agreed: Numbers, before: DeclaredBefore) -> pd.DataFrame:
    """Per row of prestatie its key, its client and what it adds to each number."""
    credit = np.where(rows.is_one_of("debet_credit", "C"), -1, 1)
    over = volume_is_more_than_allocated(rows) | total_volume_is_more_than_allocated(rows)
    off = off_contract(rows, agreed)
    more = (rows.number("tarief") - agreed) * rows.number("volume") * credit
    return pd.DataFrame(
        {
            "municipality": texts_per_row(rows, "gemeentecode"),
            "law": texts_per_row(rows.allocation, "wet"),
            "category": texts_per_row(rows, "productcategorie"),
            "client": texts_per_row(rows.allocation, "clientnummer"),
            "rows": 1,
            "cents": rows.number("bedrag") * credit * rows.has("bedrag"),
            "waiting": export.tables[_CARE][QUARANTINE].notna().to_numpy(),
            **dict(_of_budgets(rows, before.per_allocation(export))),
            "over_volume": over,
            "agreed": agreed != NONE,
            "off_tariff": off,
            "off_tariff_cents": np.where(off, more, 0),
        }
    )


def _of_budgets(rows: TableRows, before: Numbers) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    """What each allocation with a budget adds, at its first row; zero at every other row."""
    position, budgeted = rows.allocation_position, rows.allocation.has("budget")
    first = np.zeros(len(rows), bool)
    first[np.unique(np.where(budgeted, position, -1), return_index=True)[1]] = True
    counts = first & budgeted
    earlier = np.append(before, 0)[position]
    budget, declared = rows.allocation.number("budget"), amount_under_budget(rows)
    over = counts & (declared + earlier > budget)
    yield "budgeted", counts.astype(np.int64)
    yield "budget_cents", np.where(counts, budget, 0)
    yield "of_budget_cents", np.where(counts, declared, 0)
    yield "over_budget", over.astype(np.int64)
    yield "over_budget_cents", np.where(over, declared + earlier - budget, 0)
    yield "earlier_cents", np.where(counts, earlier, 0)
