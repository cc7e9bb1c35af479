"""What is owed in a region, put on piles by how it stands in time: to count it, and to look at some of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.alike_reports import Owed
from service.domain.dues import URGENCY, Due, DueKey, DueState

_Pile = tuple[DueState, date]
"""The state, and the last day of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesPage:
    """Some of what is owed, the most urgent first, and how much there is."""

    counts: Mapping[DueState, int]
    """Of all of it, the most urgent first; only states that occur."""
    total: int
    """What stands so as is asked."""
    begin: int
    """Where this page begins: at the beginning, for one that would begin after the end."""
    dues: tuple[Due, ...]


class DuePiles:
    """Everything that is owed, in the order of `dues_of` without one value for each."""

    def __init__(
        self,
        owed: Iterable[Owed],
        today: date,
        provider_names: Mapping[str, str],
        municipality_names: Mapping[str, str],
    ) -> None:
        """Works out how all of it stands on the day `today`."""
        self._providers, self._municipalities = provider_names, municipality_names
        self._piles: dict[_Pile, list[tuple[Owed, list[str]]]] = {}
        for each in owed:
            of_each: dict[_Pile, list[str]] = {}
            for provider, pile in each.states(today).items():
                of_each.setdefault(pile, []).append(provider)
            for pile, providers in of_each.items():
                self._piles.setdefault(pile, []).append((each, providers))

    def counts(self) -> Mapping[DueState, int]:
        """How many there are of each state, the most urgent first; only states that occur."""
        counted: Counter[DueState] = Counter()
        for pile in self._piles:
            counted[pile[0]] += self._size(pile)
        return {state: counted[state] for state in DueState if counted[state]}

    def keys(self, states: Iterable[DueState], begin: int, most: int) -> list[DueKey]:
        """Of what stands in one of `states`, `most` from the one at `begin`; only these are put in order."""
        found: list[DueKey] = []
        left, wanted = begin, frozenset(states)
        for pile in sorted((each for each in self._piles if each[0] in wanted), key=_urgency):
            size = self._size(pile)
            if left >= size:
                left -= size
                continue
            ordered = sorted(self._keys(pile), key=self._order)
            found += ordered[left : left + most - len(found)]
            left = 0
            if len(found) == most:
                break
        return found

    def _size(self, pile: _Pile) -> int:
        return sum(len(providers) for _, providers in self._piles[pile])

    def _keys(self, pile: _Pile) -> Iterator[DueKey]:
        for each, providers in self._piles[pile]:
            for provider in providers:
                yield provider, each.municipality, each.format, each.period

    def _order(self, key: DueKey) -> tuple[object, ...]:
        """By name; what has the same names always in the same order."""
        provider, municipality, name, _ = key
        names = self._municipalities.get(municipality, municipality), self._providers.get(provider, provider)
        return *names, name, key


def _urgency(pile: _Pile) -> tuple[int, date]:
    return URGENCY[pile[0]], pile[1]
