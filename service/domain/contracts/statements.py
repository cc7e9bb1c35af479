"""Who owes which statement beside its figures over a year: by what it delivered, law by law."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.periods import Period


class StatementKind(StrEnum):
    """What is asked."""

    AUDITOR = "controleverklaring"
    """Of an accountant."""
    BOARD = "bestuursverklaring"
    """Of those who run the provider, below the threshold."""


class ThresholdScope(StrEnum):
    """What is held against a threshold."""

    EVERYWHERE = "alle gemeenten"
    """All that was delivered by one law, whichever municipality it is of."""
    MUNICIPALITY = "gemeente"
    """What was delivered for that municipality alone."""
    CONTRACT = "overeenkomst"
    """What was delivered for that municipality under one contract: by law and category of products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementThreshold:
    """From how much on a law or a municipality asks a statement of an accountant."""

    law: str
    municipality: str
    """Gemeentecode; empty for every municipality that has no line of its own."""
    scope: ThresholdScope
    cents: int
    is_exceeded_at: bool
    """Whether exactly this amount is enough already."""
    begin: date
    until: date | None
    source: str

    def holds_for(self, municipality: str, law: str, day: date) -> bool:
        """Whether it says something about them on this day."""
        is_its = self.law == law and self.municipality in ("", municipality)
        return is_its and self.begin <= day and (self.until is None or day <= self.until)

    def is_exceeded_by(self, cents: int) -> bool:
        """Whether somebody who delivered so much owes a statement of an accountant."""
        return cents >= self.cents if self.is_exceeded_at else cents > self.cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one provider delivered for one municipality by one law over a year."""

    provider: str
    """AGB code."""
    name: str
    municipality: str
    law: str
    cents: int
    clients: int
    """The most in one submission."""
    category: str = ""
    """Of products, where it is of one contract; empty for all of them together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedStatement:
    """Which statement a provider owes a municipality over a year."""

    provider: str
    """AGB code."""
    name: str
    municipality: str
    law: str
    cents: int | None
    """Delivered for this municipality; None for a number that is too small to show."""
    held: int | None
    """What was held against the threshold, as far as it is known here; None likewise."""
    threshold: StatementThreshold
    kind: StatementKind
    category: str = ""
    """Of the contract that it is about, where the threshold is one per contract."""


def owed_statements(
    delivered: Iterable[Delivered],
    thresholds: Iterable[StatementThreshold],
    year: Period,
    *,
    by_contract: Iterable[Delivered] = (),
    hides_small: bool = False,
) -> tuple[OwedStatement, ...]:
    """By provider, municipality, law and contract; nothing where no threshold is known.

    `delivered`: once for each of the first three. `by_contract`: the same once more for each contract, where
    `is_per_contract`. `hides_small`: for who is neither the provider nor the municipality.
    """
    known = _Thresholds(tuple(thresholds), year.end)
    contracts: dict[tuple[str, str, str], list[Delivered]] = defaultdict(list)
    for each in by_contract:
        contracts[each.provider, each.municipality, each.law].append(each)
    of_provider: dict[str, list[Delivered]] = defaultdict(list)
    for each in delivered:
        of_provider[each.provider].append(each)
    found = [
        line
        for provider in of_provider.values()
        for line in _of_provider(provider, known, contracts, hides_small=hides_small)
    ]
    return tuple(sorted(found, key=_in_order))


def _in_order(each: OwedStatement) -> tuple[str, ...]:
    return each.name, each.provider, each.municipality, each.law, each.category


def is_per_contract(thresholds: Iterable[StatementThreshold], year: Period) -> bool:
    """Whether what was delivered under each contract has to be known at the end of this year."""
    return any(
        each.scope is ThresholdScope.CONTRACT and each.holds_for(each.municipality, each.law, year.end)
        for each in thresholds
    )


def _of_provider(
    delivered: list[Delivered],
    thresholds: "_Thresholds",
    contracts: Mapping[tuple[str, str, str], list[Delivered]],
    *,
    hides_small: bool,
) -> Iterator[OwedStatement]:
    of_law: dict[str, int] = defaultdict(int)
    for each in delivered:
        of_law[each.law] += each.cents
    for each in delivered:
        threshold = thresholds.of(each.municipality, each.law)
        if threshold is None:
            continue
        if threshold.scope is ThresholdScope.CONTRACT:
            own = contracts.get((each.provider, each.municipality, each.law), ())
            yield from (_owed(one, one.cents, threshold, hides_small=hides_small) for one in own)
        else:
            is_everywhere = threshold.scope is ThresholdScope.EVERYWHERE
            yield _owed(
                each, of_law[each.law] if is_everywhere else each.cents, threshold, hides_small=hides_small
            )


def _owed(each: Delivered, held: int, threshold: StatementThreshold, *, hides_small: bool) -> OwedStatement:
    is_hidden = hides_small and each.clients < FEWEST_CLIENTS
    return OwedStatement(
        provider=each.provider,
        name=each.name,
        municipality=each.municipality,
        law=each.law,
        category=each.category,
        cents=None if is_hidden else each.cents,
        held=None if is_hidden else held,
        threshold=threshold,
        kind=StatementKind.AUDITOR if threshold.is_exceeded_by(held) else StatementKind.BOARD,
    )


class _Thresholds:
    """Those that hold on a day; worked out once for each municipality and law."""

    def __init__(self, known: tuple[StatementThreshold, ...], day: date) -> None:
        self._known = known
        self._day = day
        self._found: dict[tuple[str, str], StatementThreshold | None] = {}

    def of(self, municipality: str, law: str) -> StatementThreshold | None:
        """That of the municipality before that of all, and of several the one that began last."""
        key = municipality, law
        if key not in self._found:
            holding = [each for each in self._known if each.holds_for(municipality, law, self._day)]
            self._found[key] = max(
                holding, key=lambda each: (bool(each.municipality), each.begin), default=None
            )
        return self._found[key]


def counted_statements(statements: Iterable[OwedStatement]) -> Mapping[StatementKind, int]:
    """How many there are of each kind."""
    counted = dict.fromkeys(StatementKind, 0)
    for each in statements:
        counted[each.kind] += 1
    return counted
