"""Which upload takes the place of which, and which one another improves on."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from service.domain.access import OrganisationId
from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.submissions.submission import (
    Submission,
    SubmissionId,
    SubmissionState,
    former_of,
    successions,
)

FIRST = datetime.fromisoformat("2026-04-10T09:00:00+00:00")


def submission(number, period="2026-Q1", state=SubmissionState.READY, hours=None):
    return Submission(
        id=SubmissionId(UUID(int=number)),
        provider=OrganisationId(UUID(int=99)),
        filename="export.xlsx",
        sha256="ab" * 32,
        bytes=1,
        state=state,
        received_at=FIRST + timedelta(hours=number if hours is None else hours),
        period=parse_period(period) if period else None,
        verdict=Verdict.ACCEPTED,
    )


def numbers(found):
    return {former.int: later.int for former, later in found.items()}


@pytest.mark.parametrize(
    ("former", "later", "takes_its_place"),
    [
        ("2026-Q1", "2026-Q1", True),
        ("2026-Q1", "2026", True),
        ("2026-Q1", "2026-H1", True),
        ("2026", "2026-Q1", False),
        ("2026-Q1", "2026-Q2", False),
        ("2026-H1", "2026-Q2", False),
        ("2026-03", "2026-Q1", True),
        ("", "2026-Q1", False),
        ("2026-Q1", "", False),
    ],
)
def test_a_later_upload_takes_the_place_of_one_whose_days_it_has_all(former, later, takes_its_place):
    found = successions([submission(1, former), submission(2, later)])

    assert numbers(found) == ({1: 2} if takes_its_place else {})


def test_the_last_one_takes_the_place_of_all_before_it_in_whatever_order_they_are_listed():
    assert numbers(successions([submission(3), submission(1), submission(2)])) == {1: 3, 2: 3}


def test_of_two_received_at_one_moment_the_greater_number_is_the_later():
    assert numbers(successions([submission(1, hours=0), submission(2, hours=0)])) == {1: 2}


@pytest.mark.parametrize("state", [each for each in SubmissionState if each is not SubmissionState.READY])
def test_only_one_that_is_ready_takes_a_place(state):
    assert successions([submission(1), submission(2, state=state)]) == {}


@pytest.mark.parametrize(
    ("state", "gives_way"),
    [
        (SubmissionState.READY, True),
        (SubmissionState.FAILED, True),
        (SubmissionState.REJECTED, False),
        (SubmissionState.RECEIVED, False),
        (SubmissionState.TRANSLATING, False),
    ],
)
def test_what_still_holds_gives_way(state, gives_way):
    assert bool(successions([submission(1, state=state), submission(2)])) is gives_way


def test_an_upload_improves_on_the_last_checked_one_of_the_same_days():
    earlier, other, latest = submission(1), submission(2, "2026"), submission(3)

    assert former_of(latest, [latest, other, earlier]) == earlier
    assert former_of(submission(4), [earlier, latest]) == latest
    assert former_of(earlier, [latest]) is None
    assert former_of(replace(latest, verdict=None), [earlier]) is None
    assert former_of(latest, [replace(earlier, verdict=None)]) is None


def test_a_refused_file_of_unknown_days_is_improved_on_by_the_next_and_what_was_accepted_is_not():
    unread, refused = (replace(submission(1, days), verdict=Verdict.REJECTED) for days in ("", "2026-Q1"))

    assert former_of(submission(2), [unread]) == unread
    assert former_of(submission(2, ""), [refused]) == refused
    assert former_of(submission(2, ""), [submission(1)]) is None
