"""What reports add up to: kept with each when it is made, and added up over a period in the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from sqlalchemy import Connection, Row, text

from service.domain.explanation.summed_totals import SummedTotal, TotalsOf
from service.domain.explanation.written_total import WrittenTotal
from service.domain.made_report import AddedUp
from service.domain.periods import Period

_EXACT, _UNTOLD = "", "untold"
_HUNDREDTHS = 100
_WRITTEN = text("SELECT * FROM written_over(:first, :last, :municipality, :provider, :by_provider)")
_Owner = tuple[str, str]
"""Format, and the gemeentecode or the AGB code of what is added up."""
_Column = tuple[str, str]
KeptTotals = tuple[list[list[object]], int | None]
"""`kept_totals` of a report, and how many clients its municipality has in what it was made of."""


def kept_totals(totals: Iterable[WrittenTotal]) -> list[list[object]]:
    """Of one report: block, column, denominator, what is written, and the parts of that by cause.

    Whole numbers over one denominator, so that the database adds them up exactly; the exact total is the
    part without a cause.
    """
    return [_kept(each) for each in totals]


def is_kept_as(kept: KeptTotals, added_up: AddedUp) -> bool:
    """Whether these are the totals, and the number of clients, that are kept."""
    return kept == (kept_totals(added_up.totals), added_up.clients)


def _kept(total: WrittenTotal) -> list[object]:
    parts = {_EXACT: total.exact, **total.differences}
    denominator = lcm(_HUNDREDTHS, *(each.denominator for each in parts.values()))
    whole = {cause: int(each * denominator) for cause, each in parts.items()}
    return [total.block, total.column, denominator, int(total.written * denominator), whole]


class WrittenTotals:
    """Of reports that were sent and hold, as far as one organisation may know them."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def over(
        self, period: Period, municipality: str = "", provider: str = "", *, by_provider: bool = False
    ) -> tuple[TotalsOf, ...]:
        """Over exactly this period, per format and municipality, or per format and provider.

        Only of this gemeentecode or AGB code where they are given. In one statement.
        """
        asked = {
            "first": period.begin,
            "last": period.end,
            "municipality": municipality,
            "provider": provider,
            "by_provider": by_provider,
        }
        gathered: dict[_Owner, _Gathered] = defaultdict(_Gathered)
        for row in self._connection.execute(_WRITTEN, asked):
            gathered[row.format, row.code].take(row)
        return tuple(
            TotalsOf(
                format=name,
                municipality=None if by_provider else code,
                provider=code if by_provider else None,
                totals=each.totals(),
                hidden=each.kept_back["hidden"],
                unknown=each.kept_back["unknown"],
            )
            for (name, code), each in sorted(gathered.items(), key=lambda each: each[0])
        )


@dataclass
class _Gathered:
    """What the database tells of one format of one municipality or provider, line by line."""

    parts: dict[_Column, dict[str, Fraction]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[_Column, int] = field(default_factory=dict)
    counts: dict[_Column, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    kept_back: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, row: Row[*tuple[Any, ...]]) -> None:
        if row.block is None:
            self.kept_back[row.cause] += row.reports
            return
        column = row.block, row.name
        parts, counts = self.parts[column], self.counts[column]
        parts[row.cause] = parts.get(row.cause, Fraction(0)) + Fraction(int(row.amount), row.denominator)
        counts[row.cause] = counts.get(row.cause, 0) + row.reports
        self.places[column] = min(row.place, self.places.get(column, row.place))

    def totals(self) -> tuple[SummedTotal, ...]:
        return tuple(
            _summed(column, self.parts[column], self.counts[column])
            for column in sorted(self.parts, key=lambda each: (self.places[each], each))
        )


def _summed(column: _Column, parts: Mapping[str, Fraction], counts: Mapping[str, int]) -> SummedTotal:
    is_told = _UNTOLD not in parts
    named = {cause: by for cause, by in parts.items() if cause != _EXACT}
    block, name = column
    return SummedTotal(
        block=block,
        column=name,
        exact=parts[_EXACT] if is_told else None,
        written=sum(parts.values(), Fraction(0)),
        differences=named if is_told else {},
        reports=counts.get(_EXACT, 0) + counts.get(_UNTOLD, 0),
    )
