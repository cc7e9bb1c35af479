"""What several reports have in common: a demand is known by what it derives from, not by a name.

The same column under two names, in three files or over three months of a quarter is one conversion; the same
element that one municipality asks twice, in whatever unit or grain, is asked once. See decision 82.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation, heaviest
from service.domain.periods import Period

Quarter = tuple[int, int]
"""A calendar year, and which quarter of it."""
Conversion = tuple[str, str, tuple[str, ...]]
"""From which rows, which element, in which form."""
Asked = tuple[str, AskedElement]
"""The name of a format, and an element that it asks."""
Forms = dict[Conversion, Operation]
"""What one element can be made by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedOnce:
    """What providers do for some deliveries when they do nothing twice, over all of them together."""

    municipalities: int
    """Of each provider in each quarter: the data of one is selected and checked once."""
    lists: int
    """For how many of them data are selected and checked when that is done once for each list instead."""
    sent: int
    """Those that are sent something, be it only that there is nothing."""
    repairs: int
    """A fault in the administration is repaired once; in a format of which no rows are known, there too."""
    conversions: Mapping[Operation, int]
    grains: int
    """Different ways of putting lines together."""


def served_once(deliveries: Iterable[Delivery]) -> ServedOnce:
    """Count it of each provider and quarter by itself, and add that up."""
    quarters: dict[tuple[str, Quarter], dict[str, dict[int, Demand]]] = {}
    sent: set[tuple[str, Quarter, str]] = set()
    for each in deliveries:
        key = each.provider, quarter_of(each.period)
        sent.add((*key, each.municipality))
        if not each.is_empty:
            towns = quarters.setdefault(key, {})
            towns.setdefault(each.municipality, {})[id(each.demand)] = each.demand
    known: dict[frozenset[frozenset[int]], Served] = {}
    towns_served = repairs = grains = lists = 0
    made: Counter[Operation] = Counter()
    for towns in quarters.values():
        alike = frozenset(frozenset(demands) for demands in towns.values())
        if alike not in known:
            known[alike] = served(towns.values())
        done = known[alike]
        towns_served, repairs = towns_served + len(towns), repairs + done.repairs
        grains, lists = grains + done.grains, lists + min(done.lists, len(towns))
        made.update(done.conversions)
    return ServedOnce(
        municipalities=towns_served,
        lists=lists,
        sent=len(sent),
        repairs=repairs,
        conversions=made,
        grains=grains,
    )


def quarter_of(period: Period) -> Quarter:
    """The quarter in which a period ends: what is asked monthly, or again at year end, is in it."""
    return period.end.year, (period.end.month - 1) // 3


def grains_of(demand: Demand) -> frozenset[str]:
    """What there is a line for, where lines are put together."""
    return (demand.grains or frozenset({demand.format})) if demand.changes_grain else frozenset()


@dataclass(frozen=True, slots=True)
class Served:
    """What one provider does in one quarter."""

    repairs: int
    conversions: Counter[Operation]
    grains: int
    lists: int
    """Tables whose rows are asked, whatever the formats are called or however they are cut; at least one."""


def served(towns: Iterable[Mapping[int, Demand]]) -> Served:
    """`towns`: of each municipality its demands, each by what makes it one."""
    profiles = list({frozenset(each): each.values() for each in towns}.values())
    grains = {grain for demands in profiles for demand in demands for grain in grains_of(demand)}
    repairs = {repaired_in(demand) for demands in profiles for demand in demands if demand.asked}
    asked = [forms_by_element(each) for each in profiles]
    return Served(len(repairs), conversions(asked), len(grains), lists_of(profiles))


def lists_of(profiles: Iterable[Iterable[Demand]]) -> int:
    """Different tables whose rows are asked, but for that of the provider itself; at least one."""
    every = [demand for demands in profiles for demand in demands]
    return max(len({each.rows or demand.format for demand in every for each in demand.asked} - {_HEAD}), 1)


_HEAD = "aanlevering"
"""The table of what a provider says of itself: nothing to select there."""


def repaired_in(demand: Demand) -> str:
    """Where a fault is repaired: in the administration, or in a format of which no rows are known."""
    return "" if any(each.rows for each in demand.asked) else demand.format


def conversions(towns: Sequence[Mapping[str, Forms]]) -> Counter[Operation]:
    """One form of each element for each municipality: of equally heavy ones that which most of them ask."""
    popular = Counter(form for elements in towns for forms in elements.values() for form in forms)
    made: dict[Conversion, Operation] = {}
    for elements in towns:
        for forms in elements.values():
            chosen = min(forms, key=lambda form: (-popular[form], form))
            made[chosen] = heaviest(forms[chosen], made.get(chosen, forms[chosen]))
    return Counter(made.values())


def forms_by_element(demands: Iterable[Demand], only: frozenset[str] | None = None) -> dict[str, Forms]:
    """Of all that one municipality asks: by element the heaviest of its forms, which may be several.

    What is filled in by hand has no form: it is counted by its rows, with the service and without it. `only`:
    of these elements and no others.
    """
    asked: dict[str, list[Asked]] = {}
    for demand in demands:
        for each in demand.asked:
            if each.operation is Operation.MANUAL or (only is not None and each.element not in only):
                continue
            asked.setdefault(each.element, []).append((demand.format, each))
    return {element: heaviest_forms(several) for element, several in asked.items()}


def heaviest_forms(asked: Iterable[Asked]) -> Forms:
    """Of one element, as the formats of a municipality ask it: the heaviest of its forms."""
    found: Forms = {}
    for name, each in asked:
        before = next(iter(found.values()), each.operation)
        if each.operation.is_heavier_than(before):
            found = {}
        if not before.is_heavier_than(each.operation):
            found[each.rows or name, each.element, each.representation] = each.operation
    return found
