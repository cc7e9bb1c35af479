"""What a municipality asks that others do not, or not so: counts over all others, nobody's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.burden.demand import Demand


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
    elements = [frozenset().union(*(each.elements for each in asked)) for asked in others.values()]
    pairs = [frozenset().union(*(each.pairs for each in asked)) for asked in others.values()]
    grouped = sum(any(each.changes_grain for each in asked) for asked in others.values())
    found = []
    for demand in own:
        if demand.changes_grain:
            found.append(AskedByOthers(demand.format, "", grouped, 0, len(others)))
        for each in demand.asked:
            alike = sum((each.element, each.representation) in one for one in pairs)
            asking = sum(each.element in one for one in elements)
            found.append(AskedByOthers(demand.format, each.element, alike, asking - alike, len(others)))
    return tuple(
        sorted(found, key=lambda one: (one.alike + one.otherwise, one.alike, one.format, one.element))
    )
