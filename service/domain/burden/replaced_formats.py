"""Formats that took the place of others: what a municipality asked once and asks again under another name."""

from collections.abc import Iterable, Mapping
from functools import reduce

from service.domain.burden.demand import Demand, together

Formats = Mapping[str, Demand]
"""By their names."""


def in_the_place_of(gone: Formats, arrived: Formats) -> dict[str, Demand]:
    """Each format that came in the place of others, with what those asked, under the name of the first.

    A format that went has one successor: the one that is most like it. So one report comes in the place
    of one, and of two formats that one was cut into, one is new. What is left over was put together with
    another. The name is that of the format that went: who made it for several municipalities made it once.
    """
    if not gone or not arrived:
        return {}
    return {
        came: reduce(together, (gone[each] for each in went))
        for came, went in _successors(gone, arrived).items()
    }


def _successors(gone: Formats, arrived: Formats) -> dict[str, list[str]]:
    """Per format that came the names of those that it succeeds, the one most like it first."""
    likeness = {
        (came, went): len(arrived[came].elements & gone[went].elements) for came in arrived for went in gone
    }
    pairs = sorted((pair for pair in likeness if likeness[pair]), key=lambda pair: (-likeness[pair], *pair))
    first = _one_to_one(pairs)
    found = {came: [went] for came, went in first.items()}
    succeeded = set(first.values())
    for came, went in pairs:
        if came in found and went not in succeeded:
            found[came].append(went)
            succeeded.add(went)
    return found


def _one_to_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The best pairs such that each name stands in one of them at most."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for came, went in pairs:
        if came not in found and went not in taken:
            found[came] = went
            taken.add(went)
    return found
