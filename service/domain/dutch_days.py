"""On which day a moment falls in the Netherlands, and how a day is written in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain.wording import Wording, same

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTHS_IN_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAYS_IN_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT, _SHORTER = 3, 2
"""Letters of a month or English weekday, and of a Dutch weekday."""


def _numbered(names: tuple[str, ...], letters: int) -> dict[str, int]:
    return {name.casefold()[:length]: at for at, name in enumerate(names) for length in (letters, None)}


_MONTH_OF = {
    **_numbered(_MONTHS_IN_ENGLISH, _SHORT),
    **_numbered(MONTHS, _SHORT),
    "mrt": 2,
    "sept": 8,
}
_WEEKDAY_OF = {**_numbered(_WEEKDAYS_IN_ENGLISH, _SHORT), **_numbered(_WEEKDAYS, _SHORTER)}


def month_of(name: str) -> int | None:
    """The number of a month by its name or what that is shortened to, in Dutch or English."""
    at = _MONTH_OF.get(name.casefold())
    return None if at is None else at + 1


def weekday_of(name: str) -> int | None:
    """The number of a day of the week, Monday 0, by its name or what that is shortened to."""
    return _WEEKDAY_OF.get(name.casefold())


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which an aware moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def day_in_words(day: date) -> Wording:
    """`1 april 2026`, `1 April 2026`."""
    return same(f"{day.day} ") + month_words(day.month) + same(f" {day.year}")


def month_words(month: int) -> Wording:
    """`april`, `April`, of 4."""
    return Wording(MONTHS[month - 1], _MONTHS_IN_ENGLISH[month - 1])
