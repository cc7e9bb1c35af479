"""Deadlines as a file that calendars read (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from service.domain.deadline_calendar import DeadlineDay
from service.domain.wording import Language, Wording

_NAME = Wording("Termijnen Eenmaal", "Deadlines Eenmaal")
_AGAIN_AFTER = timedelta(hours=6)


def calendar_file(days: Iterable[DeadlineDay], language: Language, now: datetime) -> bytes:
    """Each day one event that lasts all day and keeps nobody busy."""
    calendar = Calendar()
    calendar.add("prodid", "-//Eenmaal//Termijnen//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _NAME.to(language))
    calendar.add("refresh-interval", _AGAIN_AFTER, parameters={"value": "DURATION"})
    for each in days:
        calendar.add_component(_event(each, language, now))
    content: bytes = calendar.to_ical()
    return content


def _event(each: DeadlineDay, language: Language, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{sha256(each.id.encode()).hexdigest()}@eenmaal")
    event.add("dtstamp", now)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", each.title.to(language))
    event.add("description", each.text.to(language))
    event.add("transp", "TRANSPARENT")
    return event
