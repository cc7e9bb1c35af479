"""Advice for harmonising: what each difference costs, without and with the service, never added up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from service.domain.burden.costs import Costs, DemandDifference
from service.domain.burden.demand import (
    AskedElement,
    Delivery,
)
from service.domain.burden.estimate import Draws, Interval, interval
from service.domain.burden.tables import BurdenTables, Driver, Vector
from service.domain.burden.workload import Reading

FEWEST_PROVIDERS = 5
"""What fewer providers have in common is not shown to anyone but themselves."""
STABLE = 0.8
"""The part of the draws in which an item must stay among the first three to be published."""
_TOP = 3
_MOST_PAIRED = 40
"""How many of the largest single changes are tried two by two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something municipalities could do: remove one or more differences at once."""

    element: str
    """The element that gets the form of the standard, or is no longer asked; empty for the grain."""
    formats: tuple[str, ...]
    municipalities: tuple[str, ...]
    """Those that would change something that costs work."""
    differences: frozenset[DemandDifference]
    is_dropped: bool
    """Whether no rule can fill it, so that it has to go or become derivable."""
    own_forms: int
    """How many representations of their own there are."""
    already_reported_in: tuple[str, ...]
    providers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What one change saves. The two savings answer different questions and are never added."""

    change: Change
    without: float
    """Minutes, at the middle times, for providers that do not use the service."""
    without_interval: Interval
    with_service: float
    """Minutes, at the middle times, that are still there for providers that do."""
    with_interval: Interval
    fewer_representations: int
    """How much R_dup falls."""
    mappings_to_keep: int
    """How many rules nobody would have to keep up to date any more."""
    stability: float
    """The part of the draws in which it stays among the first three."""

    @property
    def is_publishable(self) -> bool:
        """Whether enough providers stand behind it and its place does not hang on the draw."""
        return self.stability >= STABLE

    def as_json(self) -> dict[str, object]:
        """One line of `advice` in `--json`."""
        return {
            "element": self.change.element or "grain",
            "formats": list(self.change.formats),
            "municipalities": list(self.change.municipalities),
            "dropped": self.change.is_dropped,
            "minutes_without_service": self.without_interval.as_json(),
            "minutes_with_service": self.with_interval.as_json(),
            "fewer_representations": self.fewer_representations,
            "fewer_rules": self.mappings_to_keep,
            "already_reported_in": list(self.change.already_reported_in),
            "providers": self.change.providers,
            "stability": round(self.stability, 2),
        }


@dataclass(frozen=True, slots=True)
class Several:
    """A set of changes, recomputed together: what they save is not the sum of what each saves."""

    changes: tuple[Change, ...]
    without: float
    with_service: float
    fewer_representations: int


def advise(
    deliveries: Sequence[Delivery],
    tables: BurdenTables,
    draws: Draws,
    fewest_providers: int = FEWEST_PROVIDERS,
    reading: Reading = Reading.ONCE,
) -> tuple[Advice, ...]:
    """Every single change, ranked by what it saves with the service, then by fewer representations.

    Legally required differences are left out, and so is what concerns fewer than `fewest_providers`.
    """
    costs = Costs(deliveries, tables, reading)
    changes = [each for each in changes_of(costs) if each.providers >= fewest_providers]
    stability = _stability(changes, costs, draws)
    spread = _Spread(draws)
    found = [_advice(change, costs, spread, share) for change, share in zip(changes, stability, strict=True)]
    return tuple(sorted(found, key=_rank))


def changes_of(costs: Costs) -> Iterator[Change]:
    """Per element the change that makes all formats agree; per format with another grain, giving that up."""
    elements: dict[str, list[DemandDifference]] = {}
    for each in sorted(costs.all):
        if each.element:
            elements.setdefault(each.element, []).append(each)
        else:
            yield _change("", [each], costs)
    for element, differences in elements.items():
        yield _change(element, differences, costs)


def changes_alone(costs: Costs) -> Iterator[Change]:
    """Every difference by itself: one format that gives one element the form of the standard."""
    for each in sorted(costs.all):
        yield _change(each.element, [each], costs)


def best_set(changes: Sequence[Change], costs: Costs, size: int) -> tuple[Several, ...]:
    """Greedy: the best one, the best two that hold it, and so on; each set recomputed as a whole."""
    chosen: list[Change] = []
    found: list[Several] = []
    left = list(changes)
    while left and len(chosen) < size:
        best = max(left, key=lambda each: _value(several((*chosen, each), costs)))
        left.remove(best)
        chosen.append(best)
        found.append(several(tuple(chosen), costs))
    return tuple(found)


def best_pairs(changes: Sequence[Change], costs: Costs, most: int | None = None) -> tuple[Several, ...]:
    """Every two of the largest changes together, the best first: a threshold can hide what one is worth.

    `most`: no more of them than this.
    """
    largest = sorted(changes, key=lambda each: -costs.of_all([each.differences])[0])[:_MOST_PAIRED]
    pairs = list(combinations(largest, 2))
    worth = [costs.of_all([one.differences, other.differences]) for one, other in pairs]
    places = sorted(range(len(pairs)), key=lambda n: (worth[n][1], worth[n][0], worth[n][2]), reverse=True)
    return tuple(Several(pairs[n], *worth[n]) for n in places[:most])


def several(changes: tuple[Change, ...], costs: Costs) -> Several:
    """What a set of changes saves, recomputed without all their differences at once."""
    return Several(changes, *costs.of_all([each.differences for each in changes]))


def _value(each: Several) -> tuple[float, float, int]:
    return each.with_service, each.without, each.fewer_representations


def _rank(each: Advice) -> tuple[float, int, float, str]:
    return -each.with_service, -each.fewer_representations, -each.without, each.change.element


def _advice(change: Change, costs: Costs, spread: "_Spread", stability: float) -> Advice:
    without, with_service = costs.without(change.differences), costs.with_service(change.differences)
    return Advice(
        change=change,
        without=costs.minutes(without),
        without_interval=spread.of(without),
        with_service=costs.minutes(with_service),
        with_interval=spread.of(with_service),
        fewer_representations=costs.fewer_representations(change.differences),
        mappings_to_keep=len(change.differences),
        stability=stability,
    )


class _Spread:
    """How unsure the minutes of some operations are."""

    def __init__(self, draws: Draws) -> None:
        """Each kind of operation is gone over once: percentiles of a multiple are multiples of them."""
        self._draws = draws
        self._of_one: dict[int, Interval] = {}

    def of(self, operations: Vector) -> Interval:
        """Of counts in the order of Driver."""
        kinds = np.flatnonzero(operations)
        if len(kinds) > 1:
            return interval(self._draws.times @ operations)
        return self._of_kind(int(kinds[0])).times(operations[kinds[0]]) if len(kinds) else _NOTHING

    def _of_kind(self, kind: int) -> Interval:
        if kind not in self._of_one:
            self._of_one[kind] = interval(self._draws.times[:, kind])
        return self._of_one[kind]


_NOTHING = Interval(0.0, 0.0, 0.0)


def _change(element: str, differences: Sequence[DemandDifference], costs: Costs) -> Change:
    formats = frozenset(each.format for each in differences)
    asked = _asked_by_format(element, formats, costs)
    costly = [name for name in formats if not element or asked[name].representation] or list(formats)
    return Change(
        element=element,
        formats=tuple(sorted(formats)),
        municipalities=tuple(sorted(set().union(*(costs.municipalities[name] for name in costly)))),
        differences=frozenset(differences),
        is_dropped=any(each.is_manual for each in asked.values()),
        own_forms=len({each.representation for each in asked.values()} - {()}),
        already_reported_in=_places_it_is_reported(asked.values()),
        providers=len(set().union(*(costs.providers[name] for name in formats))),
    )


def _places_it_is_reported(asked: Iterable[AskedElement]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(each.already_reported_in for each in asked))))


def _asked_by_format(element: str, formats: Iterable[str], costs: Costs) -> dict[str, AskedElement]:
    """What each of these formats asks under this element; nothing for the grain, which has no name."""
    asked = {name: costs.demands[name].asked for name in formats}
    return {name: one for name, every in asked.items() for one in every if one.element == element}


def _stability(changes: Sequence[Change], costs: Costs, draws: Draws) -> npt.NDArray[np.float64]:
    """Per change the part of the draws in which it is among the first three, with the service or without."""
    best = np.zeros(len(changes))
    for of in (costs.with_service, costs.without):
        operations = np.array([of(each.differences) for each in changes]).reshape(len(changes), len(Driver))
        there = _may_be_among_the_first(operations)
        if there.any():
            saved = draws.times @ operations[there].T
            place = saved.shape[1] - min(_TOP, saved.shape[1])
            third = np.partition(saved, place, axis=1)[:, place]
            among = (saved >= third[:, None]) & (saved > 0)
            best[there] = np.maximum(best[there], among.mean(axis=0))
    return best


def _may_be_among_the_first(operations: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """All but those that save nothing, or only less of a kind of which three others save more in any draw."""
    there: npt.NDArray[np.bool_] = (operations != 0).sum(axis=1) > 0
    is_plain = (operations != 0).sum(axis=1) == 1
    for kind in range(operations.shape[1]):
        alike = np.flatnonzero(is_plain & (operations[:, kind] > 0))
        if len(alike) > _TOP:
            counts = operations[alike, kind]
            there[alike[counts < np.sort(counts)[-_TOP]]] = False
    return there
