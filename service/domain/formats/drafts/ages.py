"""Age groups as workbooks write them: `0-3`, `4 t/m 11 jaar`, `12 tot 18 jaar`, `jonger dan 4`, `18+`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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


def age_groups(names: Sequence[str]) -> tuple[AgeGroup, ...] | None:
    """What these texts are as groups that follow each other, from the youngest on; None for any other texts.

    Only the first may have no youngest age, and only the last no oldest; one more may be for an unknown age.
    """
    groups = [_group(name.strip()) for name in names]
    known = [each for each in groups if each is not None and not _is_unknown(each)]
    if len(known) < _FEWEST or None in groups or len(groups) - len(known) > 1:
        return None
    follow = all(one.end is not None and other.begin == one.end + 1 for one, other in pairwise(known))
    if not follow:
        return None
    first = known[0]
    own = {first.name: replace(first, begin=0)} if first.begin is None else {}
    return tuple(own.get(each.name, each) for each in groups if each is not None)


def says_an_age(text: str) -> bool:
    """Whether a text is a group of ages, or the one for who has none."""
    return _group(text.strip()) is not None


def _is_unknown(group: AgeGroup) -> bool:
    return group.begin is None and group.end is None


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
