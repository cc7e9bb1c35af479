"""What was asked before the service, as far as it is known: the rest is new demand (burden.md §4.6)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation, together
from service.domain.burden.replaced_formats import in_the_place_of
from service.domain.periods import Period

Pair = tuple[str, str]
"""Provider and municipality; no provider for whoever the municipality asked nothing then."""
Asking = dict[Pair, dict[str, Demand]]
"""What is asked, by format."""
_ANYONE = "*"
"""No provider has this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Deliveries as far as they were asked before, and what is new in them."""

    before: tuple[Delivery, ...]
    """Cut to the elements that were asked before, in no heavier form than they had."""
    new: tuple[Delivery, ...]
    """Those that were not asked before at all, as they are."""
    further_elements: int = 0
    """Elements that the others have more than were asked before."""
    heavier: int = 0
    """Elements, and lines put together, that were asked before in a form that takes less."""
    is_cut: bool = True
    """False when `before` is all of them as they are, under the formats that they are in."""

    @property
    def elements(self) -> int:
        """New elements over all deliveries, those of new deliveries among them."""
        return sum(len(each.demand.asked) for each in self.new) + self.further_elements


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """What a viewer's deliveries of one kind of period say of what was asked first. See decision 38."""

    since: Period
    """The first period of all: of before it nothing is known, so it counts as before itself."""
    first: Asking
    """In each provider's own first period, and of anyone in the first of all."""
    replaced: Mapping[Period, Asking]
    """Under formats that were not asked then: what was asked in those that they replaced."""
    begun: Mapping[str, Period]
    """Each provider's first period."""

    @classmethod
    def of(cls, deliveries: Sequence[Delivery]) -> "AskedBefore | None":
        """From all deliveries of one kind of period, rejected ones too: they were asked. None of nothing."""
        if not deliveries:
            return None
        begun: dict[str, Period] = {}
        for each in deliveries:
            begun[each.provider] = min(begun.get(each.provider, each.period), each.period)
        since = min(begun.values())
        asked: dict[Period, Asking] = {}
        for each in deliveries:
            now = asked.setdefault(each.period, {})
            for who in (each.provider, _ANYONE):
                _add(now.setdefault((who, each.municipality), {}), each.demand)
        first = {
            pair: formats
            for period, now in asked.items()
            for pair, formats in now.items()
            if period == begun.get(pair[0], since)
        }
        replaced = {period: _replaced(first, now) for period, now in asked.items()}
        return cls(since, first, replaced, begun)

    def split(self, deliveries: Iterable[Delivery]) -> Split:
        """What was asked before of these deliveries, and what is new."""
        return _split(deliveries, self._asked_then)

    def panel(self, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
        """Like for like: only what the same municipality asked the same provider in the same format then."""
        there = [each for each in deliveries if self.begun.get(each.provider) == self.since]
        return _split(there, lambda each: _found(self.first, each.provider, each)).before

    def no_longer_asked(self, deliveries: Sequence[Delivery]) -> int:
        """Elements that a municipality asked then and asks no more, each once per municipality.

        Only of municipalities to which some provider of then still delivers: of the others nobody knows
        whether they stopped asking.
        """
        providers = {each.provider for each in deliveries}
        now = {(each.municipality, one) for each in deliveries for one in each.demand.elements}
        towns = {town for town, _ in now}
        then = {
            (town, one)
            for (provider, town), formats in self.first.items()
            if provider in providers and town in towns
            for demand in formats.values()
            for one in demand.elements
        }
        return len(then - now)

    def _asked_then(self, each: Delivery) -> tuple[Demand, ...]:
        """In a format that is new, a provider that was asked something then is held to what it was asked."""
        was_asked = (each.provider, each.municipality) in self.first
        replaced = self.replaced.get(each.period, {})
        return (
            *_found(self.first, each.provider, each),
            *_found(self.first, _ANYONE, each),
            *_found(replaced, each.provider if was_asked else _ANYONE, each),
        )


def _found(asking: Asking, who: str, each: Delivery) -> tuple[Demand, ...]:
    demand = asking.get((who, each.municipality), {}).get(each.demand.format)
    return (demand,) if demand else ()


def _replaced(first: Asking, now: Asking) -> Asking:
    found: Asking = {}
    for (who, municipality), formats in now.items():
        then = first.get((who, municipality), {})
        known = {**first.get((_ANYONE, municipality), {}), **then}
        asked_still = now[_ANYONE, municipality]
        found[who, municipality] = in_the_place_of(
            {name: demand for name, demand in then.items() if name not in asked_still},
            {name: demand for name, demand in formats.items() if name not in known},
        )
    return {pair: demands for pair, demands in found.items() if demands}


def _add(formats: dict[str, Demand], demand: Demand) -> None:
    known = formats.setdefault(demand.format, demand)
    if known is not demand:
        both = together(known, demand)
        formats[demand.format] = known if both == known else both


@dataclass(frozen=True, slots=True)
class _Cut:
    """A demand as far as it was asked before, and how many of its elements were not, or otherwise."""

    kept: Demand
    further: int = 0
    heavier: int = 0


def _split(deliveries: Iterable[Delivery], asked_then: Callable[[Delivery], tuple[Demand, ...]]) -> Split:
    """Each delivery cut to what was asked then, its demand cut once for all that are alike."""
    made: dict[tuple[int, ...], _Cut] = {}
    before: list[Delivery] = []
    new: list[Delivery] = []
    further = heavier = 0
    is_cut = False
    for each in deliveries:
        then = asked_then(each)
        if not then:
            new.append(each)
            continue
        key = (id(each.demand), *map(id, then))
        if key not in made:
            made[key] = _cut(each.demand, reduce(together, then))
        cut = made[key]
        before.append(_with(each, cut.kept))
        is_cut = is_cut or cut.kept is not each.demand
        further, heavier = further + cut.further, heavier + cut.heavier
    before.sort(key=_breadth, reverse=True)
    return Split(
        before=tuple(before),
        new=tuple(new),
        further_elements=further,
        heavier=heavier,
        is_cut=is_cut or bool(new),
    )


def _breadth(each: Delivery) -> int:
    """A format that a provider makes for several municipalities is made for the one that asked most of it."""
    return len(each.demand.asked) + each.demand.changes_grain


def _cut(demand: Demand, then: Demand) -> _Cut:
    forms = {each.element: each.operation for each in then.asked}
    known = [each for each in demand.asked if each.element in forms]
    kept = tuple(_at_most(each, forms[each.element]) for each in known)
    grain = demand.changes_grain and then.changes_grain
    narratives = min(demand.narratives, then.narratives)
    cut = replace(demand, format=then.format, asked=kept, changes_grain=grain, narratives=narratives)
    if cut == demand:
        return _Cut(demand)
    heavier = sum(each.operation.is_heavier_than(forms[each.element]) for each in known)
    return _Cut(
        cut,
        len(demand.asked) - len(kept),
        heavier + (demand.changes_grain and not grain),
    )


def _at_most(each: AskedElement, then: Operation) -> AskedElement:
    return replace(each, operation=then) if each.operation.is_heavier_than(then) else each


def _with(delivery: Delivery, kept: Demand) -> Delivery:
    """Rows by hand go evenly over the columns that ask for them: which row is for which nobody knows."""
    if kept is delivery.demand:
        return delivery
    rows = delivery.manual_rows * kept.manual // delivery.demand.manual if kept.manual else 0
    return replace(delivery, demand=kept, manual_rows=rows)
