"""How a provider wants its files to be read where they can be read in more than one way."""

from collections.abc import Mapping
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

    def as_json(self) -> dict[str, object]:
        """As it is kept with a submission."""
        return {"repairs": self.repairs, "day_order": self.day_order.value if self.day_order else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Reading":
        """From `as_json`; what is not said there is as usual."""
        order = kept.get("day_order")
        return cls(
            repairs=kept.get("repairs") is not False, day_order=DayOrder(str(order)) if order else None
        )
