"""Formats that took the place of others: what a municipality asked once and asks again under another name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from service.domain.burden.demand import Demand, Operation

Place = tuple[str, str]
"""Municipality, format."""


def taking_the_place(
    then: Mapping[Place, Demand], now: Mapping[Place, Demand]
) -> Iterator[tuple[Place, Demand]]:
    """Formats that came, as far as they ask what formats that went asked; each went once.

    What went can come back once: one report for one, one element for one, so that two formats in the
    place of one are one asked before and one new. The format with the most of what went comes first.
    """
    came, went = _by_municipality(now, then), _by_municipality(then, now)
    for municipality, arrived in came.items():
        left = _Left.of(went.get(municipality, {}))
        shared = {name: left.shared(demand) for name, demand in arrived.items()}
        for name in sorted(arrived, key=lambda each: (-shared[each], each)):
            taken = left.take(arrived[name])
            if taken is not None:
                yield (municipality, name), taken


@dataclass(slots=True)
class _Left:
    """What the formats that a municipality asks no longer asked, as far as nothing has its place yet."""

    formats: dict[str, Demand]
    forms: dict[str, list[Operation]]
    """Per element the forms in which it went, the heaviest last."""
    grains: int
    narratives: int

    @classmethod
    def of(cls, went: Mapping[str, Demand]) -> "_Left":
        forms: dict[str, list[Operation]] = {}
        for each in chain.from_iterable(demand.asked for demand in went.values()):
            forms.setdefault(each.element, []).append(each.operation)
        ordered = {element: sorted(found, key=list(Operation).index) for element, found in forms.items()}
        grains = sum(each.changes_grain for each in went.values())
        return cls(dict(went), ordered, grains, sum(each.narratives for each in went.values()))

    def shared(self, demand: Demand) -> int:
        """How many of its elements went."""
        return sum(bool(self.forms.get(each.element)) for each in demand.asked)

    def take(self, demand: Demand) -> Demand | None:
        """What this demand has of what is left, which is then taken; None when it has nothing of it.

        It gets the name of the format that it is most like: who made that for several municipalities made
        it once, and would have gone on to.
        """
        if not self.formats or not self.shared(demand):
            return None
        most_like = max(
            sorted(self.formats), key=lambda name: len(self.formats[name].elements & demand.elements)
        )
        kept = [
            replace(each, operation=forms.pop())
            for each in demand.asked
            if (forms := self.forms.get(each.element))
        ]
        grain, narratives = (
            demand.changes_grain and self.grains > 0,
            min(demand.narratives, self.narratives),
        )
        del self.formats[most_like]
        self.grains -= grain
        self.narratives -= narratives
        return replace(
            demand, format=most_like, asked=tuple(kept), changes_grain=grain, narratives=narratives
        )


def _by_municipality(
    asked: Mapping[Place, Demand], but: Mapping[Place, Demand]
) -> dict[str, dict[str, Demand]]:
    found: dict[str, dict[str, Demand]] = {}
    for (municipality, name), demand in asked.items():
        if (municipality, name) not in but:
            found.setdefault(municipality, {})[name] = demand
    return found
