"""What day it is."""

from datetime import UTC, date, datetime

from service.domain.dutch_days import day_of


def today_in_the_netherlands() -> date:
    """The day there at this moment."""
    return day_of(datetime.now(UTC))
