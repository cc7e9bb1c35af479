"""What an addition is added to: by its days and sort, in the order of receipt, without what was refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from service.domain.access import OrganisationId
from service.domain.failures import EarlierNotCheckedError
from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.submissions.adding_up import AddingUp, former_submissions, was_passed_by
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState

Q1 = parse_period("2026-Q1")
FIRST = datetime.fromisoformat("2026-04-10T09:00:00+00:00")
WHOLE, ADDITION = AddingUp(), AddingUp(is_addition=True)


def a(number, verdict=Verdict.ACCEPTED, state=SubmissionState.READY, period=Q1):
    return Submission(
        id=SubmissionId(UUID(int=number)),
        provider=OrganisationId(UUID(int=99)),
        filename=f"{number}.xlsx",
        sha256="ab" * 32,
        bytes=1,
        state=state,
        received_at=FIRST + timedelta(hours=number),
        period=period,
        verdict=verdict,
    )


def former(*kept, of=9, of_messages=False):
    found = former_submissions(a(of, None, SubmissionState.RECEIVED), Q1, kept, of_messages=of_messages)
    return [each.id.int for each in found.submissions], [each.kind.code for each in found.findings]


def test_it_is_added_to_the_last_whole_one_and_the_additions_since():
    assert former((a(1), WHOLE), (a(2), WHOLE), (a(3), ADDITION), (a(4), ADDITION)) == ([2, 3, 4], [])


def test_it_is_added_in_the_order_of_receipt_whatever_the_order_in_which_they_are_kept():
    assert former((a(4), ADDITION), (a(2), WHOLE), (a(1), ADDITION), (a(3), ADDITION)) == ([2, 3, 4], [])


def test_what_was_refused_or_is_over_other_days_does_not_count():
    refused = (a(2, Verdict.REJECTED, SubmissionState.REJECTED), ADDITION)
    other = (a(3, period=parse_period("2026-Q2")), ADDITION)

    assert former((a(1), WHOLE), refused, other) == ([1], [])


def test_messages_are_added_to_messages_whatever_their_days():
    of_messages = replace(WHOLE, of_messages=True)

    kept = ((a(1, period=parse_period("2026-01")), of_messages), (a(2), WHOLE))
    assert former(*kept, of_messages=True) == ([1], [])
    assert former(*kept) == ([2], [])


def test_it_waits_for_what_is_not_checked_yet():
    with pytest.raises(EarlierNotCheckedError):
        former((a(1, None, SubmissionState.RECEIVED), WHOLE))


def test_it_is_refused_when_something_before_it_failed_unchecked_or_something_after_it_was_processed():
    assert former((a(1, None, SubmissionState.FAILED), WHOLE)) == ([], ["earlier-delivery-not-read"])
    assert former((a(1), WHOLE), (a(10), ADDITION)) == ([], ["later-delivery-is-there"])


def test_a_whole_one_that_is_read_again_is_refused_after_an_addition_was_processed():
    assert [each.kind.code for each in was_passed_by(a(1), [(a(2), ADDITION)])] == ["later-delivery-is-there"]
    assert was_passed_by(a(3), [(a(2), ADDITION), (a(4), WHOLE)]) == ()


def test_how_submissions_add_up_is_kept_as_it_was():
    adding_up = AddingUp(is_addition=True, of_messages=True, made_of=(a(1).id,))

    assert AddingUp.from_json(adding_up.as_json()) == adding_up
    assert AddingUp.from_json({}) == AddingUp()
