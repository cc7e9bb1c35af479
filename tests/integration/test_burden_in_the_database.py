"""The stop-watch on the real database: pauses are taken off, and nobody sees another's times."""

import time

import pytest

from service.domain.access import NotAllowedError, OrganisationKind
from service.domain.burden.calibration import compare
from service.domain.burden.time_studies import ClockAct, TimedWork, minutes_of


def test_a_study_counts_from_start_to_stop_without_its_pauses(region, wiring):
    burden = wiring.burden
    study = burden.start_clock(region.provider, TimedWork.GRAIN, "administratief", is_holdout=True)
    burden.change_clock(region.provider, study, ClockAct.PAUSE)
    time.sleep(1.1)
    burden.change_clock(region.provider, study, ClockAct.RESUME)
    burden.change_clock(region.provider, study, ClockAct.STOP)
    burden.change_clock(region.provider, study, ClockAct.PAUSE)

    (kept,) = burden.list_time_studies(region.provider)

    assert (kept.driver, kept.role, kept.is_holdout, kept.paused_at) == (
        "grain",
        "administratief",
        True,
        None,
    )
    assert kept.paused_seconds == 1
    assert minutes_of(kept) < (kept.stopped_at - kept.started_at).total_seconds() / 60


def test_nobody_sees_or_stops_the_study_of_another(region, wiring):
    burden = wiring.burden
    study = burden.start_clock(region.provider, TimedWork.GRAIN, "administratief", is_holdout=False)

    burden.change_clock(region.other_provider, study, ClockAct.STOP)

    assert burden.list_time_studies(region.other_provider) == ()
    assert burden.list_time_studies(region.provider)[0].stopped_at is None


def test_only_a_provider_times_its_work(region, wiring):
    others = [
        one
        for name in dir(region)
        if not name.startswith("_")
        and getattr(one := getattr(region, name), "organisation", None)
        and one.organisation.kind is not OrganisationKind.PROVIDER
    ]

    assert others
    for viewer in others:
        with pytest.raises(NotAllowedError):
            wiring.burden.list_time_studies(viewer)


def test_a_report_by_hand_is_compared_once(region, hands, wiring):
    hands.deliver(region.provider)
    report = wiring.reports.list(region.provider)[0].id
    first, second = compare({"A1": "1"}, {"A1": "1"}), compare({"A1": "1"}, {"A1": "2"})

    with wiring.stores.as_organisation(region.provider.organisation.id, region.provider.actor) as work:
        work.burden.record_holdout(report, first)
        work.burden.record_holdout(report, second)
        kept = work.burden.holdouts()

    assert kept == (first,)


def test_a_page_without_a_known_format_counts_nothing_and_says_so(region, hands, wiring):
    hands.deliver(region.provider)

    page = wiring.burden.show(region.provider)

    assert page.measured is None
    assert page.unknown_formats > 0


def test_the_same_upload_once_more_and_its_jobs_once_more_leave_every_count_as_it_was(region, hands, wiring):
    def counted():
        with wiring.stores.as_organisation(region.provider.organisation.id, region.provider.actor) as work:
            return work.burden.counted_reports(), work.burden.repeated_facts()

    hands.deliver(region.provider)
    before = counted()
    hands.deliver(region.provider)

    assert before[0]
    assert counted() == before
