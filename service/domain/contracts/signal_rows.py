"""The rows behind a signal: those that it counts, with what each holds and what it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.contracts.compliance import Signal
from service.domain.contracts.earlier_budgets import DeclaredBefore
from service.domain.contracts.figures import ContractKey, care_rows
from service.domain.contracts.tariffs import ContractTariff, contracted, off_contract, texts_per_row
from service.domain.contracts.volumes import volumes_per_row, within_the_period
from service.domain.said import said_euros
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Numbers
from service.domain.standard.export import Export, RowPlace
from service.domain.standard.rules.rule import TableRows
from service.domain.standard.rules.volumes import (
    amount_under_budget,
    signed_unless_refused,
    total_volume_is_more_than_allocated,
    volume_is_more_than_allocated,
)
from service.domain.wording import Wording

_CARE = "prestatie"
_BUDGET = Wording(
    "budget € {budget}; onder deze toewijzing nu € {now} en eerder € {before}",
    "budget € {budget}; under this allocation € {now} now and € {before} before",
)
_VOLUME = Wording("volume {volume}; toegewezen {allocated}", "volume {volume}; allocated {allocated}")
_TARIFF = Wording(
    "tarief € {tariff}; in het contract € {agreed}", "tariff € {tariff}; in the contract € {agreed}"
)
_CEILING = Wording("volume {volume} in eenheid {unit}", "volume {volume} in unit {unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One row of prestatie."""

    place: RowPlace
    cents: int
    """Signed; 0 for what its municipality refused."""
    words: Wording
    """What it holds, and what that is held against."""


def rows_behind(
    export: Export,
    key: ContractKey,
    signal: Signal,
    tariffs: Iterable[ContractTariff],
    before: DeclaredBefore,
) -> tuple[SignalRow, ...]:
    """Those that make this signal of this contract, in the order of the file.

    A budget and a ceiling are of rows together: all of them are behind it. An empty category is every one.
    """
    rows = care_rows(export)
    agreed = contracted(rows, tariffs)
    earlier = np.append(before.per_allocation(export), 0)[rows.allocation_position]
    match signal:
        case Signal.BUDGET:
            over = amount_under_budget(rows) + earlier > rows.allocation.number("budget")
            wanted = rows.allocation.has("budget") & over
        case Signal.VOLUME:
            wanted = volume_is_more_than_allocated(rows) | total_volume_is_more_than_allocated(rows)
        case Signal.TARIFF:
            wanted = off_contract(rows, agreed)
        case Signal.CEILING:
            wanted = within_the_period(export, rows)
    places = np.flatnonzero(wanted & _of_contract(rows, key))
    told = _Told(rows, agreed, earlier)
    cents = signed_unless_refused(rows, "bedrag") * rows.has("bedrag")
    stands = export.row_places(_CARE).at(places)
    return tuple(
        SignalRow(place=place, cents=int(cents[at]), words=told.of(signal, at))
        for place, at in zip(stands, places.tolist(), strict=True)
    )


def _of_contract(rows: TableRows, key: ContractKey) -> Mask:
    known = volumes_per_row(rows)
    own: npt.NDArray[np.bool_] = (
        (known["municipality"] == key.municipality) & (known["law"] == key.law)
    ).to_numpy()
    return own & (known["category"] == key.category).to_numpy() if key.category else own


class _Told:
    """What there is to say of a row."""

    def __init__(self, rows: TableRows, agreed: Numbers, earlier: Numbers) -> None:
        self._agreed, self._earlier = agreed, earlier
        self._now = amount_under_budget(rows)
        self._budget = rows.allocation.number("budget")
        self._tariff, self._volume = rows.number("tarief"), rows.number("volume")
        self._allocated, self._unit = rows.allocation.number("volume"), texts_per_row(rows, "eenheid")

    def of(self, signal: Signal, at: int) -> Wording:
        match signal:
            case Signal.BUDGET:
                budget, now, before = (
                    said_euros(int(each[at])) for each in (self._budget, self._now, self._earlier)
                )
                return _BUDGET.fill(budget=budget, now=now, before=before)
            case Signal.VOLUME:
                return _VOLUME.fill(volume=int(self._volume[at]), allocated=int(self._allocated[at]))
            case Signal.TARIFF:
                tariff, agreed = (said_euros(int(each[at])) for each in (self._tariff, self._agreed))
                return _TARIFF.fill(tariff=tariff, agreed=agreed)
            case Signal.CEILING:
                return _CEILING.fill(volume=int(self._volume[at]), unit=str(self._unit[at]))
