"""A published report is made again, and every byte is as it was, or it is said that it is not."""

from pathlib import Path

import pytest

from service.domain.access import NotFoundError
from service.domain.replays import ReplayOutcome


@pytest.fixture
def delivered(region, hands):
    return hands.deliver(region.provider)


def outcomes(wiring, viewer):
    return {wiring.reports.replay(viewer, each.id).outcome for each in wiring.reports.list(viewer)}


@pytest.mark.usefixtures("delivered")
def test_everyone_who_sees_a_report_can_have_it_made_again_and_gets_the_same(wiring, region, ask):
    for viewer in (region.provider, region.utrecht, region.bureau):
        assert outcomes(wiring, viewer) == {ReplayOutcome.SAME}

    assert ask("SELECT DISTINCT result FROM act WHERE action = 'report_replayed'") == [("done",)]


@pytest.mark.usefixtures("delivered")
def test_what_comes_out_otherwise_is_said_with_both_hashes(wiring, region, engine, ask):
    engine.reported = "3"
    (report, *_) = wiring.reports.list(region.utrecht)

    found = wiring.reports.replay(region.utrecht, report.id)

    assert found.outcome is ReplayOutcome.DIFFERENT
    assert found.sha256 not in ("", report.sha256)
    assert ask("SELECT DISTINCT result FROM act WHERE action = 'report_replayed'") == [("failed",)]


@pytest.mark.usefixtures("delivered")
def test_a_report_that_gave_way_is_made_again_of_what_it_was_made_of(wiring, region, hands):
    hands.deliver(region.provider, b"kwartaal jaar ")

    assert {each.is_superseded for each in wiring.reports.list(region.utrecht)} == {True, False}
    assert outcomes(wiring, region.utrecht) == {ReplayOutcome.SAME}


def test_nobody_replays_what_is_not_theirs_to_see(wiring, region, hands):
    submission = hands.upload(region.provider)
    hands.do_everything()
    (report, *_) = wiring.reports.list(region.provider)

    for viewer in (region.other_provider, region.utrecht, region.amsterdam, region.bureau):
        with pytest.raises(NotFoundError):
            wiring.reports.replay(viewer, report.id)
    assert wiring.submissions.look(region.provider, submission).can_be_sent


@pytest.mark.usefixtures("delivered")
def test_without_the_rows_it_is_said_that_they_are_not_kept(wiring, region, settings):
    for path in Path(settings.blob_dir).rglob("*"):
        if path.is_file():
            path.unlink()

    assert outcomes(wiring, region.utrecht) == {ReplayOutcome.NO_SOURCE}
