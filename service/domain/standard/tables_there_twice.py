"""Two sheets for one table: whether one is a copy of the other, a part of its own, or another state of it."""

from collections.abc import Iterator

from service.domain.said import Fact, plain, said_count
from service.domain.standard.cells import shown
from service.domain.standard.export import RawTable
from service.domain.wording import Wording

_MOST_ROWS = 2_000
"""Of more nobody is told how they differ."""
_COPY = Wording(
    "alle rijen zijn dezelfde, dus {sheet} is een kopie. Haal {sheet} weg.",
    "all rows are the same, so {sheet} is a copy. Remove {sheet}.",
)
_PART = Wording(
    "zij hebben geen enkele rij gemeen. Horen zij bij elkaar, voeg ze dan samen; haal er anders uit wat er "
    "niet bij hoort.",
    "they do not have one row in common. Merge them if they belong together; otherwise take out what does "
    "not belong here.",
)
_OTHER_STATE = Wording(
    "van de rijen van {sheet} staan er {common} ook in de andere, en {differing} niet. Laat staan wat klopt, "
    "elke rij één keer, en haal de andere weg.",
    "of the rows of {sheet} {common} are in the other one too, and {differing} are not. Keep what is right, "
    "each row once, and remove the other.",
)
_UNKNOWN = Wording(
    "voeg beide samen, of haal {sheet} weg als dat een kopie is.",
    "merge both, or remove {sheet} if it is a copy.",
)
_Row = frozenset[tuple[str, str]]


def remedy_for_both(first: RawTable, other: RawTable) -> Fact:
    """What to do about `other`, which is there for the same table as `first`."""
    facts: dict[str, Fact] = {"sheet": other.sheet}
    if max(len(first.rows), len(other.rows)) > _MOST_ROWS:
        return _UNKNOWN.filled(facts)
    there, rows = set(_rows(first)), list(_rows(other))
    common = sum(each in there for each in rows)
    if common == len(rows) and set(rows) == there:
        return _COPY.filled(facts)
    counts = {"common": said_count(common), "differing": said_count(len(rows) - common)}
    return (_OTHER_STATE if common else _PART).filled({**facts, **counts})


def _rows(raw: RawTable) -> Iterator[_Row]:
    """Each row as what stands in it, by the header above it."""
    names = [each.strip().casefold() for each in raw.headers]
    columns = [[str(plain(shown(cell))).strip() for cell in column] for column in raw.columns]
    for row in zip(*columns, strict=True):
        yield frozenset((name, text) for name, text in zip(names, row, strict=True) if text)
