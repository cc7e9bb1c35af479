"""What a later upload, or a later catalogue, does to what was handed in before."""

import io

import pytest

from service.domain.access import NotFoundError
from service.domain.submissions.jobs import JobKind, JobState
from service.domain.submissions.submission import SubmissionState
from service.domain.translation.changes import FigureChange
from service.domain.translation.round_trip import KeptLoss, LossKind
from service.domain.translation.waiting import WaitingAmount
from service.use_cases.submissions.release import HoldsAgainError
from tests.written_engine import BALANCE, HELD, WAITS


@pytest.fixture
def holding(engine):
    """An engine under whose catalogue one row waits for a code."""
    engine.waiting, engine.balance, engine.reported = (WAITS,), HELD, "1"
    return engine


def learns_the_code(engine):
    engine.catalogue, engine.waiting, engine.balance, engine.reported = "second", (), BALANCE, "2"


def test_the_copy_to_repair_in_is_made_and_only_its_provider_gets_it(wiring, region, hands, ask):
    submission = hands.deliver(region.provider, b"broken")
    assert wiring.submissions.show(region.provider, submission).copies == {}
    accepted = hands.deliver(region.provider, b"kwartaal")

    page = wiring.submissions.show(region.provider, accepted)
    download = wiring.submissions.download_copy(region.provider, accepted, "nl")

    assert page.copy_state is JobState.DONE
    assert {name: copy.findings for name, copy in page.copies.items()} == {"nl": 12, "en": 12}
    assert (download.filename, download.content[:2]) == ("export-bevindingen.xlsx", b"PK")
    assert wiring.submissions.follow(region.provider, accepted).has_copy
    assert ask("SELECT actor, result FROM act WHERE action = 'copy_downloaded'") == [("provider", "done")]
    for stranger in (region.other_provider, region.utrecht, region.bureau):
        with pytest.raises(NotFoundError):
            wiring.submissions.download_copy(stranger, accepted, "nl")


def test_a_copy_that_cannot_be_made_leaves_the_submission_ready(wiring, region, hands, queue, ask):
    submission = hands.upload(region.provider, b"kwartaal")
    while messages := [each for each in queue.take() if each[0] is not JobKind.ANNOTATE]:
        for _task, job in messages:
            hands.do(job)
    (job,) = ask("SELECT id FROM job WHERE kind = 'annotate'")[0]

    wiring.jobs.fail(wiring.jobs.claim(job, "hands"), NotFoundError("no blob"))

    page = wiring.submissions.show(region.provider, submission)
    assert (page.submission.state, page.copy_state) == (SubmissionState.READY, JobState.QUARANTINED)
    assert page.progress.quarantined == ()


def test_a_second_upload_says_what_became_of_the_faults_of_the_first(wiring, region, hands):
    hands.deliver(region.provider, b"kwartaal")
    second = hands.deliver(region.provider, b"kwartaal ")

    page = wiring.submissions.show(region.provider, second)

    (change,) = page.repairs
    assert (change.code, change.repaired, change.new, change.remaining) == ("odd-code", 0, 0, 12)
    assert page.former is not None


def test_the_municipality_sees_what_a_new_report_took_the_place_of_and_which_figures_changed(
    wiring, region, hands, engine
):
    hands.deliver(region.provider, b"kwartaal")
    (first,) = wiring.reports.list(region.utrecht)
    engine.reported = "7"
    hands.deliver(region.provider, b"kwartaal ")
    second = next(one for one in wiring.reports.list(region.utrecht) if not one.is_superseded)

    for viewer in (region.utrecht, region.provider, region.bureau):
        page = wiring.reports.show(viewer, second.id)
        assert (page.former.id, page.former.sha256, page.is_release) == (first.id, first.sha256, False)
        assert page.changes == (
            FigureChange(municipality="0344", format="kwartaal", figure="Blad: rijen", former="2", later="7"),
            FigureChange(municipality="0344", format="kwartaal", figure="Blad: Lang", former="8", later="9"),
        )
    old = wiring.reports.show(region.utrecht, first.id)
    assert (old.report.is_superseded, old.successor.id) == (True, second.id)
    assert wiring.reports.download(region.utrecht, first.id).sha256 == first.sha256


def test_a_bureau_gets_no_figures_of_a_format_about_single_persons(wiring, region, hands, engine):
    engine.is_aggregate = False
    hands.deliver(region.provider, b"kwartaal")
    hands.deliver(region.provider, b"kwartaal ")
    second = next(one for one in wiring.reports.list(region.utrecht) if not one.is_superseded)

    assert not wiring.reports.show(region.bureau, second.id).has_figures
    assert wiring.reports.show(region.utrecht, second.id).has_figures


def test_what_a_report_could_not_carry_is_kept_for_provider_and_bureau(wiring, region, hands, ask):
    hands.deliver(region.provider, b"kwartaal")
    (report,) = wiring.reports.list(region.utrecht)
    words = {
        "nl": "Product: 'F45' = 45A01, 45A04; welke code het was is niet terug te lezen.",
        "en": "Product: 'F45' = 45A01, 45A04; which code it was cannot be read back.",
    }
    kept = (KeptLoss(LossKind.MERGED_CODES, "Product", "productcode", words),)

    seen = [wiring.reports.show(viewer, report.id).losses for viewer in (region.provider, region.bureau)]
    ask("UPDATE report SET losses = NULL")

    assert seen == [kept, kept]
    assert wiring.reports.show(region.provider, report.id).losses is None


def test_a_report_that_no_longer_comes_is_superseded_by_nothing_and_its_municipality_sees_that(
    wiring, region, hands, engine
):
    hands.deliver(region.provider, b"kwartaal jaar")
    engine.municipalities = ("0363",)
    hands.deliver(region.provider, b"kwartaal")

    reports = wiring.reports.list(region.utrecht)

    assert [(one.format, one.is_superseded, one.successor) for one in reports] == [
        ("jaar", True, None),
        ("kwartaal", True, None),
    ]
    assert all(one.superseded_at for one in reports)
    periods = wiring.reports.show_deliveries(region.bureau).periods
    over = [wiring.reports.show_deliveries(region.bureau, each.label) for each in periods]
    assert {one.format for matrix in over for one in matrix.lapsed} == {"jaar", "kwartaal"}


def test_what_was_received_later_holds_also_when_it_is_finished_earlier(wiring, region, hands, queue):
    first = hands.upload(region.provider, b"kwartaal")
    waiting = queue.take()
    second = hands.deliver(region.provider, b"kwartaal ")

    for _task, job in waiting:
        hands.do(job)
    hands.do_everything()

    newest, oldest = wiring.submissions.list(region.provider)
    assert (newest.id, newest.superseded_by, oldest.superseded_by) == (second, None, second)
    assert oldest.superseded_at is not None
    assert {one.submission: one.is_superseded for one in wiring.reports.list(region.provider)} == {
        first: True,
        second: False,
    }
    assert [one.submission for one in wiring.reports.list(region.utrecht)] == [second]


def test_handing_in_an_old_file_again_does_nothing_twice_and_leads_to_what_took_its_place(
    wiring, region, hands, ask
):
    first = hands.deliver(region.provider, b"kwartaal")
    second = hands.deliver(region.provider, b"kwartaal ")
    jobs = ask("SELECT count(*) FROM job")

    again = wiring.submissions.receive(region.provider, io.BytesIO(b"kwartaal"), "export.xlsx")
    hands.do_everything()

    page = wiring.submissions.show(region.provider, again.submission)
    assert (again.submission, again.is_new) == (first, False)
    assert page.successor.id == second
    assert ask("SELECT count(*) FROM job") == jobs


def test_rows_that_wait_for_a_code_are_released_when_the_catalogue_has_it(
    wiring, region, hands, holding, ask
):
    submission = hands.deliver(region.provider, b"kwartaal")
    before = wiring.submissions.show(region.provider, submission)
    learns_the_code(holding)

    asked = wiring.jobs.release_waiting()
    hands.do_everything()

    after = wiring.submissions.show(region.provider, submission)
    assert (before.waiting, before.balance.closes, before.balance.rows.quarantined) == (
        (WAITS,),
        True,
        {"unknown-code": 1},
    )
    assert (asked, after.waiting, after.balance, after.balance.closes) == (1, (), BALANCE, True)
    assert [(one.released, one.reports) for one in after.releases] == [((WAITS,), 2)]
    assert len(after.reports) == 2
    current = next(one for one in wiring.reports.list(region.utrecht) if not one.is_superseded)
    page = wiring.reports.show(region.utrecht, current.id)
    assert page.is_release
    assert page.changes == (
        FigureChange(municipality="0344", format="kwartaal", figure="Blad: rijen", former="1", later="2"),
        FigureChange(municipality="0344", format="kwartaal", figure="Blad: Lang", former="8", later="16"),
    )
    assert ask("SELECT payload ->> 'rows' FROM act WHERE action = 'submission_released'") == [("1",)]
    assert ask("SELECT count(*) FROM waiting_submission") == [(0,)]


def test_what_was_checked_before_the_catalogue_had_the_code_and_settled_after_is_released_too(
    wiring, region, hands, holding, queue
):
    submission = hands.upload(region.provider, b"kwartaal")
    ((_, check),) = queue.take()
    hands.do(check)
    holding.catalogue = "second"
    assert wiring.jobs.release_waiting() == 0, "nothing waits before it is settled"
    hands.do_everything()
    assert wiring.submissions.show(region.provider, submission).balance == HELD

    learns_the_code(holding)
    assert wiring.jobs.release_waiting() == 1
    hands.do_everything()

    assert wiring.submissions.show(region.provider, submission).balance == BALANCE


def test_a_release_is_asked_and_done_once_however_often_it_is_called_for(
    wiring, region, hands, holding, queue, ask
):
    hands.deliver(region.provider, b"kwartaal")
    learns_the_code(holding)

    assert [wiring.jobs.release_waiting(), wiring.jobs.release_waiting()] == [1, 0]
    wiring.jobs.reconcile()
    ((task, job), *again) = queue.take()
    taken = wiring.jobs.claim(job, "one")
    wiring.jobs.perform[JobKind.RELEASE](taken)
    for _ in again:
        assert wiring.jobs.claim(job, "two") is None

    assert task is JobKind.RELEASE
    assert ask("SELECT count(*) FROM release") == [(1,)]
    assert ask("SELECT count(*) FROM report") == [(4,)]


def test_a_release_that_is_struck_leaves_everything_as_it_was_and_is_done_by_the_next(
    wiring, region, hands, holding, queue, ask
):
    submission = hands.deliver(region.provider, b"kwartaal")
    learns_the_code(holding)
    wiring.jobs.release_waiting()
    ((_, job),) = queue.take()
    struck = wiring.jobs.claim(job, "struck")
    ask("UPDATE job SET lease_until = now() - interval '1 second' WHERE id = %s", job)
    next_one = wiring.jobs.claim(job, "next")

    with pytest.raises(Exception, match="no longer holds it"):
        wiring.jobs.perform[JobKind.RELEASE](struck)
    page = wiring.submissions.show(region.provider, submission)
    assert (page.balance, page.waiting, page.submission.state) == (HELD, (WAITS,), SubmissionState.READY)

    wiring.jobs.perform[JobKind.RELEASE](next_one)
    assert wiring.submissions.show(region.provider, submission).balance == BALANCE
    assert ask("SELECT count(*) FROM release") == [(1,)]


def test_a_catalogue_that_knows_no_more_releases_nothing_and_is_not_asked_again(
    wiring, region, hands, holding, ask
):
    submission = hands.deliver(region.provider, b"kwartaal")
    holding.catalogue = "second"

    assert wiring.jobs.release_waiting() == 1
    hands.do_everything()

    assert wiring.jobs.release_waiting() == 0
    page = wiring.submissions.show(region.provider, submission)
    assert (page.waiting, page.releases, len(page.reports)) == ((WAITS,), (), 2)
    assert ask("SELECT catalogue_sha256 FROM waiting_submission") == [("second",)]


def test_a_catalogue_that_knows_less_takes_nothing_back(wiring, region, hands, holding):
    submission = hands.deliver(region.provider, b"kwartaal")
    more = WaitingAmount(
        reason="unknown-code",
        table="prestatie",
        field="productcode",
        value="88X88",
        format="",
        rows=1,
        cents=200,
    )
    holding.catalogue, holding.waiting = "older", (WAITS, more)

    wiring.jobs.release_waiting()
    hands.do_everything()

    assert wiring.submissions.show(region.provider, submission).balance == HELD


def test_nothing_is_released_of_a_submission_that_a_later_one_took_the_place_of(
    wiring, region, hands, holding, ask
):
    hands.deliver(region.provider, b"kwartaal")
    holding.waiting, holding.balance, holding.reported = (), BALANCE, "2"
    hands.deliver(region.provider, b"kwartaal ")
    holding.catalogue = "second"

    wiring.jobs.release_waiting()
    hands.do_everything()

    assert ask("SELECT count(*) FROM release") == [(0,)]
    assert wiring.jobs.release_waiting() == 0


@pytest.fixture
def replaced(wiring, region, hands, holding):
    """A row waits in the first of two uploads; its release is to be done when the second has its place."""
    first = hands.deliver(region.provider, b"kwartaal")
    learns_the_code(holding)
    second = hands.deliver(region.provider, b"kwartaal ")
    assert wiring.jobs.release_waiting() == 1
    assert wiring.submissions.show(region.provider, first).submission.superseded_by == second
    return first, second


def takes_back(wiring, region, submission):
    for municipality in ("0344", "0363"):
        wiring.submissions.take_back(region.provider, submission, municipality)


def test_what_holds_again_because_the_later_one_was_taken_back_is_released_then(
    wiring, region, hands, replaced
):
    first, second = replaced
    hands.do_everything()
    assert wiring.submissions.show(region.provider, first).releases == ()

    takes_back(wiring, region, second)
    wiring.jobs.reconcile()
    hands.do_everything()

    page = wiring.submissions.show(region.provider, first)
    assert (page.submission.superseded_by, page.waiting, page.balance) == (None, (), BALANCE)
    assert len(page.releases) == 1
    assert wiring.jobs.release_waiting() == 0


def test_a_release_during_which_the_later_one_is_taken_back_is_tried_again(
    region, hands, holding, replaced, monkeypatch, ask
):
    wiring, (first, second) = hands.wiring, replaced
    ((_, job),) = hands.queue.take()
    held = wiring.jobs.claim(job, "hands")
    let_be = holding.given
    monkeypatch.setattr(
        holding, "given", lambda earlier: takes_back(wiring, region, second) or let_be(earlier)
    )

    with pytest.raises(HoldsAgainError) as holds_again:
        hands.perform(held)
    monkeypatch.undo()
    wiring.jobs.fail(held, holds_again.value)
    ask("UPDATE job SET not_before = now() WHERE id = %s", job)
    hands.do(job)

    assert len(wiring.submissions.show(region.provider, first).releases) == 1


def test_what_is_taken_back_after_a_release_and_sent_again_is_there_once(wiring, region, hands, holding):
    submission = hands.deliver(region.provider, b"kwartaal")
    learns_the_code(holding)
    wiring.jobs.release_waiting()
    hands.do_everything()

    wiring.submissions.take_back(region.provider, submission, "0344")
    hands.send(region.provider, submission)

    reports = wiring.reports.list(region.utrecht)
    assert sorted(each.is_superseded for each in reports) == [False, True]
    (holds,) = [each for each in reports if not each.is_superseded]
    assert wiring.reports.show(region.utrecht, holds.id).is_release


def test_a_worker_with_another_catalogue_leaves_the_release_to_another(wiring, region, hands, holding, queue):
    submission = hands.deliver(region.provider, b"kwartaal")
    learns_the_code(holding)
    wiring.jobs.release_waiting()
    ((_, job),) = queue.take()
    holding.catalogue = "first"
    taken = wiring.jobs.claim(job, "behind")

    with pytest.raises(Exception, match="first"):
        wiring.jobs.perform[JobKind.RELEASE](taken)

    assert wiring.submissions.show(region.provider, submission).balance == HELD
