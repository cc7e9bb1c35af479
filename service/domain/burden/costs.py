"""What every difference between formats and the standard costs: operations that would not be needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.tables import BurdenTables, Driver, Vector
from service.domain.burden.workload import DRIVER_OF, Alike, Reading, by_demand, vector


@dataclass(frozen=True, slots=True, order=True)
class DemandDifference:
    """One thing in which one format differs from the standard: an element, or the grain of its lines."""

    format: str
    element: str
    """Empty for the grain."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """How one format asks one element."""

    forms: frozenset[tuple[str, ...]]
    is_manual: bool = False


_AS_THE_STANDARD = _Forms(frozenset({()}))
_NOT_ASKED = _Forms(frozenset())


def _in_the_standard(own: _Forms) -> _Forms:
    """What no rule can fill is no longer asked."""
    return _NOT_ASKED if own.is_manual else _AS_THE_STANDARD


def _beyond_the_first(several: Iterable[_Forms]) -> int:
    return max(len(frozenset().union(*(each.forms for each in several))) - 1, 0)


class Costs:
    """What every difference costs over all deliveries: counts of operations that would not be needed."""

    def __init__(
        self, deliveries: Sequence[Delivery], tables: BurdenTables, reading: Reading = Reading.ONCE
    ) -> None:
        """Counts once; everything after it is a sum over differences."""
        self.demands: dict[str, Demand] = {}
        self.municipalities: dict[str, set[str]] = {}
        self.providers: dict[str, set[str]] = {}
        for each in deliveries:
            name = each.demand.format
            if name not in self.demands:
                self.demands[name] = each.demand
                self.municipalities[name], self.providers[name] = set(), set()
            self.municipalities[name].add(each.municipality)
            self.providers[name].add(each.provider)
        self._forms = _forms_by_element(self.demands)
        self._fewer: dict[tuple[str, frozenset[str]], int] = {}
        self._known: dict[frozenset[DemandDifference], tuple[float, float, int]] = {}
        self._middle = np.array([tables.times[driver].minutes for driver in Driver])
        self._without: dict[DemandDifference, Vector] = {}
        self._with: dict[DemandDifference, Vector] = {}
        for alike in by_demand(deliveries):
            for difference, operation, count in _differences(alike, reading):
                self._add(self._without, difference, operation, count)
                if operation is Driver.MANUAL:
                    self._add(self._with, difference, operation, count)

    def without(self, differences: Iterable[DemandDifference]) -> Vector:
        """Operations fewer for who does not use the service."""
        return self._sum(self._without, differences)

    def with_service(self, differences: Iterable[DemandDifference]) -> Vector:
        """Operations fewer for who does."""
        return self._sum(self._with, differences)

    def minutes(self, operations: Vector) -> float:
        """At the middle times."""
        return float(operations @ self._middle)

    def of_all(self, several: Sequence[frozenset[DemandDifference]]) -> tuple[float, float, int]:
        """Minutes without and with the service and forms fewer, of all differences of some sets of them.

        Sets of different differences are sums of what each is: each is worked out once.
        """
        gone = frozenset[DemandDifference]().union(*several)
        if len(several) == 1 or sum(map(len, several)) != len(gone):
            return self._alone(gone)
        each = [self._alone(one) for one in several]
        return sum(one[0] for one in each), sum(one[1] for one in each), sum(one[2] for one in each)

    def _alone(self, gone: frozenset[DemandDifference]) -> tuple[float, float, int]:
        if gone not in self._known:
            self._known[gone] = (
                self.minutes(self.without(gone)),
                self.minutes(self.with_service(gone)),
                self.fewer_representations(gone),
            )
        return self._known[gone]

    def fewer_representations(self, differences: Iterable[DemandDifference]) -> int:
        """How much R_dup falls when these differences are gone: element by element, and each only once."""
        gone: dict[str, set[str]] = {}
        for each in differences:
            if each.element:
                gone.setdefault(each.element, set()).add(each.format)
        return sum(self._fewer_forms(element, frozenset(formats)) for element, formats in gone.items())

    def _fewer_forms(self, element: str, formats: frozenset[str]) -> int:
        """When these formats ask it as the standard has it, or no longer."""
        key = element, formats
        if key not in self._fewer:
            today = self._forms[element]
            after = {
                name: _in_the_standard(today[name]) if name in formats else today[name] for name in today
            }
            self._fewer[key] = _beyond_the_first(today.values()) - _beyond_the_first(after.values())
        return self._fewer[key]

    @property
    def all(self) -> frozenset[DemandDifference]:
        """Every difference that costs an operation."""
        return frozenset(self._without)

    @staticmethod
    def _add(
        into: dict[DemandDifference, Vector], difference: DemandDifference, driver: Driver, count: float
    ) -> None:
        into[difference] = into.get(difference, np.zeros(len(Driver))) + vector({driver: count})

    @staticmethod
    def _sum(of: Mapping[DemandDifference, Vector], differences: Iterable[DemandDifference]) -> Vector:
        found = [of[each] for each in differences if each in of]
        return np.sum(found, axis=0) if found else np.zeros(len(Driver))


def _differences(alike: Alike, reading: Reading) -> Iterator[tuple[DemandDifference, Driver, float]]:
    demand = alike.demand
    times = alike.made if reading is Reading.ONCE else alike.with_lines
    if demand.changes_grain:
        yield DemandDifference(demand.format, ""), Driver.GRAIN, times
    for each in demand.asked:
        if each.is_legally_required:
            continue
        driver, name = DRIVER_OF[each.operation], DemandDifference(demand.format, each.element)
        if driver is not None:
            yield name, driver, times
        elif each.is_manual and alike.manual_rows:
            yield name, Driver.MANUAL, alike.manual_rows / demand.manual


def _forms_by_element(demands: Mapping[str, Demand]) -> dict[str, dict[str, _Forms]]:
    """By element and format: the forms in which it is asked, and whether it is by hand."""
    found: dict[str, dict[str, _Forms]] = {}
    for name, demand in demands.items():
        for element, form in demand.every_pair:
            formats = found.setdefault(element, {})
            formats[name] = _Forms(formats[name].forms | {form} if name in formats else frozenset({form}))
        for each in demand.asked:
            if each.is_manual:
                found[each.element][name] = replace(found[each.element][name], is_manual=True)
    return found
