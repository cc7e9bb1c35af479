"""Age groups as workbooks write them: `0-3`, `4 t/m 11 jaar`, `12 tot 18 jaar`, `jonger dan 4`, `18+`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, starmap

_YEARS = r"(?: ?(?:jaar|jr\.?|jarigen?))?"
_FROM_TO = re.compile(
    rf"(?:van )?(\d{{1,2}}){_YEARS} ?(?:-|–|t/m|t\.?e\.?m\.?|tot en met) ?(\d{{1,2}}){_YEARS}", re.IGNORECASE
)
_UP_TO = re.compile(
    rf"(?:van )?(\d{{1,2}}){_YEARS} ?tot(?: onder)?(?: de)? ?(\d{{1,2}}){_YEARS}", re.IGNORECASE
)
"""The second age is no longer in it."""
_UNTIL = re.compile(rf"(?:t/m|tot en met) ?(\d{{1,2}}){_YEARS}", re.IGNORECASE)
_YOUNGER = re.compile(
    rf"(?:(?:jonger dan|onder(?: de)?|tot|<) ?(\d{{1,2}}){_YEARS}|(\d{{1,2}})-)", re.IGNORECASE
)
_AND_OLDER = re.compile(
    rf"(?:(\d{{1,2}}) ?\+{_YEARS}|(\d{{1,2}}){_YEARS} (?:en|of) ouder|(?:vanaf|≥|>=) ?(\d{{1,2}}){_YEARS})",
    re.IGNORECASE,
)
_OLDER_THAN = re.compile(rf"(?:ouder dan|boven(?: de)?|>) ?(\d{{1,2}}){_YEARS}", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:leeftijd )?onbekend", re.IGNORECASE)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """A group of ages, both ends included; both ends open is for who has no known age."""

    name: str
    begin: int | None
    end: int | None

    @property
    def is_unknown(self) -> bool:
        """Whether it is for who has no known age."""
        return self.begin is None and self.end is None

    def from_birth(self) -> "AgeGroup":
        """The same, from 0 on where it names no youngest age."""
        return replace(self, begin=self.begin or 0)

    @property
    def ages(self) -> range | None:
        """Each age in it; None when it is open."""
        return None if self.begin is None or self.end is None else range(self.begin, self.end + 1)


def age_groups(names: Sequence[str]) -> tuple[AgeGroup, ...] | None:
    """What these texts are as groups that follow each other, from the youngest on; None for any other texts.

    Only the first may have no youngest age, and only the last no oldest; one more may be for an unknown age.
    """
    groups = tuple(filter(None, (_group(name.strip()) for name in names)))
    known = [each for each in groups if not each.is_unknown]
    is_whole = len(groups) == len(names) and len(groups) - len(known) <= 1
    if not is_whole or len(known) < _FEWEST or not all(starmap(_follows, pairwise(known))):
        return None
    place = groups.index(known[0])
    return (*groups[:place], known[0].from_birth(), *groups[place + 1 :])


def says_an_age(text: str) -> bool:
    """Whether a text is a group of ages, or the one for who has none."""
    return _group(text.strip()) is not None


def _follows(one: AgeGroup, other: AgeGroup) -> bool:
    return one.end is not None and other.begin == one.end + 1


def _group(name: str) -> AgeGroup | None:
    if _UNKNOWN.fullmatch(name):
        return AgeGroup(name, None, None)
    if found := _FROM_TO.fullmatch(name):
        return AgeGroup(name, int(found[1]), int(found[2]))
    if found := _UP_TO.fullmatch(name):
        return AgeGroup(name, int(found[1]), int(found[2]) - 1)
    if found := _UNTIL.fullmatch(name):
        return AgeGroup(name, None, int(found[1]))
    return _open_group(name)


def _open_group(name: str) -> AgeGroup | None:
    if found := _YOUNGER.fullmatch(name):
        return AgeGroup(name, None, int(found[1] or found[2]) - 1)
    if found := _AND_OLDER.fullmatch(name):
        return AgeGroup(name, int(found[1] or found[2] or found[3]), None)
    if found := _OLDER_THAN.fullmatch(name):
        return AgeGroup(name, int(found[1]) + 1, None)
    return None
