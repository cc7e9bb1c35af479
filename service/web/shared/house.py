"""What every page may call: the use cases of this process."""

from dataclasses import dataclass

from flask import current_app

from service.use_cases.formats.read_calendar import ReadCalendar
from service.use_cases.submissions.hand_out_blank_standard import BlankStandard
from service.wiring import Wiring


@dataclass(frozen=True, slots=True)
class House:
    """The wiring, and two ways to read what this installation publishes."""

    wiring: Wiring
    calendar: ReadCalendar
    blank_standard: BlankStandard


def house() -> House:
    """The house of the application that answers this request."""
    found: House = current_app.extensions["house"]
    return found
