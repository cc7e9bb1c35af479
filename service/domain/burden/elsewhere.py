"""Where exactly a fact can be had that a municipality asks: message and element, CBS item, NZa item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from service.domain.burden.demand import AskedElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place at which one fact stands."""

    source: str
    """As the standard names it: `iJw 323`, `CBS`, `NZa 8g`."""
    where: str
    """The message and the element, or the item, in Dutch as its document calls it."""
    remark: str = ""
    """What has to be known of it, such as that it is counted per region."""
    is_coarser: bool = False
    """Whether it is never told per municipality, and so says less than what is asked."""
    is_coarser_than_a_person: bool = False
    """Whether it is counted, and so says less than a list of persons does."""

    def says_less(self, *, of_persons: bool) -> bool:
        """Than what is asked, by a format that is of persons or not."""
        return self.is_coarser or (of_persons and self.is_coarser_than_a_person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """An agreement not to ask again what is there already."""

    name: str
    law: str
    of_whom: str
    """For which providers it holds, in Dutch."""
    about: frozenset[str]
    """Where what it speaks of stands: `iJw`, `CBS`, `NZa`; `nog-eens` for what was asked already."""
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The table of places, and the agreements, each by its version."""

    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """By element or by `table.field`; none for what turned out to be nowhere."""
    clauses: tuple[Clause, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def of(self, asked: AskedElement) -> tuple[Place, ...]:
        """Where a municipality can have it: at a source that the standard names, to the element."""
        found = self.places.get(asked.element, self.places.get(asked.field, ()))
        return tuple(each for each in found if each.source in asked.already_reported_in)

    def clauses_on(self, kinds: Iterable[str], laws: Iterable[str]) -> tuple[Clause, ...]:
        """The agreements that speak of any of these, under any of these laws."""
        wanted, of_laws = frozenset(kinds), frozenset(laws)
        return tuple(each for each in self.clauses if each.about & wanted and each.law in of_laws)
