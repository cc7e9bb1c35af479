"""How much of what is expected came, and came in time: counted by whom, for whom, over what and by what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.domain.alike_reports import Owed
from service.domain.dues import DueKey, DueState
from service.domain.periods import Period

Standing = tuple[DueKey, DueState]
"""One report that is owed, and how it stands in time."""


class Grouping(StrEnum):
    """What a line is about."""

    PROVIDER = "aanbieder"
    MUNICIPALITY = "gemeente"
    PERIOD = "periode"
    FORMAT = "rapportage"


_OF: Mapping[Grouping, Callable[[DueKey], str]] = {
    Grouping.PROVIDER: lambda key: key[0],
    Grouping.MUNICIPALITY: lambda key: key[1],
    Grouping.FORMAT: lambda key: key[2],
    Grouping.PERIOD: lambda key: key[3].label,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFigures:
    """The reporting rates of DHIS2: reports expected, there, and there in time, and both as a share.

    What runs still is not expected yet: only what is asked over a period that is over, or came before that.
    """

    states: Mapping[DueState, int] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """Reports."""
        return sum(count for state, count in self.states.items() if state is not DueState.NOT_YET)

    @property
    def delivered(self) -> int:
        """Of those, in time or not."""
        return sum(count for state, count in self.states.items() if not state.is_open)

    @property
    def on_time(self) -> int:
        """Of those that are there."""
        return self.states.get(DueState.ON_TIME, 0)

    @property
    def late(self) -> int:
        """Of those that are there."""
        return self.states.get(DueState.LATE, 0)

    @property
    def missing(self) -> int:
        """Not there, and the last day is over."""
        return self.states.get(DueState.MISSING, 0)

    @property
    def per_cent_delivered(self) -> int | None:
        """Of what is expected, rounded down: a hundred only when all of it is there. None of nothing."""
        return self._share(self.delivered)

    @property
    def per_cent_on_time(self) -> int | None:
        """Of what is expected, likewise."""
        return self._share(self.on_time)

    def _share(self, count: int) -> int | None:
        return count * 100 // self.expected if self.expected else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is counted; what says nothing leaves nothing out."""

    provider: str = ""
    """AGB code."""
    municipality: str = ""
    """Gemeentecode."""
    period: str = ""
    """Label."""
    formats: frozenset[str] | None = None

    def holds(self, key: DueKey) -> bool:
        """Whether this is counted."""
        provider, municipality, name, period = key
        return (
            self.provider in ("", provider)
            and self.municipality in ("", municipality)
            and self.period in ("", period.label)
            and (self.formats is None or name in self.formats)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTable:
    """A line for each of what is grouped by, and all of it together."""

    lines: Mapping[str, DeliveryFigures]
    """By code, label or name of a format."""
    total: DeliveryFigures
    names: Mapping[Grouping, Mapping[str, str]]
    """Of everything that is owed, also what is not counted: what there is to choose from, with its name."""
    periods: tuple[Period, ...]
    """Likewise, the latest first."""


def standings_of(owed: Iterable[Owed], today: date) -> Iterator[Standing]:
    """How each report stands, from what is alike in them."""
    for each in owed:
        for provider, (state, _) in each.states(today).items():
            yield (provider, each.municipality, each.format, each.period), state


def figures_table(
    standings: Iterable[Standing],
    per: Grouping,
    wanted: Wanted,
    names: Mapping[Grouping, Mapping[str, str]],
) -> FiguresTable:
    """Counted. `names`: as far as they are known; what has none is called by its code."""
    group_of = _OF[per]
    lines: dict[str, dict[DueState, int]] = {}
    total: dict[DueState, int] = {}
    there: dict[Grouping, set[str]] = {each: set() for each in Grouping}
    periods: set[Period] = set()
    for key, state in standings:
        there[Grouping.PROVIDER].add(key[0])
        there[Grouping.MUNICIPALITY].add(key[1])
        there[Grouping.FORMAT].add(key[2])
        periods.add(key[3])
        if wanted.holds(key):
            states = lines.setdefault(group_of(key), {})
            states[state] = states.get(state, 0) + 1
            total[state] = total.get(state, 0) + 1
    return FiguresTable(
        lines={code: DeliveryFigures(states=states) for code, states in lines.items()},
        total=DeliveryFigures(states=total),
        names={group: _named(there[group], names.get(group, {})) for group in Grouping},
        periods=tuple(sorted(periods, key=lambda each: (each.begin, each.end), reverse=True)),
    )


def _named(codes: Iterable[str], known: Mapping[str, str]) -> Mapping[str, str]:
    named = {code: known.get(code, code) for code in codes}
    return dict(sorted(named.items(), key=lambda each: (each[1].casefold(), each[0])))
