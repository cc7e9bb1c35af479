"""How amounts, counts, days, moments, sizes and periods are written in the language of the page."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from service.domain.dutch_days import AMSTERDAM
from service.domain.periods import Period, PeriodKind
from service.domain.wording import Language, Wording
from service.web.shared.languages import current_language, gettext, in_language

_KILO = 1024
_DECIMAL = re.compile(r"-?\d+\.\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def euro(cents: int) -> str:
    """`€ 1.234,50`: exact, with a minus sign in front and the spaces that keep it on one line."""
    amount = Decimal(abs(cents)) / 100
    pattern = "¤\u00a0#,##0.00"
    text = format_currency(amount, "EUR", pattern, locale=_locale())
    return f"\N{MINUS SIGN}{text}" if cents < 0 else text


def number(count: int) -> str:
    """`12.400`."""
    return _number(count, _locale())


@lru_cache(maxsize=4096)
def _number(count: int, locale: str) -> str:
    return str(format_decimal(count, locale=locale))


def plain_number(value: float) -> str:
    """`1234,5`: with at most six decimals, and nothing between the thousands."""
    return str(format_decimal(value, "0.######", locale=_locale()))


def large_number(value: float) -> str:
    """`1.234,5`: likewise, with a sign between the thousands."""
    return str(format_decimal(value, "#,##0.######", locale=_locale()))


def figure(kept: str) -> str:
    """A figure of a report as it is kept, `1234.50` or `2026-03-31`, as a page writes it; all else as it is.

    Whole numbers too: a year or a code may be one.
    """
    if _DECIMAL.fullmatch(kept):
        decimals = len(kept.partition(".")[2])
        return str(format_decimal(Decimal(kept), f"#,##0.{'0' * decimals}", locale=_locale()))
    try:
        return day(date.fromisoformat(kept)) if _DAY.fullmatch(kept) else kept
    except ValueError:  # a text that looks like a day that there is not
        return kept


def day(when: date) -> str:
    """`1 april 2026`."""
    return str(format_date(when, "d MMMM y", locale=_locale()))


def moment(when: datetime) -> str:
    """`1 april 2026, 14:05`, as the clock in Amsterdam shows it."""
    return str(format_datetime(when, "d MMMM y, HH:mm", tzinfo=AMSTERDAM, locale=_locale()))


def short_moment(when: datetime) -> str:
    """`1 apr 2026, 14:05`, for tables."""
    return str(format_datetime(when, "d MMM y, HH:mm", tzinfo=AMSTERDAM, locale=_locale()))


def size(count: int) -> str:
    """`12 kB` or `3,4 MB`, counted as file managers do, by 1024."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{format_decimal(round(count / _KILO), locale=_locale())} kB"
    megabytes = Decimal(count) / (_KILO * _KILO)
    return f"{format_decimal(megabytes, '#,##0.#', locale=_locale())} MB"


def period_name(period: Period) -> str:
    """`1e kwartaal 2026`, `1e halfjaar 2026`, `2026`, `maart 2026`, or both days."""
    return _period_name(period, current_language())


@lru_cache(maxsize=1024)
def _period_name(period: Period, _language: Language) -> str:
    """In the language of the request, which is the one that is given."""
    for kind in PeriodKind:
        if period in period.parts(kind):
            return _calendar_name(kind, period.begin)
    return f"{day(period.begin)} – {day(period.end)}"


def _calendar_name(kind: PeriodKind, begin: date) -> str:
    match kind:
        case PeriodKind.MONTH:
            return str(format_date(begin, "MMMM y", locale=_locale()))
        case PeriodKind.QUARTER:
            return str(format_date(begin, "QQQQ y", locale=_locale()))
        case PeriodKind.HALF_YEAR:
            half = gettext("1e halfjaar") if begin.month == 1 else gettext("2e halfjaar")
            return f"{half} {begin.year}"
        case PeriodKind.YEAR:
            return str(begin.year)


_LOCALE = Wording("nl_NL", "en_GB")


def _locale() -> str:
    return in_language(_LOCALE)
