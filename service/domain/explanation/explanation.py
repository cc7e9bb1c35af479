"""An explanation: what one cell of a report holds, in words, from which rows, and the sum that gives it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from service.domain.formats.rows import Positions
from service.domain.periods import Period
from service.domain.standard.export import RowPlace, RowPlaces
from service.domain.translation.content import ValueKind, Values, texts_of_values
from service.domain.wording import Wording

Told = str | int | float | None
"""A value in JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
    """The rows of one table behind a cell."""

    table: str
    places: Positions
    """In their table."""
    stand: RowPlaces
    """Where each was handed in."""
    values: Values
    """What each of them says."""
    contributions: Values
    """What each adds to the figure; blank for one that was only looked at."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.places)

    @property
    def total(self) -> Fraction | None:
        """What they add together; None when none of them adds a number."""
        given = self.contributions
        if given.kind is not ValueKind.NUMBER or given.blank.all():
            return None
        return Fraction(int(given.numbers[~given.blank].sum()), given.denominator)

    def at(self, chosen: Positions | slice) -> "SourceRows":
        """Some of them."""
        return SourceRows(
            table=self.table,
            places=self.places[chosen],
            stand=self.stand.at(chosen),
            values=self.values.at(chosen),
            contributions=self.contributions.at(chosen),
        )

    def told(self) -> Iterator[tuple[RowPlace, Told, Told]]:
        """Of each row where it was handed in, what it says and what it adds."""
        return zip(self.stand, in_json(self.values), in_json(self.contributions), strict=True)

    def as_json(self) -> Iterator[dict[str, object]]:
        """One object a row."""
        for place, value, contribution in self.told():
            where = {"sheet": place.sheet} if place.sheet else {}
            told = {"value": value, "contribution": contribution}
            yield {"table": self.table, **where, "row": place.row, **told}


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A line of a code table that was looked up."""

    table: str
    code: str
    becomes: str


@dataclass(frozen=True, slots=True)
class UsedReport:
    """A report that was published earlier and looked back on."""

    period: Period
    sha256: str


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """How much stands behind a cell, for who may not see the rows themselves."""

    rows: int
    people: int
    """Different ones; 0 where the rows are about nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What there is to tell of one cell."""

    report: str
    """The name of its file."""
    address: str
    value: Values
    """A column of one."""
    words: Wording
    rows: tuple[SourceRows, ...] = ()
    total: Fraction | None = None
    """The sum of the contributions: the figure itself, before it is rounded or divided as the words say."""
    tables: tuple[UsedCode, ...] = ()
    earlier: tuple[UsedReport, ...] = ()
    behind: RowsBehind | None = None
    """In the place of `rows` for who may know their number alone."""
    is_kept_back: bool = False
    """Whether its value is not told, because it is about too few people for who looks."""

    @property
    def row_count(self) -> int:
        """How many rows, of whatever table."""
        return sum(each.count for each in self.rows)

    def as_json(self) -> dict[str, object]:
        """X in docs/json.md."""
        return {
            "report": self.report,
            "address": self.address,
            "value": in_json(self.value)[0],
            "words": self.words.as_json(),
            "rows": [row for each in self.rows for row in each.as_json()],
            "sum": None if self.total is None else number_in_json(self.total),
            "tables": [
                {"table": each.table, "code": each.code, "becomes": each.becomes} for each in self.tables
            ],
            "earlier": [{"period": each.period.label, "sha256": each.sha256} for each in self.earlier],
        }


def without_rows(told: Explanation) -> Explanation:
    """The same for who may not see the rows of a provider."""
    return replace(told, rows=(), total=None, tables=(), earlier=())


def total_of(rows: Iterable[SourceRows]) -> Fraction | None:
    """What rows of several tables add together; None when none of them adds a number."""
    totals = [each.total for each in rows]
    given = [each for each in totals if each is not None]
    return sum(given, Fraction(0)) if given else None


def number_in_json(number: Fraction) -> int | float:
    """The number; one with decimals as the nearest that JSON readers have."""
    return number.numerator if number.denominator == 1 else number.numerator / number.denominator


def in_json(values: Values) -> list[Told]:
    """Each value as JSON has it; a day as jjjj-mm-dd."""
    if values.kind is not ValueKind.NUMBER:
        texts = texts_of_values(values).tolist()
        return [None if blank else str(text) for text, blank in zip(texts, values.blank, strict=True)]
    whole = values.numbers % values.denominator == 0
    quotients = (values.numbers // values.denominator).tolist()
    exact = (values.numbers / values.denominator).tolist()
    told = zip(quotients, exact, whole.tolist(), values.blank.tolist(), strict=True)
    return [None if blank else number if is_whole else near for number, near, is_whole, blank in told]


def no_values(count: int) -> Values:
    """As many blanks."""
    items = np.full(count, "", dtype=object)
    return Values(ValueKind.TEXT, items, np.ones(count, dtype=bool))
