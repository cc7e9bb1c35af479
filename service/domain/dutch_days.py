"""Days as the Netherlands counts them: on which day a moment falls, and which days are working days."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from service.domain.wording import Wording, same

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FRIDAY = 4
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTHS_IN_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def day_in_words(day: date) -> Wording:
    """`1 april 2026`, `1 April 2026`."""
    months = Wording(_MONTHS[day.month - 1], _MONTHS_IN_ENGLISH[day.month - 1])
    return same(f"{day.day} ") + months + same(f" {day.year}")


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
