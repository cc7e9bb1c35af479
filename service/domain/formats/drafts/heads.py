"""Columns that come once per month, quarter or age group: which those are, and what stands under each."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from service.domain.formats.blocks import HEAD, MONTHS, QUARTERS, address_under
from service.domain.formats.drafts.ages import age_groups, says_an_age
from service.domain.formats.drafts.found import FoundColumn

_FEWEST = 3
"""Fewer heads beside each other may be chance."""
_FEWEST_SAID = 2
"""Of laws, genders and quarters, whose names stand for nothing else."""
_MONTH = re.compile(
    r"\b(jan(?:uari)?|feb(?:ruari)?|m(?:aa)?rt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?: ?'?\d{2,4}\b)?",
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-01\b")
"""A month that stands above its columns as a real date."""
_QUARTER = re.compile(
    r"\b(?:([1-4])e (?:kwartaal|kw\b\.?)|(?:kwartaal|kw\.?) ?([1-4])|[QK]([1-4]))\b(?: \d{4}\b)?",
    re.IGNORECASE,
)
_MONTH_OF_PERIOD = re.compile(
    r"\b(?:(?:maand|mnd\.?) ?([1-9]|1[0-2])|([1-9]|1[0-2])e (?:maand|mnd\b\.?)|m([1-9]|1[0-2]))(?![\w-])",
    re.IGNORECASE,
)
"""A month by its place in the period: `Maand 1`, `mnd 2`, `3e maand`, `M1`."""
_STEP = " > "
BY_LAW, BY_GENDER, BY_QUARTER, BY_AGE = "wet", "geslacht", "kwartaal", "leeftijd"
"""Kinds of heads."""
LAWS = {"JW": ("jeugdwet", "jw"), "WMO": ("wmo", "wmo 2015", "wmo2015")}
"""By the code of a law what a workbook calls it."""
_GENDERS = {
    "1": ("m", "man", "mannen", "mannelijk", "jongen", "jongens"),
    "2": ("v", "vrouw", "vrouwen", "vrouwelijk", "meisje", "meisjes"),
    "0": ("onbekend", "geslacht onbekend"),
}
_NAMES = {BY_LAW: ("toewijzing.wet", LAWS), BY_GENDER: ("toewijzing.geslacht", _GENDERS)}
"""By kind: the field whose codes they are, and what a workbook calls each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What stands beside each other, as `across` writes it."""

    by: object
    heads: object
    other: str = ""
    blank: str = ""
    names: tuple[str, ...]
    """What each head is called in the workbook, in its order."""
    kind: str

    def columns(self, patterns: Sequence[str]) -> Mapping[str, str]:
        """Address of a column → the pattern that it is one of."""
        return {address_under(name, pattern): pattern for pattern in patterns for name in self.names}


def heads_among(columns: Sequence[FoundColumn]) -> tuple[Heads, tuple[str, ...]] | None:
    """The heads of a table, and the address under them of each column that comes once per head.

    None when there are none, or when a column is not there under every head: then one expression cannot fill
    them all.
    """
    for read in _READERS:
        found = [(head, pattern) for column in columns for head, pattern in read.within(column.address)]
        names = tuple(dict.fromkeys(head for head, _ in found))
        patterns = tuple(dict.fromkeys(pattern for _, pattern in found))
        whole = len(found) == len(names) * len(patterns) == len(set(found))
        heads = read.heads(names) if len(names) >= read.fewest and whole else None
        if heads is not None:
            return heads, tuple(map(_plain, patterns))
    return None


def heads_under(
    word: str, by: object, columns: Sequence[FoundColumn]
) -> tuple[Heads, tuple[str, ...]] | None:
    """The texts under a word as heads: `Perceel > Ambulant`, `Perceel > Verblijf` and so on."""
    begin = f"{word}{_STEP}"
    own = [each.address.removeprefix(begin) for each in columns if each.address.startswith(begin)]
    if len(own) < _FEWEST or len(set(own)) < len(own) or any(_STEP in name or HEAD in name for name in own):
        return None
    return Heads(by=by, heads=list(own), names=tuple(own), kind=word.lower()), (f"{begin}{HEAD}",)


def says_a_head(text: str) -> bool:
    """Whether a header text is that of a month, quarter or age group."""
    return any(True for read in _READERS if read.stands_alone for _ in read.within(text))


def _plain(pattern: str) -> str:
    """`* > Volume` as a format mostly writes it: `Volume`."""
    return pattern.removeprefix(f"{HEAD}{_STEP}")


def _months(address: str) -> Iterator[tuple[str, str]]:
    found = list(_within(_FIRST_DAY, address))
    yield from found or _within(_MONTH, address)


def _months_of_period(address: str) -> Iterator[tuple[str, str]]:
    yield from _within(_MONTH_OF_PERIOD, address)


def _quarters(address: str) -> Iterator[tuple[str, str]]:
    yield from _within(_QUARTER, address)


def _within(sought: re.Pattern[str], address: str) -> Iterator[tuple[str, str]]:
    found = list(sought.finditer(address))
    if len(found) == 1 and HEAD not in address:
        start, end = found[0].span()
        yield found[0].group(), f"{address[:start]}{HEAD}{address[end:]}"


def _whole(address: str, is_one: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """A whole text of a path that is one."""
    parts = address.split(_STEP)
    for place, part in enumerate(parts):
        if is_one(part):
            yield part, _STEP.join([*parts[:place], HEAD, *parts[place + 1 :]])
            return


def _ages(address: str) -> Iterator[tuple[str, str]]:
    yield from _whole(address, says_an_age)


def _laws(address: str) -> Iterator[tuple[str, str]]:
    yield from _whole(address, lambda part: bool(_code_named(BY_LAW, part)))


def _genders(address: str) -> Iterator[tuple[str, str]]:
    yield from _whole(address, lambda part: bool(_code_named(BY_GENDER, part)))


def _code_named(kind: str, text: str) -> str:
    """The code that a text is the name of; empty for any other."""
    names = _NAMES[kind][1]
    return next((code for code, known in names.items() if text.strip().lower() in known), "")


def _law_heads(names: Sequence[str]) -> Heads | None:
    return _named_heads(BY_LAW, names)


def _gender_heads(names: Sequence[str]) -> Heads | None:
    """Both genders; one for who has none of them may stand beside them."""
    has_both = {"1", "2"} <= {_code_named(BY_GENDER, name) for name in names}
    return _named_heads(BY_GENDER, names) if has_both else None


def _named_heads(kind: str, names: Sequence[str]) -> Heads | None:
    groups = {name: [_code_named(kind, name)] for name in names}
    if len({code for codes in groups.values() for code in codes}) < len(names):
        return None
    return Heads(by=_NAMES[kind][0], heads=groups, names=tuple(names), kind=kind)


def _month_heads(names: Sequence[str]) -> Heads | None:
    """From January on; a workbook that begins later can only be said by dates."""
    if all(map(_FIRST_DAY.fullmatch, names)):
        return Heads(by="begindatum", heads={"months": list(names)}, names=tuple(names), kind="maand")
    numbers = [_number_of_month(name) for name in names]
    if numbers != list(range(len(names))):
        return None
    plain = tuple(names) == MONTHS
    heads = "months" if plain else {"months": list(names)}
    return Heads(by="begindatum", heads=heads, names=tuple(names), kind="maand")


def _heads_of_period(names: Sequence[str]) -> Heads | None:
    """The three months of a quarter, or the twelve of a year, by their numbers."""
    found = [_MONTH_OF_PERIOD.fullmatch(name) for name in names]
    numbers = [int(next(filter(None, each.groups()))) for each in found if each]
    if numbers != list(range(1, len(names) + 1)) or len(numbers) not in (_FEWEST, len(MONTHS)):
        return None
    whose = "months" if len(numbers) == len(MONTHS) else "months_of_period"
    return Heads(by="begindatum", heads={whose: list(names)}, names=tuple(names), kind="maand")


def _number_of_month(name: str) -> int:
    begin = name[:3].lower().replace("mrt", "maa")
    return next(place for place, month in enumerate(MONTHS) if month.lower().startswith(begin))


def _quarter_heads(names: Sequence[str]) -> Heads | None:
    numbers = [int(next(filter(None, _QUARTER.fullmatch(name).groups()))) for name in names]  # type: ignore[union-attr]  # they come from a match
    if numbers != list(range(1, len(names) + 1)):
        return None
    heads = "quarters" if tuple(names) == QUARTERS else {"quarters": list(names)}
    return Heads(by="begindatum", heads=heads, names=tuple(names), kind=BY_QUARTER)


def _age_heads(names: Sequence[str]) -> Heads | None:
    """Groups that follow each other from 0 on; the last may be open, and one for an unknown age."""
    found = age_groups(names)
    if found is None:
        return None
    groups = {each.name: list(map(str, each.ages)) for each in found if each.ages is not None}
    blank = "".join(each.name for each in found if each.is_unknown)
    opened = [each.name for each in found if each.name not in (*groups, blank)]
    if next(chain.from_iterable(groups.values()), "") != "0":
        return None
    by = {"field": "toewijzing.geboortedatum", "age": "period_end"}
    return Heads(by=by, heads=groups, other="".join(opened), blank=blank, names=tuple(names), kind=BY_AGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One kind of heads: where a text of a path is one, and what several of them are."""

    within: Callable[[str], Iterator[tuple[str, str]]]
    """Each head in an address, and the address with `*` in its place."""
    heads: Callable[[Sequence[str]], Heads | None]
    fewest: int = _FEWEST
    stands_alone: bool = True
    """Whether one of them is a header by itself, whatever stands beside it."""


_READERS = (
    _Reader(within=_months, heads=_month_heads),
    _Reader(within=_months_of_period, heads=_heads_of_period),
    _Reader(within=_quarters, heads=_quarter_heads, fewest=_FEWEST_SAID),
    _Reader(within=_ages, heads=_age_heads),
    _Reader(within=_laws, heads=_law_heads, fewest=_FEWEST_SAID, stands_alone=False),
    _Reader(within=_genders, heads=_gender_heads, fewest=_FEWEST_SAID, stands_alone=False),
)


def month_named(texts: Sequence[str]) -> str:
    """The form of a date in which all these texts are names of months; empty when they are not."""
    months = tuple(month.lower() for month in MONTHS)
    for form, names in (("maand", months), ("Maand", tuple(month.capitalize() for month in months))):
        if len(texts) >= _FEWEST and set(texts) <= set(names):
            return form
    return ""
