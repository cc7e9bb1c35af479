"""Reporting periods: months, quarters, half-years and years, and which of them lie within a range of days."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from service.domain.dutch_days import MONTHS

_PARTS = {"Q": "kwartaal", "H": "halfjaar"}


class PeriodKind(StrEnum):
    """How often a format is asked."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many calendar months one period has."""
        return {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A range of whole days, both ends included."""

    begin: date
    end: date

    @property
    def label(self) -> str:
        """`2026-03`, `2026-Q1`, `2026-H1` or `2026` for a calendar period, else `begin--end`."""
        return _label_of(self)

    @property
    def in_dutch(self) -> str:
        """`januari 2026`, `1e kwartaal 2026`, `2e halfjaar 2026` or `2026`, else its first and last day."""
        year, _, part = self.label.partition("-")
        if part[:1] in _PARTS:
            return f"{part[1:]}e {_PARTS[part[0]]} {year}"
        if part.isdigit():
            return f"{MONTHS[int(part) - 1]} {year}"
        return f"{self.begin:%d-%m-%Y} t/m {self.end:%d-%m-%Y}" if part else year

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        return self.begin <= other.begin and other.end <= self.end

    def parts(self, kind: PeriodKind) -> Iterator["Period"]:
        """The calendar periods of `kind` that lie wholly within this one, in order of time."""
        part = _period_of(kind, self.begin)
        while part.end <= self.end:
            if part.begin >= self.begin:
                yield part
            part = _period_of(kind, part.end + timedelta(days=1))

    def overlapping(self, kind: PeriodKind) -> Iterator["Period"]:
        """The calendar periods of `kind` that share a day with this one, in order of time."""
        part = _period_of(kind, self.begin)
        while part.begin <= self.end:
            yield part
            part = _period_of(kind, part.end + timedelta(days=1))

    def before(self, kind: PeriodKind) -> "Period":
        """The period of `kind` that ends just before this one begins."""
        return _period_of(kind, self.begin - timedelta(days=1))

    def a_year_ago(self, kind: PeriodKind) -> "Period":
        """The period of `kind` that began a year before this one."""
        return _period_of(kind, date(self.begin.year - 1, self.begin.month, 1))

    def looked_back_on(self) -> "Period":
        """Every day that a report over a part of this period can look back on."""
        return Period(date(self.begin.year - 1, 1, 1), self.end)

    def earlier_in_its_year(self, kind: PeriodKind) -> tuple["Period", ...]:
        """The periods of `kind` that began in the same calendar year, and ended before this one begins."""
        year = _period_of(PeriodKind.YEAR, self.begin)
        return tuple(part for part in year.parts(kind) if part.end < self.begin)


def chosen_period(periods: Iterable[Period], label: str | None) -> Period | None:
    """The one with this label, or else the latest; None when there is none."""
    named = (period for period in periods if label in (None, period.label))
    return max(named, key=lambda each: (each.end, each.begin), default=None)


_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?"
)


def parse_period(label: str) -> Period:
    """`2026`, `2026-H1`, `2026-Q1` or `2026-03` → its days. Raises ValueError for anything else."""
    match = _PATTERN.fullmatch(label)
    if match is None:
        raise ValueError(f"{label!r} is not a period; write 2026, 2026-H1, 2026-Q1 or 2026-03.")
    year = int(match["year"])
    if match["quarter"]:
        return _period_of(PeriodKind.QUARTER, date(year, 3 * int(match["quarter"]), 1))
    if match["half"]:
        return _period_of(PeriodKind.HALF_YEAR, date(year, 6 * int(match["half"]), 1))
    if match["month"]:
        return _period_of(PeriodKind.MONTH, date(year, int(match["month"]), 1))
    return _period_of(PeriodKind.YEAR, date(year, 1, 1))


@lru_cache(maxsize=1024)
def _label_of(period: Period) -> str:
    for kind in PeriodKind:
        if period == _period_of(kind, period.begin):
            return _label(kind, period.begin)
    return f"{period.begin.isoformat()}--{period.end.isoformat()}"


def _period_of(kind: PeriodKind, day: date) -> Period:
    first_month = (day.month - 1) // kind.months * kind.months + 1
    next_month = first_month + kind.months
    after = date(day.year + (next_month - 1) // 12, (next_month - 1) % 12 + 1, 1)
    return Period(date(day.year, first_month, 1), after - timedelta(days=1))


def _label(kind: PeriodKind, begin: date) -> str:
    match kind:
        case PeriodKind.MONTH:
            return f"{begin.year}-{begin.month:02d}"
        case PeriodKind.QUARTER:
            return f"{begin.year}-Q{(begin.month + 2) // 3}"
        case PeriodKind.HALF_YEAR:
            return f"{begin.year}-H{(begin.month + 5) // 6}"
        case PeriodKind.YEAR:
            return f"{begin.year}"
