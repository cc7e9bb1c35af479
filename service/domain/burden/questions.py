"""What is asked, in counts: how much of it can be had elsewhere, is asked again, or has one form too many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.burden.demand import AskedElement, Delivery, Demand, superfluous_representations
from service.domain.periods import Period

Asking = tuple[Period, int]
"""Over which period something is asked, and in how many tables of one report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The headline: facts that rest on formats and deliveries alone. They are never added up."""

    asked: int
    """Y: elements that municipalities ask, each once per municipality."""
    elsewhere: int
    """X: those of them that the municipality can have from elsewhere."""
    by_source: Mapping[str, int] = field(default_factory=dict)
    """The same by where; one element can be in several places."""
    asked_again: int = 0
    """Z: how often a provider is asked what the same municipality asks it already over the same days.

    In another format or table, as a list or its sum, in another unit or form. What a provider says of itself,
    no second municipality needs to ask.
    """
    shapes: int = 0
    """R: forms of the same element beyond the first, over all formats."""
    files: int = 0
    """F: reports that nobody had to make by hand, beyond the uploads that they came from."""
    municipalities: int = 0

    def as_json(self) -> dict[str, object]:
        """`facts` of `--json`."""
        return {
            "asked": self.asked,
            "available_elsewhere": self.elsewhere,
            "by_source": dict(self.by_source),
            "asked_again": self.asked_again,
            "shapes": self.shapes,
            "files": self.files,
        }


def questions_of(deliveries: Sequence[Delivery], others: Sequence[Delivery] = ()) -> Questions:
    """Of deliveries, each once. `others` were asked over shorter periods within theirs, and came before."""
    asked = _asked_by(deliveries)
    every = [one for elements in asked.values() for one in elements.values()]
    sources = Counter(source for one in every for source in one.already_reported_in)
    demands = {each.demand.sha256 or each.demand.format: each.demand for each in deliveries}
    return Questions(
        asked=len(every),
        elsewhere=sum(bool(one.already_reported_in) for one in every),
        by_source=dict(sorted(sources.items())),
        asked_again=_asked_again([*others, *deliveries]) - _asked_again(others),
        shapes=superfluous_representations(demands.values()),
        files=len(deliveries) - len({(each.provider, each.submission) for each in deliveries}),
        municipalities=len(asked),
    )


def _asked_by(deliveries: Iterable[Delivery]) -> dict[str, dict[str, AskedElement]]:
    """By municipality each element that it asks."""
    demands: dict[str, dict[int, Demand]] = {}
    for each in deliveries:
        demands.setdefault(each.municipality, {})[id(each.demand)] = each.demand
    return {
        town: {one.element: one for demand in several.values() for one in demand.asked}
        for town, several in demands.items()
    }


def is_about_the_provider(element: str) -> bool:
    """Whether it is the same whichever municipality asks: who the provider is, and which period it is."""
    return element.startswith(("aanlevering.", "period_"))


def _about_the_provider(demand: Demand) -> list[AskedElement]:
    return [each for each in demand.asked if is_about_the_provider(each.element)]


def _asked_again(deliveries: Iterable[Delivery]) -> int:
    """Of each provider: askings of an element beyond the first of those that share a day."""
    towns: dict[tuple[str, str], list[Delivery]] = {}
    for each in deliveries:
        towns.setdefault((each.provider, each.municipality), []).append(each)
    known: dict[tuple[tuple[int, Period], ...], int] = {}
    of_provider: dict[int, list[AskedElement]] = {}
    own: dict[str, dict[str, list[Asking]]] = {}
    again = 0
    for (provider, _), several in towns.items():
        alike = tuple(sorted((id(each.demand), each.period) for each in several))
        if alike not in known:
            known[alike] = _again_in_one_town(several)
        again += known[alike]
        for each in several:
            if id(each.demand) not in of_provider:
                of_provider[id(each.demand)] = _about_the_provider(each.demand)
            for one in of_provider[id(each.demand)]:
                own.setdefault(provider, {}).setdefault(one.element, []).append((each.period, one.times))
    return again + sum(beyond_the_first(each) for told in own.values() for each in told.values())


def _again_in_one_town(deliveries: Iterable[Delivery]) -> int:
    askings: dict[str, list[Asking]] = {}
    for each in deliveries:
        for one in each.demand.asked:
            if not is_about_the_provider(one.element):
                askings.setdefault(one.element, []).append((each.period, one.times))
    return sum(beyond_the_first(each) for each in askings.values())


def beyond_the_first(askings: Iterable[Asking]) -> int:
    """How often something was asked that had been asked: the shortest periods come first.

    A year of which the quarters were asked holds nothing new; two quarters are two facts.
    """
    again = 0
    first: list[Period] = []
    for period, times in sorted(askings, key=lambda one: (one[0].end - one[0].begin, one[0])):
        is_new = times > 0 and not any(
            each.begin <= period.end and period.begin <= each.end for each in first
        )
        if is_new:
            first.append(period)
        again += times - is_new
    return again
