"""Deadlines as a calendar reads them: per day how many are owed, without a name, in plain RFC 5545."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from service.domain.deadline_calendar import deadline_days
from service.domain.dues import DueState
from service.web.reports.calendar_file import calendar_file
from tests.unit.web.conftest import ASKED, a_due

NOW, ADDRESS = datetime(2026, 4, 1, tzinfo=UTC), "https://eenmaal.example/termijnen"
TITLES = {ASKED.format: "Kwartaal; jeugd, Wmo \\ én " + "meer " * 20 + "\nBEGIN:VEVENT"}
OTHER = a_due(DueState.DUE, asked=replace(ASKED, municipality="0037"))
LATER = a_due(DueState.DUE, asked=replace(ASKED, deadline=date(2026, 5, 31)))


def days(*dues):
    return list(deadline_days(dues, TITLES, ADDRESS))


def test_reports_with_one_last_day_format_and_period_are_one_event():
    found = days(OTHER, LATER, a_due(DueState.MISSING), a_due(DueState.ON_TIME), a_due(DueState.LATE))

    assert [each.day for each in found] == [date(2026, 4, 30), date(2026, 5, 31)]
    assert found[0].title.nl.endswith("eerste kwartaal 2026: 2 rapportages")
    assert found[1].title.en.endswith("first quarter of 2026: 1 report")
    assert found[0].text.nl.endswith(ADDRESS)


def test_no_name_of_an_organisation_or_reason_stands_in_it():
    content = calendar_file(days(OTHER, LATER), "nl", NOW).decode()

    assert "Zorg Een" not in content
    assert "Groningen" not in content


def test_the_file_is_folded_and_escaped_and_read_back_as_it_was_meant():
    found = days(OTHER, LATER)

    content = calendar_file(found, "nl", NOW)

    assert content.endswith(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\r\nBEGIN:VEVENT") == 2
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == [each.title.nl for each in found]
    assert [str(each["description"]) for each in events] == [each.text.nl for each in found]
    assert [(each["dtstart"].dt, each["dtend"].dt) for each in events] == [
        (each.day, each.day + timedelta(days=1)) for each in found
    ]
    assert len({str(each["uid"]) for each in events}) == 2


def test_the_same_day_keeps_its_id_whatever_comes_in_beside_it():
    assert days(OTHER)[0].id == days(OTHER, LATER, a_due(DueState.MISSING))[0].id


def test_nothing_owed_is_an_empty_calendar():
    assert Calendar.from_ical(calendar_file((), "en", NOW)).walk("VEVENT") == []
