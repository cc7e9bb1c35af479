"""Match the headers of a table to its fields: by name, by spelling, or only by what they look like."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from service.domain.standard.export import RawTable
from service.domain.standard.handing_in import sign_of
from service.domain.standard.model import Table
from service.domain.standard.trimming import name_of

_LEAST_LETTERS = 4
"""Of a header that is cut short, before we ask whether a field is meant."""
_ALIKE = 0.8
"""How alike two names are (difflib) before we ask whether the one is meant for the other."""
_SHORT = (
    (re.compile(r"\bin (?:€|euro('s)?)|\((?:€|euro|verplicht|optioneel)\)"), ""),
    (re.compile(r"\bn(?:r|o)\b\.?"), "nummer"),
    (re.compile(r"%|\bperc(?:\b|\.)"), "percentage"),
)
"""What people shorten in a header, or add to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedHeaders:
    """What became of every header of a table, by its index."""

    columns: Mapping[str, int]
    """Field → where it stands, for every field that is there once."""
    twice: Mapping[str, tuple[int, ...]]
    """Field → where it stands again."""
    repaired: Mapping[int, str]
    """Header that is spelled a little differently → its field, which `columns` has as well."""
    meant: Mapping[int, str]
    """Header that only looks like a field → that field, which is absent."""
    unknown: tuple[int, ...]
    """Headers that are nothing of ours."""
    headless: tuple[int, ...]
    """Columns that hold something and have no header."""
    sign: int | None = None
    """Where it stands how the rows were handed in; None when the table does not say."""

    @property
    def may_hide_a_field(self) -> bool:
        """Whether a column has a name that is none of ours, none at all, or twice the same."""
        return bool(self.headless or self.has_other_names)

    @property
    def has_other_names(self) -> bool:
        """Whether a column has a name that is none of ours, or twice the same."""
        return bool(self.unknown or self.twice)


def match_headers(table: Table, raw: RawTable, *, repairs: bool) -> MatchedHeaders:
    """Match every header. Two headers that are spelled like one field are not repaired."""
    names = [name_of(header) for header in raw.headers]
    known = _places(names, table)
    sign = names.index(sign_of(table.name)) if sign_of(table.name) in names else None
    others = [at for at, name in enumerate(names) if name not in {"", sign_of(table.name), *known}]
    bare = [each.removeprefix(f"{table.name}.") for each in names]
    repaired = _by_spelling(bare, others, _absent(table, known)) if repairs else {}
    others = _left(others, repaired)
    meant = _by_likeness(table, names, others, _absent(table, {*known, *repaired.values()}))
    return MatchedHeaders(
        columns={**_once(known), **{field: at for at, field in repaired.items()}},
        twice={field: places[1:] for field, places in known.items() if len(places) > 1},
        repaired=repaired,
        meant=meant,
        unknown=tuple(_left(others, meant)),
        headless=_filled_without_header(raw, names),
        sign=sign,
    )


def _places(names: list[str], table: Table) -> dict[str, tuple[int, ...]]:
    """Per field of the table the headers that have exactly its name."""
    places: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(names):
        if name in table.fields:
            places[name] = (*places.get(name, ()), at)
    return places


def _once(known: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    return {field: places[0] for field, places in known.items() if len(places) == 1}


def _absent(table: Table, known: Collection[str]) -> list[str]:
    return [name for name in table.fields if name not in known]


def _left(others: Iterable[int], taken: Collection[int]) -> list[int]:
    return [at for at in others if at not in taken]


def _by_spelling(names: list[str], others: Iterable[int], absent: Iterable[str]) -> dict[int, str]:
    """Per header the one absent field whose name has the same letters and digits."""
    fields = {_letters(name): name for name in absent}
    found = {at: fields[letters] for at in others if (letters := _letters(names[at])) in fields}
    times = Counter(found.values())
    return {at: field for at, field in found.items() if times[field] == 1}


def _letters(name: str) -> str:
    """`Gemeente-code *` and `gemeente code` are both `gemeentecode`, `Bedrag in €` is `bedrag`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    for form, full in _SHORT:
        plain = form.sub(full, plain)
    return "".join(sign for sign in plain if sign.isalnum())


def _by_likeness(
    table: Table, names: list[str], others: Iterable[int], absent: Sequence[str]
) -> dict[int, str]:
    if not absent:
        return {}
    alike = {
        name: next(iter(get_close_matches(_underscored(name), absent, 1, _ALIKE)), "")
        or _by_beginning(table, name, absent)
        for name in {names[at] for at in others}
    }
    return {at: alike[names[at]] for at in others if alike[names[at]]}


def _by_beginning(table: Table, name: str, absent: Sequence[str]) -> str:
    """The one absent field that a header is cut short of, or that it begins with when that must be there."""
    letters, fields = _letters(name), {_letters(field): field for field in table.fields}
    if len(letters) < _LEAST_LETTERS or letters in fields:
        return ""
    whole = [each for each in fields if each.startswith(letters)] or _required_in(letters, table)
    is_sure = len(whole) == 1 and 2 * len(letters) >= len(whole[0]) and fields[whole[0]] in absent
    return fields[whole[0]] if is_sure else ""


def _required_in(letters: str, table: Table) -> list[str]:
    """The required fields that a header begins with, as their letters alone."""
    required = (_letters(field) for field in table.required)
    return [each for each in required if letters.startswith(each)]


def _underscored(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_")


def _filled_without_header(raw: RawTable, names: list[str]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if not name and not raw.columns[at].blank.all())
