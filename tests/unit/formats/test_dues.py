"""Who owes what by when: states in time, who is expected, and that a correction makes nothing late."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.dues import DueState, Extension, dues_of, expected, is_expected, state_in_time
from service.domain.dutch_days import day_of
from service.domain.formats.calendar import AskedReport, Request
from service.domain.periods import Period, parse_period
from service.domain.report_in_brief import in_brief
from service.domain.reports import ReportId
from service.domain.working_days import after_working_days, is_working_day
from tests.unit.web.conftest import a_report

QUARTER = parse_period("2026-Q1")
LAST = date(2026, 4, 30)
ASKED = AskedReport(
    provider_code="06011234",
    municipality="0014",
    format="voorbeeldregio-noord/kwartaal",
    period=QUARTER,
    deadline=LAST,
    legal_ground="Inkoopovereenkomst",
)
IN_TIME, TOO_LATE = datetime(2026, 4, 30, 21, 59, tzinfo=UTC), datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
REJECTED = ReportVerdict(Cause.DATA_QUALITY, "kolom D is leeg", TOO_LATE)
MORE_TIME = Extension(
    provider_code="06011234",
    municipality="0014",
    format=ASKED.format,
    period=QUARTER,
    until=date(2026, 5, 15),
    reason="Wij publiceerden het formaat te laat.",
    granted_by="gemeente",
    granted_at=IN_TIME,
)
EARLIER = a_report(id=ReportId(UUID(int=80)), period=parse_period("2025-Q4"), sent_at=IN_TIME)


def found(asked, reports, extensions, today):
    brief = [in_brief(each) for each in reports]
    return dues_of(asked, brief, expected(brief), extensions, today)


def state(reports=(), extensions=(), today=date(2026, 5, 1)):
    (due,) = found([ASKED], [EARLIER, *reports], extensions, today)
    return due.state


@pytest.mark.parametrize(
    ("today", "extensions", "found"),
    [
        (date(2026, 3, 31), (), DueState.NOT_YET),
        (date(2026, 4, 1), (), DueState.DUE),
        (LAST, (), DueState.DUE),
        (date(2026, 5, 1), (), DueState.MISSING),
        (date(2026, 5, 1), (MORE_TIME,), DueState.EXTENDED),
        (date(2026, 5, 15), (MORE_TIME,), DueState.EXTENDED),
        (date(2026, 5, 16), (MORE_TIME,), DueState.MISSING),
    ],
)
def test_what_is_not_there_waits_is_due_has_more_time_or_is_missing(today, extensions, found):
    assert state(extensions=extensions, today=today) is found


def test_on_time_is_decided_by_the_day_of_sending_in_the_netherlands():
    assert state([a_report(sent_at=IN_TIME)]) is DueState.ON_TIME
    assert state([a_report(sent_at=TOO_LATE)]) is DueState.LATE
    assert state([a_report(sent_at=TOO_LATE)], [MORE_TIME]) is DueState.ON_TIME
    assert state([a_report(published_at=IN_TIME)]) is DueState.MISSING
    assert day_of(TOO_LATE) == date(2026, 5, 1)


def test_a_correction_makes_nothing_late_and_a_rejection_does():
    first = a_report(sent_at=IN_TIME, is_superseded=True, successor=ReportId(UUID(int=81)))
    second = a_report(id=ReportId(UUID(int=81)), sent_at=TOO_LATE)

    assert state([second, first]) is DueState.ON_TIME
    assert state([second, replace(first, verdict=REJECTED)]) is DueState.LATE
    assert state([replace(second, verdict=REJECTED), first]) is DueState.MISSING
    (due, *_) = found([ASKED], [EARLIER, replace(second, verdict=REJECTED)], (), date(2026, 5, 1))
    assert (due.is_rejected, due.sent_on, due.report.id) == (True, None, second.id)


def test_what_lapsed_or_was_taken_back_is_missing():
    assert state([a_report(sent_at=IN_TIME, is_superseded=True)]) is DueState.MISSING
    assert state([a_report(sent_at=None)]) is DueState.MISSING


def test_who_sent_something_is_expected_until_a_year_after_and_never_before():
    sent = parse_period("2025-Q1")
    labels = ("2024-Q4", "2025-Q1", "2025-Q2", "2026-Q1", "2026-Q3")

    assert [is_expected(parse_period(label), sent) for label in labels] == [False, True, True, True, False]
    assert not found([ASKED], [], (), LAST)
    (pair,) = expected(
        in_brief(a_report(period=parse_period(label), sent_at=IN_TIME)) for label in ("2025-Q3", "2024-Q1")
    ).values()
    assert pair.over == Period(date(2024, 1, 1), date(2025, 9, 30))
    assert not found([replace(ASKED, municipality="0037")], [EARLIER], (), LAST)


def test_of_two_entries_that_ask_the_same_the_earlier_day_counts():
    (due,) = found([ASKED, replace(ASKED, deadline=date(2026, 4, 15))], [EARLIER], (), LAST)

    assert (due.last_day, due.state) == (date(2026, 4, 15), DueState.MISSING)


def test_working_days_pass_over_weekends_and_dutch_holidays():
    assert [is_working_day(date(2026, 4, day)) for day in (2, 3, 4, 6, 7, 27)] == [
        *(True, False, False),
        *(False, True, False),
    ]
    assert not is_working_day(date(2026, 5, 5))
    request = Request(municipality="0014", format="x/y", begin=date(2026, 1, 1), deadline_working_days=3)
    assert request.deadline(QUARTER) == date(2026, 4, 7)
    assert after_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@settings(max_examples=40)
@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_more_time_never_makes_a_state_worse_and_every_state_is_decided(extended_to, sent_on, today):
    usual, more = (state_in_time(ASKED, each, sent_on, today) for each in (None, extended_to))

    assert usual.is_open == more.is_open == (sent_on is None)
    if usual is DueState.ON_TIME:
        assert more is DueState.ON_TIME
    if more is DueState.MISSING:
        assert usual is DueState.MISSING
    if extended_to is not None and extended_to <= LAST:
        assert more is usual
