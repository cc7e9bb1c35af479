"""What a provider had better know before it sends: of the period, and of what a municipality has already."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.periods import parse_period
from service.domain.submissions.sending import Addressee, Outgoing, Outlook, Remark, Sent, remarks_on
from tests.unit.web.conftest import WHEN, a_report, a_submission

NOW = Outgoing(a_report())
ACCEPTED = a_report(sent_at=WHEN, verdict=ReportVerdict(cause=None, remark="", decided_at=WHEN))
REJECTED = a_report(
    sent_at=WHEN, verdict=ReportVerdict(cause=Cause.DATA_QUALITY, remark="x", decided_at=WHEN)
)


def outlook(*outgoing, period="2026-Q1", **others):
    whom = Addressee(municipality="0014", name="Groningen", outgoing=outgoing, **others)
    return Outlook(submission=a_submission(period=parse_period(period)), addressees=(whom,))


@pytest.mark.parametrize(
    ("today", "former", "said"),
    [
        (date(2025, 12, 31), [], [Remark.NOT_BEGUN]),
        (date(2026, 1, 1), [], [Remark.NOT_OVER]),
        (date(2026, 3, 31), [], [Remark.NOT_OVER]),
        (date(2026, 4, 1), [], []),
        (date(2026, 4, 1), ["2025-Q4", "2025"], []),
        (date(2026, 4, 1), ["2025"], [Remark.UNUSUAL_PERIOD]),
        (date(2025, 12, 31), ["2025"], [Remark.NOT_BEGUN, Remark.UNUSUAL_PERIOD]),
    ],
)
def test_of_the_period_is_said_what_is_odd_about_it_on_that_day(today, former, said):
    periods = [parse_period(each) for each in former]

    assert list(remarks_on(outlook(NOW), (), periods, today)) == said


@pytest.mark.parametrize(
    ("former", "sent", "said"),
    [
        (ACCEPTED, None, [Remark.CLOSED]),
        (REJECTED, None, []),
        (a_report(sent_at=WHEN), None, []),
        (None, None, []),
        (ACCEPTED, Sent(at=WHEN, by="iemand"), []),
    ],
)
def test_what_was_accepted_is_not_replaced_without_saying_so(former, sent, said):
    found = outlook(replace(NOW, former=former), sent=sent)

    assert list(remarks_on(found, (), (), date(2026, 5, 1))) == said
