"""On which day a moment falls in the Netherlands, and how a day is written in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain.wording import Wording, same

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
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
