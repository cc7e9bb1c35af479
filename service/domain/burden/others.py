"""What a municipality asks that others do not, or not so: counts over all others, nobody's name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from service.domain.burden.demand import Demand

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class AskedByOthers:
    """One element that a municipality asks, and how many of the others ask it too."""

    format: str
    element: str
    """Empty for the grain of its lines."""
    alike: int
    """Others that ask it in the same form."""
    otherwise: int
    """Others that ask it, but only in another form."""
    others: int
    """All other municipalities that ask anything."""

    @property
    def is_asked_by_no_other(self) -> bool:
        """Whether nobody else asks it, in whatever form."""
        return self.alike + self.otherwise == 0


def compared_with_others(
    own: Iterable[Demand], others: Mapping[str, Sequence[Demand]]
) -> tuple[AskedByOthers, ...]:
    """Every element of the own formats beside what the others ask, what fewest others ask first."""
    found = [each for demand in own for each in _beside(demand, tuple(others.values()))]
    return tuple(
        sorted(found, key=lambda one: (one.alike + one.otherwise, one.alike, one.format, one.element))
    )


def _union(sets: Iterable[frozenset[_Item]]) -> frozenset[_Item]:
    return frozenset(chain.from_iterable(sets))


def _beside(demand: Demand, others: Sequence[Sequence[Demand]]) -> Iterator[AskedByOthers]:
    """The elements of one demand, and its grain when it puts rows together, as the empty element."""
    if demand.changes_grain:
        grouped = sum(any(each.changes_grain for each in asked) for asked in others)
        yield AskedByOthers(demand.format, "", grouped, 0, len(others))
    elements = [_union(each.elements for each in asked) for asked in others]
    pairs = [_union(each.pairs for each in asked) for asked in others]
    for each in demand.asked:
        alike = sum((each.element, each.representation) in one for one in pairs)
        asking = sum(each.element in one for one in elements)
        yield AskedByOthers(demand.format, each.element, alike, asking - alike, len(others))
