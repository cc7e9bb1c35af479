"""Where reports and submissions stand: one answer for everyone, and always a next step for somebody."""

from dataclasses import replace
from itertools import product

import pytest

from service.domain.standing import (
    ReportFacts,
    ReportStanding,
    SubmissionStanding,
    Turn,
    standing_of_report,
)
from service.domain.submissions.submission import SubmissionState
from tests.unit.web.conftest import SUBMISSION, a_submission

FACTS = ("is_sent", "is_taken", "is_judged", "is_rejected", "is_superseded", "has_successor")
EVERY = [ReportFacts(**dict(zip(FACTS, each, strict=True))) for each in product((False, True), repeat=6)]
CLOSED = {ReportStanding.ACCEPTED, ReportStanding.REPLACED, ReportStanding.LAPSED}


def test_a_report_that_holds_waits_for_somebody_until_it_is_accepted():
    for facts in EVERY:
        standing = standing_of_report(facts)
        assert (standing.turn is Turn.NOBODY) == (standing in CLOSED)


def test_no_path_of_acts_leads_to_a_rejected_report_that_reads_as_anything_else():
    for facts in EVERY:
        holds = facts.is_sent and facts.is_judged and facts.is_rejected and not facts.is_superseded
        assert (standing_of_report(facts) is ReportStanding.REJECTED) == holds


def test_what_no_longer_holds_is_the_same_whatever_was_said_of_it():
    for facts in EVERY:
        gone = standing_of_report(replace(facts, is_superseded=True))
        assert gone is (ReportStanding.REPLACED if facts.has_successor else ReportStanding.LAPSED)


def test_every_submission_waits_for_somebody_or_is_asked_by_nobody_or_was_replaced():
    few = [frozenset(), frozenset({"0014"}), frozenset({"0014", "0037"})]
    seen = set()
    for state, concerns, sent_to, rejected_by, later in product(
        SubmissionState, few, few, few, (None, SUBMISSION)
    ):
        if rejected_by <= sent_to <= concerns:
            one = a_submission(
                state, concerns=concerns, sent_to=sent_to, rejected_by=rejected_by, superseded_by=later
            )
            seen.add(one.standing)
            closed = {SubmissionStanding.NOT_ASKED, SubmissionStanding.REPLACED}
            assert (one.standing.turn is Turn.NOBODY) == (one.standing in closed)
            if rejected_by and state is SubmissionState.READY and not later:
                assert one.standing is SubmissionStanding.REJECTED
    assert seen == set(SubmissionStanding)


@pytest.mark.parametrize("state", [SubmissionState.RECEIVED, SubmissionState.FAILED])
def test_what_is_not_ready_is_never_sent(state):
    assert a_submission(state, concerns=frozenset({"0014"})).standing.turn is Turn.SERVICE
