"""What can be sent is ready, and no later one that is ready is over the same days."""

from datetime import UTC, datetime

import pytest

from service.domain.periods import parse_period
from service.domain.submissions.sending import can_be_sent
from service.domain.submissions.submission import SubmissionState
from tests.unit.web.conftest import a_submission

READY, FAILED = SubmissionState.READY, SubmissionState.FAILED


def of(period, order, state=READY):
    received = datetime(2026, 4, order, tzinfo=UTC)
    return a_submission(state, received_at=received, period=parse_period(period) if period else None)


@pytest.mark.parametrize(
    ("later", "can_be"),
    [
        (of("2026-Q1", 2), False),
        (of("2026", 2), False),
        (of("2026-Q2", 2), True),
        (of("2026-Q1", 1), True),
        (of("2026-Q1", 2, FAILED), True),
        (of(None, 2), True),
    ],
)
def test_a_later_one_over_the_same_days_takes_its_place_when_it_is_ready(later, can_be):
    assert can_be_sent(of("2026-Q1", 1), [later]) is can_be


def test_what_is_not_ready_or_of_no_period_cannot_be_sent():
    assert not can_be_sent(of("2026-Q1", 1, FAILED), [])
    assert not can_be_sent(of(None, 1), [])
