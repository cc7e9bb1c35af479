"""What was asked before the service, as far as it is known: the rest is new demand (burden.md §4.6)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from service.domain.burden.demand import Asked, Delivery, Demand, Operation
from service.domain.burden.replaced_formats import Place, taking_the_place
from service.domain.periods import Period

Key = tuple[str, str, str]
"""Provider, municipality, format."""


@dataclass(frozen=True, slots=True)
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

    @property
    def elements(self) -> int:
        """New elements over all deliveries, those of new deliveries among them."""
        return sum(len(each.demand.asked) for each in self.new) + self.further_elements


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """What a viewer's deliveries of one kind of period say of what was asked first. See decision 38."""

    since: Period
    """The first period of all: of before it nothing is known, so it counts as before itself."""
    of_providers: Mapping[Key, Demand]
    """What a municipality asked of a provider in the provider's own first period."""
    of_municipalities: Mapping[Place, Demand]
    """What a municipality asked of anyone in the first period of all."""
    in_place: Mapping[tuple[Period, Place], Demand]
    """Formats that a municipality did not ask then, as far as they take the place of what it asked then."""
    of_panel: Mapping[Key, Demand]
    """What a municipality asked of a provider in the first period of all."""

    @classmethod
    def of(cls, deliveries: Sequence[Delivery]) -> "AskedBefore | None":
        """From all deliveries of one kind of period, rejected ones too: they were asked. None of nothing."""
        if not deliveries:
            return None
        begun: dict[str, Period] = {}
        for each in deliveries:
            begun[each.provider] = min(begun.get(each.provider, each.period), each.period)
        since = min(begun.values())
        own: dict[Key, Demand] = {}
        asked: dict[Period, dict[Place, Demand]] = {}
        for each in deliveries:
            key, place, now = _key(each), _place(each), asked.setdefault(each.period, {})
            now[place] = _including(now.get(place), each.demand)
            if each.period == begun[each.provider]:
                own[key] = _including(own.get(key), each.demand)
        in_place = {
            (period, place): demand
            for period, now in asked.items()
            for place, demand in taking_the_place(asked[since], now)
        }
        panel = {key: demand for key, demand in own.items() if begun[key[0]] == since}
        return cls(since, own, asked[since], in_place, panel)

    def split(self, deliveries: Iterable[Delivery]) -> Split:
        """What was asked before of these deliveries, and what is new."""
        return _split(deliveries, self._asked_then)

    def panel(self, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
        """Like for like: only what the same municipality asked the same provider in the same format then."""

        def asked_then(each: Delivery) -> tuple[Demand, ...]:
            then = self.of_panel.get(_key(each))
            return (then,) if then else ()

        return _split(deliveries, asked_then).before

    def _asked_then(self, each: Delivery) -> tuple[Demand, ...]:
        place = _place(each)
        found = (
            self.of_providers.get(_key(each)),
            self.of_municipalities.get(place),
            self.in_place.get((each.period, place)),
        )
        return tuple(demand for demand in found if demand is not None)


def _including(known: Demand | None, demand: Demand) -> Demand:
    if known is None or known is demand:
        return demand
    merged = _merged(known, demand)
    return known if merged == known else merged


def _merged(one: Demand, other: Demand) -> Demand:
    """All elements of both, each in its heavier form."""
    asked = {each.element: each for each in one.asked}
    for each in other.asked:
        known = asked.get(each.element)
        if known is None or each.operation.is_heavier_than(known.operation):
            asked[each.element] = each
    return replace(
        one,
        asked=tuple(asked.values()),
        changes_grain=one.changes_grain or other.changes_grain,
        narratives=max(one.narratives, other.narratives),
    )


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
    for each in deliveries:
        then = asked_then(each)
        if not then:
            new.append(each)
            continue
        key = (id(each.demand), *map(id, then))
        if key not in made:
            made[key] = _cut(each.demand, reduce(_merged, then))
        cut = made[key]
        before.append(_with(each, cut.kept))
        further, heavier = further + cut.further, heavier + cut.heavier
    before.sort(key=_breadth, reverse=True)
    return Split(tuple(before), tuple(new), further, heavier)


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


def _at_most(each: Asked, then: Operation) -> Asked:
    return replace(each, operation=then) if each.operation.is_heavier_than(then) else each


def _with(delivery: Delivery, kept: Demand) -> Delivery:
    """Rows by hand go evenly over the columns that ask for them: which row is for which nobody knows."""
    if kept is delivery.demand:
        return delivery
    rows = delivery.manual_rows * kept.manual // delivery.demand.manual if kept.manual else 0
    return replace(delivery, demand=kept, manual_rows=rows)


def _key(each: Delivery) -> Key:
    return each.provider, each.municipality, each.demand.format


def _place(each: Delivery) -> Place:
    return each.municipality, each.demand.format
