"""Read dates as people here write them, 31-12-2025, once something proves which number is the day."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from service.domain.dutch_days import month_of, weekday_of
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.reading import DayOrder
from service.domain.standard.repairs.repair import Wanted

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_PARTS = re.compile(rf"^\s*(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}\s*$")
_WEEKDAY = r"(?:(?P<weekday>[a-z]+)\.?,? +)?"
_WORDED = tuple(
    re.compile(rf"^\s*{form}{_MIDNIGHT}\s*$", re.IGNORECASE)
    for form in (
        _WEEKDAY + r"(?P<day>\d{1,2})(?:e|st|nd|rd|th)?(?: *[-/.] *| +)(?P<month>[a-z]+)\.?"
        r"(?: *[-/.,] *| +)(?P<year>\d{4})",
        _WEEKDAY + r"(?P<month>[a-z]+)\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})",
    )
)
"""`1 januari 2026`, `do 1-jan-2026`, `January 1st, 2026`: a month that is named proves itself."""
_ZONE = r"(?:Z|[+-]\d{2}:\d{2})"
"""Behind a day without a time, as XML Schema allows: the day is the same."""
_YEAR_FIRST = re.compile(
    r"^\s*(?P<date>(?P<year>\d{4})([-/.]?)(?P<month>\d{1,2})\3(?P<day>\d{1,2}))"
    rf"(?:{_ZONE}|{_MIDNIGHT})\s*$"
)
_COMPACT = 8
"""Signs of a date without anything between its parts: `20260112`."""
_MONTHS = 12


def parts_of(text: str) -> tuple[int, int, int, str] | None:
    """Give first, second and year of a date, and the sign between them; None for another form."""
    found = _PARTS.match(text)
    return None if found is None else (int(found[1]), int(found[3]), int(found[4]), found[2])


def day_of(text: str, order: DayOrder) -> date | None:
    """Give the day that is meant in that order, None where there is no such day."""
    parts = parts_of(text)
    if parts is None:
        return None
    first, second, year, _ = parts
    day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def proven_orders(texts: Iterable[str]) -> dict[str, DayOrder]:
    """Per sign the order that a day above 12 proves; none where two texts contradict each other."""
    found: dict[str, set[DayOrder]] = {}
    for text in texts:
        parts = parts_of(text)
        if parts is None:
            continue
        first, second, _, sign = parts
        if first > _MONTHS >= second:
            found.setdefault(sign, set()).add(DayOrder.DAY_FIRST)
        elif second > _MONTHS >= first:
            found.setdefault(sign, set()).add(DayOrder.MONTH_FIRST)
    return {sign: next(iter(orders)) for sign, orders in found.items() if len(orders) == 1}


def contradicted(texts: Iterable[str]) -> set[str]:
    """The signs with which some date can only be day first, and another only month first."""
    firsts, seconds = set(), set()
    for parts in map(parts_of, texts):
        if parts is not None and parts[0] > _MONTHS:
            firsts.add(parts[3])
        elif parts is not None and parts[1] > _MONTHS:
            seconds.add(parts[3])
    return firsts & seconds


def as_standard_date(text: str, wanted: Wanted) -> str | None:
    """Give the date as jjjj-mm-dd where the month is named, or the order is proven or does not matter."""
    if wanted.field.type is not FieldType.DATE:
        return None
    proven = _worded_day(text) or _year_first(text)
    if proven is not None:
        return proven.isoformat()
    parts = parts_of(text)
    if parts is None:
        return None
    order = order_of(parts, wanted.evidence.day_orders)
    day = day_of(text, order) if order is not None else None
    return day.isoformat() if day is not None else None


def _worded_day(text: str) -> date | None:
    """Give the day of a date with its month in words; None where there is none, or its weekday denies it."""
    found = next((found for each in _WORDED if (found := each.match(text))), None)
    month = None if found is None else month_of(found["month"])
    if found is None or month is None:
        return None
    try:
        day = date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None
    return day if not found["weekday"] or weekday_of(found["weekday"]) == day.weekday() else None


def _year_first(text: str) -> date | None:
    """Give the day of `2026/1/12`, `2026.01.12` or `20260112`: after the year comes the month, everywhere."""
    found = _YEAR_FIRST.match(text)
    if found is None or (not found[3] and len(found["date"]) != _COMPACT):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def order_of(parts: tuple[int, int, int, str], orders: Mapping[str, DayOrder]) -> DayOrder | None:
    """The order in which to read a date; both will do where day and month are the same number."""
    first, second, _, sign = parts
    return DayOrder.DAY_FIRST if first == second else orders.get(sign)
