"""Verdicts and work that is left, on the real database: who tells, who sees, and what it counts for."""

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.residual import Cause, WorkSource
from service.domain.delivery_matrix import CellStatus
from service.domain.private_words import ClientMarks, TellsOfAClientError
from service.domain.standing import ReportStanding, SubmissionStanding
from service.storage.residuals import KnownWork
from service.use_cases.reports.judge import NoLongerHoldsError, NoReasonError


def reports_of(wiring, viewer):
    return wiring.reports.list(viewer)


def known_to(wiring, viewer):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return [each for each in work.residuals.known() if each.times or each.minutes]


def counted_by(wiring, viewer):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return work.burden.counted_reports()


def test_a_rejected_report_is_no_delivery_until_it_is_accepted(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0]

    wiring.reports.judge(region.utrecht, report.id, Cause.ACCOUNTANT, "de verklaring ontbreekt")

    rejected = [each.municipality for each in counted_by(wiring, region.provider) if each.is_rejected]
    assert rejected == ["0344"]
    for viewer in (region.provider, region.utrecht, region.bureau):
        assert known_to(wiring, viewer) == [KnownWork(period=report.period, cause=Cause.ACCOUNTANT, times=1)]
    wiring.reports.judge(region.utrecht, report.id, None)
    assert [each.is_rejected for each in counted_by(wiring, region.provider)] == [False, False]
    assert known_to(wiring, region.provider) == []


def test_the_remark_is_for_the_provider_and_the_bureau_sees_the_cause_alone(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id
    wiring.reports.judge(region.utrecht, report, Cause.REJECTED, "regel 3")

    def verdict(viewer):
        return wiring.reports.show(viewer, report).report.verdict

    assert verdict(region.provider).remark == "regel 3"
    assert (verdict(region.bureau).cause, verdict(region.bureau).remark) == (Cause.REJECTED, "")
    with pytest.raises(NotFoundError):
        verdict(region.amsterdam)


def test_nobody_but_its_own_municipality_judges_a_report(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id

    with pytest.raises(NotFoundError):
        wiring.reports.judge(region.amsterdam, report, Cause.REJECTED, "regel 3")
    for viewer in (region.provider, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.reports.judge(viewer, report, None)


def test_everyone_sees_a_report_stand_in_the_same_place_at_every_step(region, hands, wiring):
    submission = hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id
    three = (region.provider, region.utrecht, region.bureau)

    def stands():
        (found,) = {wiring.reports.show(viewer, report).report.standing for viewer in three}
        (line,) = wiring.submissions.list(region.provider)
        ((cell,),) = (row.cells for row in wiring.reports.show_deliveries(region.bureau).rows)
        return found, line.standing, cell.status

    sent = SubmissionStanding.SENT  # partly: the calendar asks another format too
    assert stands() == (ReportStanding.SENT, sent, CellStatus.PARTLY)
    wiring.reports.download(region.utrecht, report)
    assert stands() == (ReportStanding.TAKEN, sent, CellStatus.PARTLY)
    wiring.reports.judge(region.utrecht, report, Cause.DATA_QUALITY, "kolom D is leeg")
    assert stands() == (ReportStanding.REJECTED, SubmissionStanding.REJECTED, CellStatus.REJECTED)
    wiring.reports.judge(region.utrecht, report, None)
    assert stands() == (ReportStanding.ACCEPTED, sent, CellStatus.PARTLY)
    wiring.reports.judge(region.utrecht, report, Cause.DATA_QUALITY, "kolom D is leeg")
    hands.deliver(region.provider, b"kwartaal jaar ")
    assert {wiring.reports.show(viewer, report).report.standing for viewer in three} == {
        ReportStanding.REPLACED
    }
    later, former = wiring.submissions.list(region.provider)
    assert (later.standing, former.standing) == (sent, SubmissionStanding.REPLACED)
    assert former.id == submission
    with pytest.raises(NoLongerHoldsError):
        wiring.reports.judge(region.utrecht, report, None)


def test_no_verdict_leaves_with_what_a_client_is_known_by(region, hands, wiring, engine):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id
    engine.marks = {
        "0344": ClientMarks(frozenset({"U-100200"})),
        "0363": ClientMarks(frozenset({"A-300400"})),
    }

    for said, wrong in (
        ("client u100200", TellsOfAClientError),
        ("zie 999990019", TellsOfAClientError),
        ("  ", NoReasonError),
        ("x" * 1001, NoReasonError),
    ):
        with pytest.raises(wrong):
            wiring.reports.judge(region.utrecht, report, Cause.DATA_QUALITY, said)
    for viewer, refused in ((region.amsterdam, NotFoundError), (region.bureau, NotAllowedError)):
        with pytest.raises(refused):
            wiring.reports.read_over(viewer, report, "client u100200")
    for said in ("client u100200", "alles klopt"):
        with pytest.raises(NotAllowedError):
            wiring.reports.judge(region.provider, report, Cause.DATA_QUALITY, said)

    assert wiring.reports.show(region.utrecht, report).report.verdict is None
    wiring.reports.judge(region.utrecht, report, Cause.DATA_QUALITY, "A-300400 is van een ander")
    assert wiring.reports.show(region.provider, report).report.verdict.cause is Cause.DATA_QUALITY


def test_minutes_that_a_provider_tells_add_up_and_its_bureau_sees_them(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0]

    wiring.burden.tell_work_left(region.provider, report.period.label, Cause.PORTAL_OR_SIGNATURE, 30)
    wiring.burden.tell_work_left(region.provider, report.period.label, Cause.PORTAL_OR_SIGNATURE, 12)

    for viewer in (region.provider, region.bureau):
        (told,) = known_to(wiring, viewer)
        assert told == KnownWork(period=report.period, cause=Cause.PORTAL_OR_SIGNATURE, minutes=42)
        assert (type(told.times), type(told.minutes)) == (int, int)
    assert known_to(wiring, region.other_provider) == []
    with pytest.raises(NotFoundError):
        wiring.burden.tell_work_left(region.other_provider, report.period.label, Cause.PORTAL_OR_SIGNATURE, 5)


def test_a_job_of_ours_that_fails_for_good_is_r10_also_for_the_bureau(region, hands, wiring):
    submission = hands.deliver(region.provider, b"kwartaal")
    viewer = region.provider

    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        work.residuals.know(submission, WorkSource.JOB, {Cause.OUR_DEFECT: 1})
        work.residuals.know(submission, WorkSource.JOB, {Cause.OUR_DEFECT: 1})
        work.residuals.know(submission, WorkSource.FINDINGS, {Cause.CHANGED_WITHOUT_NOTICE: 1})
        work.residuals.know(submission, WorkSource.FINDINGS, {Cause.CHANGED_WITHOUT_NOTICE: 1})

    found = {each.cause: each.times for each in known_to(wiring, region.bureau)}
    assert found == {Cause.OUR_DEFECT: 2, Cause.CHANGED_WITHOUT_NOTICE: 1}
