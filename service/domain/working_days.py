"""Which days are working days in the Netherlands."""

from datetime import date, timedelta
from functools import cache

_FRIDAY = 4


def is_working_day(day: date) -> bool:
    """Not on a weekend, nor on a day that article 3 of the Algemene termijnenwet names or treats so."""
    return day.weekday() <= _FRIDAY and day not in _holidays(day.year)


def after_working_days(day: date, count: int) -> date:
    """The last of `count` working days that follow `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    """Optional are the days that are free by that law and not in every trade."""
    from holidays import country_holidays  # noqa: PLC0415 - every process would be a fifth of a second slower

    return frozenset(country_holidays("NL", years=year, categories=("public", "optional")))
