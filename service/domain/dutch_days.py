"""Days as the Netherlands counts them: on which day a moment falls, and which days are working days."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FRIDAY = 4


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


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
    return frozenset(country_holidays("NL", years=year, categories=("public", "optional")))
