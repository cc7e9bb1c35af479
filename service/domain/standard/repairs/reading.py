"""How a provider wants its files to be read where they can be read in more than one way."""

from dataclasses import dataclass
from enum import StrEnum


class DayOrder(StrEnum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a provider has said about reading its files."""

    repairs: bool = True
    """False: every cell is read exactly as it is written, and what could be repaired is a finding."""
    day_order: DayOrder | None = None
    """The order of dates such as 05-04-2026 where no cell proves it; None: that is asked."""
