"""Verdicts and work that is left, on the real database: who tells, who sees, and what it counts for."""

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.residual import Cause, WorkSource
from service.storage.residuals import KnownWork


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
        assert known_to(wiring, viewer) == [KnownWork(report.period, Cause.ACCOUNTANT, 1, 0)]
    wiring.reports.judge(region.utrecht, report.id, None)
    assert [each.is_rejected for each in counted_by(wiring, region.provider)] == [False, False]
    assert known_to(wiring, region.provider) == []


def test_the_remark_is_for_the_provider_and_the_bureau_sees_the_cause_alone(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id
    wiring.reports.judge(region.utrecht, report, Cause.REJECTED, "regel 3")

    assert wiring.reports.show_verdict(region.provider, report).remark == "regel 3"
    assert wiring.reports.show_verdict(region.bureau, report).cause is Cause.REJECTED
    assert wiring.reports.show_verdict(region.bureau, report).remark == ""
    assert wiring.reports.show_verdict(region.amsterdam, report) is None


def test_nobody_but_its_own_municipality_judges_a_report(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0].id

    with pytest.raises(NotFoundError):
        wiring.reports.judge(region.amsterdam, report, Cause.REJECTED)
    for viewer in (region.provider, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.reports.judge(viewer, report, None)


def test_minutes_that_a_provider_tells_add_up_and_its_bureau_sees_them(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    report = reports_of(wiring, region.utrecht)[0]

    wiring.burden.tell_work_left(region.provider, report.period.label, Cause.PORTAL_OR_SIGNATURE, 30)
    wiring.burden.tell_work_left(region.provider, report.period.label, Cause.PORTAL_OR_SIGNATURE, 12)

    for viewer in (region.provider, region.bureau):
        (told,) = known_to(wiring, viewer)
        assert told == KnownWork(report.period, Cause.PORTAL_OR_SIGNATURE, 0, 42)
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
