"""Providers in a quarter, and what there is less to make when one municipality asks less of them.

Conversions go element by element (decision 82), so only what changed has to be looked at again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.derived_once import (
    Forms,
    Quarter,
    forms_by_element,
    grains_of,
    quarter_of,
    repaired_in,
)
from service.domain.burden.element_forms import ElementForms
from service.domain.burden.tables import Driver
from service.domain.burden.workload import DRIVER_OF

DemandSet = frozenset[int]
"""What a municipality asks of a provider, by the identity of each demand."""


@dataclass(frozen=True, slots=True)
class AskedSet:
    """What one municipality asks, worked out once for all providers of whom it is asked."""

    demands: tuple[Demand, ...]
    forms: Mapping[str, Forms]
    """By element the heaviest of its forms."""
    grains: frozenset[str]
    repairs: frozenset[str]

    @classmethod
    def of(cls, demands: Iterable[Demand]) -> "AskedSet":
        """Of some demands; one that asks nothing is none."""
        asked = tuple(each for each in demands if each.asked)
        return cls(
            asked,
            forms_by_element(asked),
            frozenset().union(*map(grains_of, asked)),
            frozenset(map(repaired_in, asked)),
        )

    def changed(self, demands: Iterable[Demand]) -> "AskedSet":
        """The same as `of`, where most of what is asked is as it was."""
        asked = tuple(each for each in demands if each.asked)
        was, now = (
            {(each.format, id(one)): one for each in side for one in each.asked}
            for side in (self.demands, asked)
        )
        touched = frozenset((was | now)[key].element for key in was.keys() ^ now.keys())
        forms = {name: each for name, each in self.forms.items() if name not in touched}
        return AskedSet(
            asked,
            forms | forms_by_element(asked, touched),
            frozenset().union(*map(grains_of, asked)),
            frozenset(map(repaired_in, asked)),
        )


@dataclass(frozen=True, slots=True)
class AskedLess:
    """What one municipality asks, before a change and after it."""

    before: AskedSet
    after: AskedSet
    elements: tuple[str, ...]
    """Those that are made otherwise, or no longer."""

    @classmethod
    def of(cls, before: AskedSet, after: AskedSet) -> "AskedLess":
        """What changed is found once, for all providers."""
        changed = [name for name, forms in before.forms.items() if after.forms.get(name) != forms]
        return cls(before, after, tuple(changed))


class ProviderQuarter:
    """What some providers did in a quarter, for the same municipalities: counted, and worked out once."""

    def __init__(self, towns: Mapping[str, DemandSet], sets: Mapping[DemandSet, AskedSet]) -> None:
        """`towns`: by municipality what it asks."""
        self.towns = towns
        self.providers = 0
        self._alike = Counter(towns.values())
        self._sets = {key: sets[key] for key in self._alike}
        forms: dict[str, list[Forms]] = {}
        for each in self._sets.values():
            for element, several in each.forms.items():
                forms.setdefault(element, []).append(several)
        self._forms = {element: ElementForms(several) for element, several in forms.items()}
        self._grains = Counter(grain for each in self._sets.values() for grain in each.grains)
        self._repairs = Counter(one for each in self._sets.values() for one in each.repairs)

    def fewer(self, town: str, less: "AskedLess") -> Counter[Driver]:
        """Operations fewer for one provider; below nothing where a lighter form is left to be made."""
        own, left = less.before, less.after
        is_alone = self._alike[self.towns[town]] == 1
        found: Counter[Driver] = Counter()
        for element in less.elements:
            now = left.forms.get(element, {})
            gone = own.forms[element] if is_alone else None
            for operation, count in self._forms[element].fewer(gone, now).items():
                driver = DRIVER_OF[operation]
                if driver is not None:
                    found[driver] += count
        if own.grains != left.grains:
            found[Driver.GRAIN] += _fewer(self._grains, own.grains, left.grains, is_alone=is_alone)
        if own.repairs != left.repairs:
            found[Driver.CORRECT] += _fewer(self._repairs, own.repairs, left.repairs, is_alone=is_alone)
        if not left.demands:
            found.update(dict.fromkeys((Driver.SELECT, Driver.CHECK, Driver.SEND), 1))
        return found


def provider_quarters(deliveries: Iterable[Delivery]) -> list[ProviderQuarter]:
    """Of all deliveries that have a line; providers that did the same together."""
    towns: dict[tuple[str, Quarter], dict[str, dict[int, Demand]]] = {}
    for each in (one for one in deliveries if not one.is_empty):
        of_town = towns.setdefault((each.provider, quarter_of(each.period)), {})
        of_town.setdefault(each.municipality, {})[id(each.demand)] = each.demand
    sets: dict[DemandSet, AskedSet] = {}
    found: dict[frozenset[tuple[str, DemandSet]], ProviderQuarter] = {}
    for asked in towns.values():
        keys = {town: frozenset(demands) for town, demands in asked.items()}
        alike = frozenset(keys.items())
        if alike not in found:
            for town, key in keys.items():
                if key not in sets:
                    sets[key] = AskedSet.of(asked[town].values())
            found[alike] = ProviderQuarter(keys, sets)
        found[alike].providers += 1
    return list(found.values())


def _fewer(counts: Counter[str], own: frozenset[str], now: frozenset[str], *, is_alone: bool) -> int:
    if not is_alone:
        return -len(now - counts.keys())
    others = {each for each in counts if counts[each] > (each in own)}
    return len(counts) - len(others | now)
