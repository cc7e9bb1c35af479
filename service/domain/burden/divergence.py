"""Divergence: how far municipalities ask the same, and how far they ask it differently (burden.md §3.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np

from service.domain.burden.demand import Delivery, Demand, Pair
from service.domain.burden.workload import by_demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two municipalities side by side, in counts: a share is never shown without them."""

    first: str
    second: str
    shared_elements: int
    all_elements: int
    shared_representations: int
    all_representations: int

    @property
    def of_elements(self) -> float:
        """J_el: of all they ask together, the part both ask. 1 when neither asks anything."""
        return _share(self.shared_elements, self.all_elements)

    @property
    def of_representations(self) -> float:
        """J_rep: of all they ask together, the part both ask in one and the same form."""
        return _share(self.shared_representations, self.all_representations)

    @property
    def gap(self) -> float:
        """The part that diverges without any information to show for it."""
        return self.of_elements - self.of_representations


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """What the formats of one period look like beside each other."""

    overlaps: tuple[Overlap, ...]
    effective_representations: Mapping[str, float]
    """k_eff by element: how many representations there are, rare ones counting for less."""
    index: Mapping[str, Decimal]
    """DI by municipality: the mean weight of what has to be done to an element."""
    superfluous: int
    """R_dup."""
    largest: Decimal = Decimal(0)
    """What the index can be at most: nothing can be derived, and all lines are put together."""

    @property
    def of_elements(self) -> float:
        """J_el, the mean over all pairs."""
        return _mean([each.of_elements for each in self.overlaps])

    @property
    def of_representations(self) -> float:
        """J_rep, the mean over all pairs."""
        return _mean([each.of_representations for each in self.overlaps])

    @property
    def gap(self) -> float:
        """J_el − J_rep: they ask the same, but differently."""
        return self.of_elements - self.of_representations


def divergence(deliveries: Sequence[Delivery], weights: Mapping[str, Decimal]) -> Divergence:
    """Compare the municipalities of these deliveries, by everything each of them asks."""
    asked = demands_by_municipality(deliveries)
    demands = {each.demand.format: each.demand for each in deliveries}
    distinct = {pair for demand in demands.values() for pair in demand.pairs}
    elements = {element for element, _ in distinct}
    whole = {name: _Asked.of(several) for name, several in asked.items()}
    return Divergence(
        overlaps=tuple(
            _overlap(one, whole[one], other, whole[other]) for one, other in combinations(sorted(asked), 2)
        ),
        effective_representations=effective_representations(deliveries),
        index={name: divergence_index(several, weights) for name, several in sorted(asked.items())},
        superfluous=len(distinct) - len(elements),
        largest=largest_index(weights),
    )


def largest_index(weights: Mapping[str, Decimal]) -> Decimal:
    """The heaviest operation, with a change of grain on top."""
    return max(weight for name, weight in weights.items() if name != "grain") + weights["grain"]


def demands_by_municipality(deliveries: Iterable[Delivery]) -> Mapping[str, tuple[Demand, ...]]:
    """Every format each municipality asks, once."""
    found: dict[str, dict[str, Demand]] = {}
    for each in deliveries:
        found.setdefault(each.municipality, {})[each.demand.format] = each.demand
    return {name: tuple(by_name[key] for key in sorted(by_name)) for name, by_name in found.items()}


def overlap(first: str, ones: Iterable[Demand], second: str, others: Iterable[Demand]) -> Overlap:
    """How much two municipalities ask the same."""
    return _overlap(first, _Asked.of(ones), second, _Asked.of(others))


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that one municipality asks."""

    elements: frozenset[str]
    pairs: frozenset[Pair]

    @classmethod
    def of(cls, demands: Iterable[Demand]) -> "_Asked":
        pairs = frozenset[Pair]().union(*(each.pairs for each in demands))
        return cls(frozenset(element for element, _ in pairs), pairs)


def _overlap(first: str, one: _Asked, second: str, other: _Asked) -> Overlap:
    return Overlap(
        first=first,
        second=second,
        shared_elements=len(one.elements & other.elements),
        all_elements=len(one.elements | other.elements),
        shared_representations=len(one.pairs & other.pairs),
        all_representations=len(one.pairs | other.pairs),
    )


def effective_representations(deliveries: Iterable[Delivery]) -> Mapping[str, float]:
    """k_eff: exp of the entropy of an element's representations, weighed by rows (a Hill number)."""
    rows: dict[str, dict[tuple[str, ...], int]] = {}
    for alike in by_demand(deliveries):
        for element, representation in alike.demand.pairs:
            of_element = rows.setdefault(element, {})
            of_element[representation] = of_element.get(representation, 0) + alike.rows
    return {element: _hill(list(counts.values())) for element, counts in sorted(rows.items())}


def divergence_index(demands: Iterable[Demand], weights: Mapping[str, Decimal]) -> Decimal:
    """DI: per element the weight of its operation, and that of a change of grain, over the elements asked."""
    total, count = Decimal(0), 0
    for demand in demands:
        grain = weights["grain"] if demand.changes_grain else Decimal(0)
        total += sum((weights[each.operation.value] + grain for each in demand.asked), Decimal(0))
        count += len(demand.asked)
    return total / count if count else Decimal(0)


def stability_of_order(
    deliveries: Sequence[Delivery], weights: Mapping[str, Decimal], seed: int, draws: int = 200
) -> float:
    """In which part of the draws the three that diverge most stay the same three; 1 for three or fewer.

    Every weight is drawn by itself between half and one and a half times its convention.
    """
    asked = demands_by_municipality(deliveries)
    names = sorted(weights)
    counts = np.array([_weighed(asked[one], names) for one in sorted(asked)]).reshape(len(asked), len(names))
    if len(asked) <= _TOP:
        return 1.0
    convention = np.array([float(weights[name]) for name in names])
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = counts @ (convention * chance.uniform(0.5, 1.5, (draws, len(names)))).T
    usual = set(np.argsort(-(counts @ convention), kind="stable")[:_TOP].tolist())
    same = [set(np.argsort(-column, kind="stable")[:_TOP].tolist()) == usual for column in drawn.T]
    return sum(same) / draws


_TOP = 3


def _weighed(demands: Iterable[Demand], names: Sequence[str]) -> list[float]:
    """How often each weight counts, over the elements asked."""
    times, asked = dict.fromkeys(names, 0), 0
    for demand in demands:
        asked += len(demand.asked)
        for each in demand.asked:
            times[each.operation.value] += 1
            times["grain"] += demand.changes_grain
    return [times[name] / max(asked, 1) for name in names]


def _hill(counts: Sequence[int]) -> float:
    shares = np.array([count for count in counts if count], dtype=np.float64)
    if not len(shares):
        return float(len(counts))
    shares /= shares.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 1.0
