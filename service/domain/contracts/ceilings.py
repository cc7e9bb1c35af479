"""Ceilings of contracts: how much a provider may deliver over some days, and how much of that it did."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.periods import Period
from service.domain.standard.physical import HOUR, MINUTE
from service.domain.submissions.submission import SubmissionId

_PER_HOUR = {HOUR: Fraction(1), MINUTE: Fraction(1, 60)}
"""Units of which one is held under a ceiling in the other, exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCeiling:
    """One line of a table of ceilings: of volume, of euros, or of both."""

    provider: str
    """AGB code."""
    municipality: str
    """Gemeentecode."""
    law: str
    category: str
    """Empty for every category together."""
    unit: str
    """That the volume is in; empty without one."""
    begin: date
    until: date
    """The last day; a ceiling is always over days that end."""
    volume: int | None = None
    cents: int | None = None

    @property
    def days(self) -> Period:
        """Over which it holds."""
        return Period(self.begin, self.until)

    def volume_of(self, delivered: "DeliveredVolume") -> Fraction | None:
        """Its volume in the unit of this ceiling; None for one that is no such volume."""
        if delivered.unit == self.unit:
            return Fraction(delivered.volume)
        if {delivered.unit, self.unit} == set(_PER_HOUR):
            return delivered.volume * _PER_HOUR[delivered.unit] / _PER_HOUR[self.unit]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredVolume:
    """What one provider delivered of one contract in one unit over the days of a ceiling; credits are off."""

    provider: str
    """AGB code."""
    municipality: str
    law: str
    category: str
    unit: str
    volume: int
    cents: int
    clients: int
    """The most in one submission."""
    submissions: tuple[SubmissionId, ...] = ()
    """Those that it was delivered in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingUse:
    """A ceiling and how much of it was delivered."""

    ceiling: ContractCeiling
    volume: Fraction | None
    """In its unit; None for a ceiling of euros alone, or for a number that is too small to show."""
    cents: int | None
    """None for a number that is too small to show."""
    clients: int
    submissions: tuple[SubmissionId, ...]
    is_exceeded: bool

    def for_others(self) -> "CeilingUse":
        """For who is neither provider nor municipality: whether it is exceeded, and no small number."""
        is_small = self.clients < FEWEST_CLIENTS
        return replace(self, volume=None, cents=None, submissions=()) if is_small else self


def uses_of(
    ceilings: Iterable[ContractCeiling], delivered: Mapping[Period, Iterable[DeliveredVolume]]
) -> tuple[CeilingUse, ...]:
    """Of each ceiling, in their order; `delivered` by the days of ceilings, also where nothing was."""
    of_contract: dict[tuple[Period, str, str, str], list[DeliveredVolume]] = defaultdict(list)
    for days, every in delivered.items():
        for one in every:
            of_contract[days, one.provider, one.municipality, one.law].append(one)
    found = []
    for each in ceilings:
        known = of_contract.get((each.days, each.provider, each.municipality, each.law), [])
        found.append(_use(each, [one for one in known if each.category in ("", one.category)]))
    return tuple(found)


def _use(ceiling: ContractCeiling, own: Sequence[DeliveredVolume]) -> CeilingUse:
    counted = own if ceiling.cents is not None else [one for one in own if ceiling.volume_of(one) is not None]
    volume = sum((ceiling.volume_of(each) or Fraction(0) for each in own), Fraction(0))
    cents = sum(each.cents for each in own)
    return CeilingUse(
        ceiling=ceiling,
        volume=None if ceiling.volume is None else volume,
        cents=cents,
        clients=max([0, *(each.clients for each in counted)]),
        submissions=_submissions(counted),
        is_exceeded=_is_over(volume, ceiling.volume) or _is_over(cents, ceiling.cents),
    )


def _submissions(delivered: Iterable[DeliveredVolume]) -> tuple[SubmissionId, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(each.submissions for each in delivered)))


def _is_over(amount: Fraction | int, most: int | None) -> bool:
    return most is not None and amount > most


def ceilings_over(
    ceilings: Iterable[ContractCeiling],
    period: Period,
    *,
    provider: str = "",
    municipalities: Collection[str] | None = None,
) -> tuple[ContractCeiling, ...]:
    """Those with a day in the period, of one provider or all, and of these municipalities or all."""
    return tuple(
        each
        for each in ceilings
        if each.begin <= period.end
        and period.begin <= each.until
        and provider in ("", each.provider)
        and (municipalities is None or each.municipality in municipalities)
    )


def over_a_ceiling(uses: Iterable[CeilingUse]) -> frozenset[str]:
    """AGB codes of those who went over one."""
    return frozenset(each.ceiling.provider for each in uses if each.is_exceeded)
