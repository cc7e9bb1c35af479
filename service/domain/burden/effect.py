"""What would not be needed if one municipality asked less, or otherwise: elements, askings, minutes."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.estimate import Draws, Interval, interval
from service.domain.burden.quarters import AskedLess, AskedSet, DemandSet, provider_quarters
from service.domain.burden.questions import beyond_the_first
from service.domain.burden.tables import Counts, Driver
from service.domain.burden.workload import vector, workload
from service.domain.periods import Period

Place = tuple[str, str]
"""A municipality, and a format that it asks."""
Change = Callable[[Demand], Demand | None]
"""What a municipality would ask in the place of what it asks; None for no longer."""
_Pattern = tuple[tuple[int, Period], ...]
"""What a provider was asked by one municipality: demands by their identity, and over which period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How much less there is of each when it is asked no more. They are never added up."""

    elements: int = 0
    """That no format of the municipality asks any more."""
    askings: int = 0
    """How often it was asked over the period: of each report, in each of its tables."""
    again: int = 0
    """How many of those asked again what was asked already."""
    reports: int = 0
    providers: int = 0
    without: Interval | None = None
    """Minutes for who does not use the service; None where too few providers stand behind it."""
    with_service: Interval | None = None

    def as_json(self) -> dict[str, object]:
        """`effect` in `--json`."""
        return {
            "elements": self.elements,
            "asked": self.askings,
            "asked_again": self.again,
            "reports": self.reports,
            "minutes_without_service": self.without.as_json() if self.without else None,
            "minutes_with_service": self.with_service.as_json() if self.with_service else None,
        }


@dataclass(slots=True)
class _Asked:
    """What was delivered to one municipality in one format."""

    demand: Demand
    reports: int = 0
    manual_rows: int = 0
    providers: set[str] = field(default_factory=set)

    @property
    def times(self) -> Mapping[str, int]:
        """By element how often it was asked."""
        return {each.element: self.reports * each.times for each in self.demand.asked}


@dataclass(frozen=True, slots=True)
class _Less:
    """What one municipality asks less."""

    changed: Mapping[str, _Asked]
    """By format what was asked, where something else is asked now."""
    left: Mapping[str, Demand | None]
    gone: frozenset[tuple[str, str]]
    """Format and element."""

    @classmethod
    def of(cls, asked: Mapping[str, _Asked], change: Change) -> "_Less":
        left = {name: change(each.demand) for name, each in asked.items()}
        changed = {name: each for name, each in asked.items() if left[name] is not each.demand}
        gone = {(name, one) for name, each in changed.items() for one in _gone(each.demand, left[name])}
        return cls(changed, left, frozenset(gone))

    @property
    def elements_gone(self) -> frozenset[str]:
        kept = frozenset().union(*(after.elements for after in self.left.values() if after))
        return frozenset(one for _, one in self.gone) - kept

    @property
    def by_hand(self) -> float:
        """Rows."""
        return sum(
            _by_hand(each, each.demand) - _by_hand(each, self.left[name])
            for name, each in self.changed.items()
        )

    @property
    def reviews(self) -> int:
        return sum(each.reports for name, each in self.changed.items() if self.left[name] is None)

    @property
    def providers(self) -> frozenset[str]:
        return frozenset().union(*(each.providers for each in self.changed.values()))


class Effects:
    """Of one period: what each question, and each format, would leave undone."""

    def __init__(self, deliveries: Sequence[Delivery], draws: Draws, fewest_providers: int) -> None:
        """`fewest_providers`: of fewer no minutes are said, for those would tell of one of them."""
        self._draws, self._fewest, self._deliveries = draws, fewest_providers, deliveries
        self._quarters = provider_quarters(deliveries)
        self._demands = {id(each.demand): each.demand for each in deliveries}
        self._asked = _asked_of(deliveries)
        self._patterns = _patterns_of(deliveries)
        self._intervals: dict[tuple[tuple[Driver, float], ...], Interval] = {}
        self._left: dict[tuple[DemandSet, Hashable], AskedLess | None] = {}
        self._sets: dict[DemandSet, AskedSet] = {}

    def of_question(self, town: str, name: str, element: str) -> Effect:
        """When one format of one municipality no longer asks one element."""
        asked = self._asked.get(town, {}).get(name)
        if asked is None or element not in asked.demand.elements:
            return Effect()
        return self.of_change(town, _less({name: {element}}), (name, element))

    def of_change(self, town: str, change: Change, key: Hashable) -> Effect:
        """When one municipality asks otherwise; `key` tells this change from every other."""
        if town not in self._asked:
            return Effect()
        less = _Less.of(self._asked[town], change)
        operations, providers = self._operations(town, change, key), len(less.providers)
        return Effect(
            elements=len(less.elements_gone),
            askings=sum(self._asked[town][name].times[one] for name, one in less.gone),
            again=sum(self._again(town, one, less.gone) for one in {one for _, one in less.gone}),
            reports=sum(each.reports for each in less.changed.values()),
            providers=providers,
            without=self._minutes(providers, {**operations, Driver.MANUAL: less.by_hand}),
            with_service=self._minutes(
                providers, {Driver.SERVICE_REVIEW: less.reviews, Driver.MANUAL: less.by_hand}
            ),
        )

    def of_everybody(self, changes: Mapping[str, Change], several: Iterable[Effect]) -> Effect:
        """When several municipalities ask otherwise at once, counted over all deliveries as a whole.

        `several`: what each of them does alone.
        """
        several = list(several)
        before, after = workload(self._deliveries), workload(list(_changed(self._deliveries, changes)))
        with_service = _difference(before.with_service, after.with_service)
        providers = len({each.provider for each in self._deliveries})
        return Effect(
            elements=sum(each.elements for each in several),
            askings=sum(each.askings for each in several),
            again=sum(each.again for each in several),
            reports=sum(each.reports for each in several),
            providers=providers,
            without=self._minutes(providers, _difference(before.without, after.without)),
            with_service=self._minutes(providers, {each: with_service.get(each, 0) for each in _OF_REPORTS}),
        )

    def _again(self, town: str, element: str, gone: frozenset[tuple[str, str]]) -> int:
        """Providers that were asked alike are worked out once."""
        fewer = 0
        for pattern, providers in self._patterns[town].items():
            askings = [
                (self._demands[demand].format, (period, one.times))
                for demand, period in pattern
                for one in self._demands[demand].asked
                if one.element == element
            ]
            left = [asking for name, asking in askings if (name, element) not in gone]
            again = beyond_the_first(asking for _, asking in askings)
            fewer += providers * (again - beyond_the_first(left))
        return fewer

    def _operations(self, town: str, change: Change, key: Hashable) -> Counter[Driver]:
        found: Counter[Driver] = Counter()
        for quarter in self._quarters:
            own = quarter.towns.get(town)
            if own is not None:
                less = self._less_of(own, change, key)
                if less is not None:
                    for driver, count in quarter.fewer(town, less).items():
                        found[driver] += count * quarter.providers
        return found

    def _less_of(self, own: DemandSet, change: Change, key: Hashable) -> AskedLess | None:
        """What is asked before and after the change; None where nothing changes."""
        place = (own, key)
        if place not in self._left:
            demands = [self._demands[each] for each in sorted(own)]
            after = [change(each) for each in demands]
            is_changed = any(new is not old for new, old in zip(after, demands, strict=True))
            self._left[place] = self._changed(own, demands, after) if is_changed else None
        return self._left[place]

    def _changed(
        self, own: DemandSet, demands: Sequence[Demand], after: Sequence[Demand | None]
    ) -> AskedLess:
        if own not in self._sets:
            self._sets[own] = AskedSet.of(demands)
        return AskedLess.of(self._sets[own], self._sets[own].changed(each for each in after if each))

    def _minutes(self, providers: int, counts: Mapping[Driver, float]) -> Interval | None:
        if providers < self._fewest:
            return None
        key = tuple(sorted((driver, count) for driver, count in counts.items() if count))
        if key not in self._intervals:
            self._intervals[key] = interval(self._draws.times @ vector(dict(key)))
        return self._intervals[key]


def _asked_of(deliveries: Iterable[Delivery]) -> dict[str, dict[str, _Asked]]:
    """By municipality and format."""
    found: dict[str, dict[str, _Asked]] = {}
    for each in deliveries:
        formats = found.setdefault(each.municipality, {})
        asked = formats.get(each.demand.format)
        if asked is None:
            asked = formats[each.demand.format] = _Asked(each.demand)
        asked.reports += 1
        asked.manual_rows += each.manual_rows
        asked.providers.add(each.provider)
    return found


def _patterns_of(deliveries: Iterable[Delivery]) -> dict[str, Counter[_Pattern]]:
    """By municipality what its providers were asked, and how many were asked the same."""
    told: dict[tuple[str, str], list[tuple[int, Period]]] = {}
    for each in deliveries:
        told.setdefault((each.municipality, each.provider), []).append((id(each.demand), each.period))
    found: dict[str, Counter[_Pattern]] = {}
    for (town, _), several in told.items():
        found.setdefault(town, Counter())[tuple(sorted(several))] += 1
    return found


_OF_REPORTS = (Driver.SERVICE_REVIEW, Driver.MANUAL)
"""What is done for each report; an upload is made for whoever is left as well."""


def _changed(deliveries: Iterable[Delivery], changes: Mapping[str, Change]) -> Iterator[Delivery]:
    """The deliveries that are left, each demand changed once."""
    known: dict[tuple[str, int], Demand | None] = {}
    for each in deliveries:
        key = each.municipality, id(each.demand)
        if key not in known:
            known[key] = changes.get(each.municipality, _as_it_is)(each.demand)
        demand = known[key]
        if demand is not None and demand.asked:
            rows = each.manual_rows * demand.manual // max(each.demand.manual, 1)
            yield replace(each, demand=demand, manual_rows=rows)


def _as_it_is(demand: Demand) -> Demand:
    return demand


def _difference(before: Counts, after: Counts) -> dict[Driver, float]:
    return {driver: before.get(driver, 0) - after.get(driver, 0) for driver in {*before, *after}}


def _less(gone: Mapping[str, set[str]]) -> Change:
    return lambda demand: without_elements(demand, gone.get(demand.format, set()))


def without_elements(demand: Demand, gone: Iterable[str]) -> Demand:
    """The same, without asking these; itself when it asks none of them."""
    dropped = frozenset(gone)
    kept = tuple(each for each in demand.asked if each.element not in dropped)
    return demand if len(kept) == len(demand.asked) else replace(demand, asked=kept)


def _gone(demand: Demand, left: Demand | None) -> frozenset[str]:
    return demand.elements - (left.elements if left else frozenset())


def _by_hand(asked: _Asked, demand: Demand | None) -> float:
    """Rows by hand and texts, of what is asked or of what is left of it: columns share their rows evenly."""
    if demand is None:
        return 0.0
    rows = asked.manual_rows * demand.manual / max(asked.demand.manual, 1)
    return rows + demand.narratives * asked.reports
