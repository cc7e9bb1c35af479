"""Jobs: done once however often announced, taken back when left behind, quarantined when hopeless."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.domain.failures import TerminalError
from service.domain.submissions.jobs import JobId, LostLeaseError, Reconciled
from service.domain.submissions.submission import SubmissionState
from service.task_queue import QueueUnavailableError, TaskName
from service.wiring import build


@pytest.fixture
def expire(ask):
    """Let time pass for every lease, every pause and every message."""

    def let_time_pass() -> None:
        ask(
            "UPDATE job SET lease_until = lease_until - interval '1 hour',"
            " not_before = now() - interval '1 hour'"
        )
        ask("UPDATE outbox SET sent_at = sent_at - interval '1 hour'")

    return let_time_pass


def test_a_message_delivered_twice_is_translated_once(wiring, region, hands, queue, engine):
    submission = hands.upload(region.provider, b"kwartaal")

    while messages := queue.take():
        for task, job in messages * 2:
            hands.do(task, job)

    assert engine.calls == ["check", "produce kwartaal", "settle"]
    assert len(wiring.show_submission(region.provider, submission).reports) == 2


def test_of_many_workers_that_hear_of_a_job_at_once_one_gets_it(wiring, region, hands, queue):
    hands.upload(region.provider)
    ((_, job),) = queue.take()

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda worker: wiring.background.claim_job(JobId(job), str(worker)), range(8)))

    assert sum(claim is not None for claim in claims) == 1


def test_an_expired_lease_is_taken_back_and_announced_again(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((task, job),) = queue.take()
    first = wiring.background.claim_job(JobId(job), "worker that dies")

    assert wiring.background.reconcile() == Reconciled()
    expire()

    assert wiring.background.reconcile() == Reconciled(sent=1, taken_back=1)
    assert queue.take() == [(task, job)]
    second = wiring.background.claim_job(JobId(job), "worker that lives")
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_stale_fencing_number_cannot_publish(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider, b"kwartaal")
    hands.do(*queue.take()[0])
    ((task, job),) = queue.take()
    slow = wiring.background.claim_job(JobId(job), "slow worker")
    expire()
    quick = wiring.background.claim_job(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        hands.perform(task, slow)

    assert wiring.show_submission(region.provider, submission).reports == ()
    hands.perform(task, quick)
    assert len(wiring.show_submission(region.provider, submission).reports) == 2


def test_a_stale_fencing_number_cannot_fail_the_job_of_its_successor(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    slow = wiring.background.claim_job(JobId(job), "slow worker")
    expire()
    wiring.background.claim_job(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        wiring.background.fail_job(slow, TerminalError("too late"))


def test_a_check_that_lost_its_lease_keeps_nothing(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider)
    ((task, job),) = queue.take()
    slow = wiring.background.claim_job(JobId(job), "slow worker")
    expire()
    wiring.background.claim_job(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        hands.perform(task, slow)

    page = wiring.show_submission(region.provider, submission)
    assert (page.submission.state, page.findings) == (SubmissionState.RECEIVED, ())


def test_a_failure_that_passes_is_tried_again_after_a_pause(wiring, region, hands, queue, engine, expire):
    engine.failures["check"] = [ConnectionError()]
    submission = hands.upload(region.provider)
    hands.do(*queue.take()[0])

    assert wiring.background.reconcile() == Reconciled()
    expire()
    assert wiring.background.reconcile() == Reconciled(sent=1)
    hands.do_everything()

    assert wiring.show_submission(region.provider, submission).submission.state is SubmissionState.READY


def test_a_job_that_fails_three_times_is_quarantined_and_named(wiring, region, hands, engine, expire, ask):
    engine.failures["check"] = [ConnectionError("naam van een kind")] * 5
    submission = hands.upload(region.provider)

    for _ in range(5):
        hands.do_everything()
        expire()
        wiring.background.reconcile()

    page = wiring.show_submission(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert [one.failure for one in page.progress.quarantined] == ["ConnectionError"]
    assert engine.calls == ["check"] * 3
    assert ask("SELECT result, payload->>'failure' FROM act WHERE action = 'job_quarantined'") == [
        ("failed", "ConnectionError")
    ]


def test_a_job_that_kills_its_worker_three_times_is_quarantined(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider)
    ((_, job),) = queue.take()

    for _ in range(3):
        assert wiring.background.claim_job(JobId(job), "worker that dies") is not None
        expire()
        last = wiring.background.reconcile()

    assert last == Reconciled(quarantined=1)
    assert wiring.background.claim_job(JobId(job), "worker") is None
    page = wiring.show_submission(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert [one.failure for one in page.progress.quarantined] == ["WorkerLostError"]


def test_an_upload_succeeds_while_the_broker_is_away_and_is_announced_later(
    wiring, region, settings, engine, queue
):
    cut_off = build(settings, engine=engine, queue=_NobodyHome())

    received = cut_off.receive_submission(region.provider, io.BytesIO(b"kwartaal"), "export.xlsx")

    assert received.is_new
    assert wiring.background.reconcile() == Reconciled(sent=1)
    assert [task for task, _ in queue.sent] == [TaskName.CHECK]
    cut_off.close()


def test_a_message_that_nobody_answers_is_sent_again_ever_less_often(wiring, region, hands, ask):
    hands.upload(region.provider)
    sent_again = []

    for seconds in (29, 31, 31, 61, 61, 121):
        ask("UPDATE outbox SET sent_at = now() - make_interval(secs => %s)", seconds)
        sent_again.append(wiring.background.reconcile().sent)

    assert sent_again == [0, 1, 0, 1, 0, 1]


def test_two_relays_at_once_send_every_message_once(wiring, region, hands, queue, ask):
    for number in range(20):
        hands.upload(region.provider, b"formaat%d" % number)
    queue.take()
    ask("UPDATE outbox SET sent_at = NULL")

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: wiring.background.relay_outbox(), range(4)))

    assert sent == 20
    assert len({job for _, job in queue.sent}) == 20


def test_the_last_of_many_translations_that_end_at_once_settles_the_submission_once(
    wiring, region, hands, queue, engine
):
    submission = hands.upload(region.provider, b" ".join(b"formaat%d" % one for one in range(12)))
    hands.do(*queue.take()[0])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda message: hands.do(*message), queue.take()))

    assert [task for task, _ in queue.sent] == [TaskName.SETTLE]
    hands.do_everything()
    page = wiring.show_submission(region.provider, submission)
    assert (page.submission.state, len(page.reports)) == (SubmissionState.READY, 24)
    assert engine.calls.count("settle") == 1


class _NobodyHome:
    def send(self, task, job):
        raise QueueUnavailableError(f"nobody home for {task} {job}")
