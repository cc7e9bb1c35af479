"""What was published over earlier periods, as a report that looks back is given it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.periods import Period, PeriodKind
from service.domain.translation.content import ValueKind, Values, texts_of_values

Positions = npt.NDArray[np.int64]


class LooksAt(StrEnum):
    """Which earlier periods a column looks at."""

    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    YEAR_TO_DATE = "year_to_date"
    """All of the calendar year that came before, with the period itself."""

    def periods(self, now: Period, kind: PeriodKind) -> tuple[Period, ...]:
        """The earlier periods, in order of time."""
        match self:
            case LooksAt.PREVIOUS:
                return (now.before(kind),)
            case LooksAt.YEAR_AGO:
                return (now.a_year_ago(kind),)
            case LooksAt.YEAR_TO_DATE:
                return now.earlier_in_its_year(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBlock:
    """The lines of one block of a report, exactly as they were published."""

    keys: tuple[Values, ...]
    """What each line was of, one per key of the format (`per`)."""
    columns: Mapping[str, Values]
    """By address."""

    def keys_as_exported(self) -> set[tuple[object, ...]]:
        """The keys of every line: texts, whole numerators, days as jjjj-mm-dd, None for a blank."""
        return set(zip(*map(_as_exported, self.keys), strict=True))

    def __len__(self) -> int:
        """How many lines."""
        return len(self.keys[0]) if self.keys else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReport:
    """The figures of a report that was published."""

    format: str
    format_sha256: str
    municipality: str
    """Gemeentecode."""
    agb_code: str
    """Of its provider."""
    period: Period
    sha256: str
    """Of its file: what a report that names these figures is made of."""
    blocks: Mapping[str, PublishedBlock]
    """By the name of the block, those with keys only."""

    @property
    def key(self) -> tuple[str, str, Period]:
        """Which report of its provider it is."""
        return self.municipality, self.format, self.period


@dataclass(frozen=True, slots=True)
class EarlierFigures:
    """The reports of one provider that were published before, each once."""

    reports: Mapping[tuple[str, str, Period], PublishedReport] = field(default_factory=dict)
    """By municipality, format and period."""
    may_lack: bool = False
    """Whether a report is made too when a period lacks that it may not lack: to try a format out."""

    @classmethod
    def of(cls, reports: Iterable[PublishedReport], agb_code: str) -> "EarlierFigures":
        """Those of one provider."""
        return cls({each.key: each for each in reports if each.agb_code == agb_code})

    def find(self, municipality: str, name: str, period: Period) -> PublishedReport | None:
        """What one municipality got in a format over a period; None when that was never published."""
        return self.reports.get((municipality, name, period))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """What the lines of one block, of all municipalities, can see of earlier periods."""

    period: Period
    kind: PeriodKind
    numbers: Positions
    """Per line the number of its municipality."""
    keys: tuple[npt.NDArray[np.object_], ...]
    """Per key of the format its text in each line."""
    blocks: Mapping[Period, Mapping[int, PublishedBlock]]
    """By period and number of the municipality."""

    def periods(self, looks_at: LooksAt) -> tuple[Period, ...]:
        """The earlier periods that a column looks at."""
        return looks_at.periods(self.period, self.kind)

    def figures(
        self, period: Period, addresses: Sequence[str], denominator: int, *, absent: int | None
    ) -> Values:
        """What was published on the same line over a period, in the first of these columns that was there.

        A line that was not in the report of then gets `absent`; one of a municipality without a report of
        then, or without such a column in it, nothing.
        """
        found = dict(self._columns(period, addresses, denominator))
        known = np.isin(self.numbers, list(found))
        numbers = np.full(len(self.numbers), absent or 0, dtype=np.int64)
        blank = ~known | (absent is None)
        if found:
            places = self._places(period, list(found))
            items = np.concatenate([each.numbers for each in found.values()])
            empty = np.concatenate([each.blank for each in found.values()])
            there = places >= 0
            numbers[there], blank[there] = items[places[there]], empty[places[there]]
        return Values(ValueKind.NUMBER, numbers, blank, denominator)

    def _columns(
        self, period: Period, addresses: Sequence[str], denominator: int
    ) -> Iterator[tuple[int, Values]]:
        for number, block in self.blocks.get(period, {}).items():
            values = published_column(block, addresses, denominator)
            if values is not None:
                yield number, values

    def _places(self, period: Period, municipalities: Sequence[int]) -> Positions:
        """Per line its place among the lines of then, those of these municipalities behind each other."""
        blocks = [self.blocks[period][number] for number in municipalities]
        numbers = np.repeat(municipalities, [len(block) for block in blocks])
        keys = [
            np.concatenate([texts_of_values(block.keys[place]) for block in blocks])
            for place in range(len(self.keys))
        ]
        then = pd.MultiIndex.from_arrays([numbers, *keys])
        now = pd.MultiIndex.from_arrays([self.numbers, *self.keys])
        return then.get_indexer(now).astype(np.int64)


def published_column(block: PublishedBlock, addresses: Sequence[str], denominator: int) -> Values | None:
    """The first of these columns that was there, over `denominator`.

    None when there was none, when it held no numbers, or more decimals than can be shown now.
    """
    values = next((block.columns[each] for each in addresses if each in block.columns), None)
    if values is None or values.kind is not ValueKind.NUMBER:
        return None
    scaled, rest = np.divmod(np.where(values.blank, 0, values.numbers) * denominator, values.denominator)
    return None if rest.any() else Values(ValueKind.NUMBER, scaled, values.blank, denominator)


def _as_exported(values: Values) -> list[object]:
    items = values.items.astype(str) if values.kind is ValueKind.DATE else values.items
    return [None if blank else item for item, blank in zip(items.tolist(), values.blank, strict=True)]
