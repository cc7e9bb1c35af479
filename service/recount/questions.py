"""A second count of what is asked, from the formats as they are written and the files that were made."""

from collections import defaultdict
from dataclasses import dataclass, field

from service.domain.periods import Period
from service.domain.standard.model import Standard
from service.recount.element import Verbs

_OF_PROVIDER = ("aanlevering.", " | period_")
"""How elements begin that are the same whoever asks: the provider itself, and the period."""


@dataclass(frozen=True, slots=True)
class AskedIn:
    """Where something is asked: of one file the municipality, the format, the period and the table."""

    municipality: str
    format: str
    period: Period
    block: str = ""


@dataclass(slots=True)
class AskedQuestions:
    """Running totals over the files of one provider."""

    standard: Standard
    places: dict[tuple[str, str], set[AskedIn]] = field(default_factory=lambda: defaultdict(set))
    """By municipality (none for what a provider says of itself) and element: where it is asked."""
    sources: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By municipality and element: where else it can be had."""

    def ask(self, verbs: Verbs, where: AskedIn, *, is_key: bool = False) -> None:
        """One column or cell; the key of a line is asked, but is no asking by itself."""
        if verbs.is_constant:
            return
        self.sources[where.municipality, verbs.element] = self._already(verbs)
        if not is_key:
            whose = "" if verbs.element.startswith(_OF_PROVIDER) else where.municipality
            self.places[whose, verbs.element].add(where)

    def counts(self, shapes: int, files: int) -> dict[str, object]:
        """In the names of `facts`."""
        found: dict[str, int] = defaultdict(int)
        for several in self.sources.values():
            for source in several:
                found[source] += 1
        return {
            "asked": len(self.sources),
            "available_elsewhere": sum(map(bool, self.sources.values())),
            "by_source": dict(sorted(found.items())),
            "asked_again": sum(len(places) - _different(places) for places in self.places.values()),
            "shapes": shapes,
            "files": files,
        }

    def _already(self, verbs: Verbs) -> tuple[str, ...]:
        table, _, name = verbs.source.partition(".")
        return self.standard.tables[table].fields[name].already_reported_in if name else ()


def _different(places: set[AskedIn]) -> int:
    """How many of them are about days that none of the others is about, the shortest periods first."""
    days: set[int] = set()
    different = 0
    for period in sorted((each.period for each in places), key=lambda one: (one.end - one.begin, one)):
        own = set(range(period.begin.toordinal(), period.end.toordinal() + 1))
        if not own & days:
            days |= own
            different += 1
    return different
