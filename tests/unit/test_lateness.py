"""Why a report is late or missing: one table of what happened, and what is then the cause."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.dues import DueState, LateCause
from service.domain.lateness import HeldUp, cause_of, with_causes
from service.domain.periods import parse_period
from tests.unit.web.conftest import QUARTER, WHEN, a_due, a_report

TODAY, LAST, AFTER = date(2026, 5, 20), date(2026, 4, 30), date(2026, 5, 4)
LATE = a_due(DueState.LATE, sent_on=AFTER, report=a_report(sent_at=WHEN))
MISSING = a_due(DueState.MISSING)
ON_TIME = a_due(DueState.ON_TIME, sent_on=LAST, report=a_report(sent_at=WHEN))
FETCHED = replace(ON_TIME, report=a_report(sent_at=WHEN, taken_at=WHEN))
WAITS = HeldUp(provider_code="06011234", period=QUARTER, begun=LAST, until=None)
OVER = replace(WAITS, until=AFTER)
PROVIDER, FORMAT, SERVICE = LateCause.PROVIDER, LateCause.FORMAT, LateCause.SERVICE


@pytest.mark.parametrize(
    ("due", "published_on", "held_up", "cause"),
    [
        (LATE, None, (), PROVIDER),
        (MISSING, None, (), PROVIDER),
        (LATE, date(2026, 4, 16), (), PROVIDER),
        (LATE, date(2026, 4, 17), (), FORMAT),
        (MISSING, date(2026, 5, 10), (), FORMAT),
        (LATE, date(2026, 5, 10), (), PROVIDER),
        (MISSING, None, (WAITS,), SERVICE),
        (LATE, None, (OVER,), SERVICE),
        (LATE, date(2026, 4, 17), (OVER,), SERVICE),
        (LATE, None, (replace(OVER, until=LAST),), PROVIDER),
        (LATE, None, (replace(OVER, begun=date(2026, 5, 1)),), PROVIDER),
        (MISSING, None, (OVER,), PROVIDER),
        (MISSING, None, (replace(OVER, until=date(2026, 5, 17)),), SERVICE),
        (MISSING, None, (replace(WAITS, provider_code="06019999"),), PROVIDER),
        (MISSING, None, (replace(WAITS, period=parse_period("2025-Q4")),), PROVIDER),
        (MISSING, None, (replace(WAITS, period=parse_period("2026")),), SERVICE),
        (MISSING, None, (replace(WAITS, period=None),), SERVICE),
        (MISSING, None, (replace(WAITS, period=None, begun=date(2025, 12, 31)),), PROVIDER),
        (ON_TIME, date(2026, 4, 17), (WAITS,), LateCause.NOT_FETCHED),
        (FETCHED, date(2026, 4, 17), (WAITS,), None),
        (a_due(DueState.DUE), date(2026, 4, 17), (WAITS,), None),
        (a_due(DueState.EXTENDED), date(2026, 4, 17), (WAITS,), None),
        (a_due(DueState.NOT_YET), None, (), None),
    ],
)
def test_the_cause_follows_from_what_was_published_held_up_and_fetched(due, published_on, held_up, cause):
    assert cause_of(due, published_on, held_up, TODAY) is cause


def test_what_lies_there_until_the_last_day_is_not_left_lying():
    assert cause_of(ON_TIME, None, (), LAST) is None


def test_every_due_gets_the_cause_that_its_own_version_gives():
    other = replace(MISSING, asked=replace(MISSING.asked, format="x/y"))
    days = {"x/y": date(2026, 4, 29)}

    found = with_causes([MISSING, other], lambda due: days.get(due.asked.format), (), TODAY)

    assert [each.cause for each in found] == [PROVIDER, FORMAT]
