"""Jobs: done once however often announced, taken back when left behind, quarantined when out of attempts."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.domain.failures import TerminalError
from service.domain.submissions.jobs import JobId, LostLeaseError
from service.domain.submissions.submission import SubmissionState
from service.storage.blobs import BlobStoreUnavailableError
from service.storage.connections import DatabaseUnavailableError, engine_for
from service.storage.leases import Leases
from service.task_queue import JobKind, QueueUnavailableError
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


@pytest.fixture
def leases(settings):
    made = Leases(engine_for(settings.database_url))
    yield made
    made.close()


def test_a_message_delivered_twice_is_translated_once(wiring, region, hands, queue, engine):
    submission = hands.upload(region.provider, b"kwartaal")

    while messages := queue.take():
        for _task, job in messages * 2:
            hands.do(job)

    assert engine.calls == ["check", "produce kwartaal", "settle"]
    assert len(wiring.submissions.show(region.provider, submission).reports) == 2


def test_of_many_workers_that_hear_of_a_job_at_once_one_gets_it(wiring, region, hands, queue):
    hands.upload(region.provider)
    ((_, job),) = queue.take()

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda worker: wiring.jobs.claim(JobId(job), str(worker)), range(8)))

    assert sum(claim is not None for claim in claims) == 1


def test_an_expired_lease_is_taken_back_and_announced_again(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((task, job),) = queue.take()
    first = wiring.jobs.claim(JobId(job), "worker that dies")

    assert wiring.jobs.reconcile() == {}
    expire()

    assert wiring.jobs.reconcile() == {"rescued": 1, "sent": 1}
    assert queue.take() == [(task, job)]
    second = wiring.jobs.claim(JobId(job), "worker that lives")
    assert (first.attempt, second.attempt) == (1, 2)


def test_what_a_clock_that_was_ahead_told_to_wait_is_brought_forward(
    wiring, region, hands, queue, ask, expire
):
    """Written down while the clock of the database was an hour ahead, which is put right since."""
    for content in (b"held by a worker that died then", b"told to the broker then"):
        hands.upload(region.provider, content)
    (_, held), (_, told) = queue.take()
    wiring.jobs.claim(JobId(held), "worker that died")
    ask(
        "UPDATE job SET lease_until = lease_until + interval '1 hour', not_before = now() + interval '1 hour'"
    )
    ask("UPDATE outbox SET sent_at = sent_at + interval '1 hour'")

    done = wiring.jobs.reconcile()
    sent = queue.take()
    expire()

    assert (done["brought_forward"], done["sent"]) == (4, 1)
    assert [job for _, job in sent] == [told]
    assert wiring.jobs.reconcile()["rescued"] == 1


def test_what_is_told_to_wait_by_a_clock_that_is_right_waits(wiring, region, hands, queue, engine):
    engine.failures["check"] = [BlobStoreUnavailableError("full")]
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    hands.do(job)

    assert wiring.jobs.reconcile() == {}


def test_a_stale_fencing_number_cannot_publish(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider, b"kwartaal")
    hands.do(queue.take()[0][1])
    ((_task, job),) = queue.take()
    slow = wiring.jobs.claim(JobId(job), "slow worker")
    expire()
    quick = wiring.jobs.claim(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        hands.perform(slow)

    assert wiring.submissions.show(region.provider, submission).reports == ()
    hands.perform(quick)
    assert len(wiring.submissions.show(region.provider, submission).reports) == 2


def test_a_stale_fencing_number_cannot_fail_the_job_of_its_successor(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    slow = wiring.jobs.claim(JobId(job), "slow worker")
    expire()
    wiring.jobs.claim(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        wiring.jobs.fail(slow, TerminalError("too late"))


def test_a_check_that_lost_its_lease_keeps_nothing(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider)
    ((_task, job),) = queue.take()
    slow = wiring.jobs.claim(JobId(job), "slow worker")
    expire()
    wiring.jobs.claim(JobId(job), "quick worker")

    with pytest.raises(LostLeaseError):
        hands.perform(slow)

    page = wiring.submissions.show(region.provider, submission)
    assert (page.submission.state, page.findings) == (SubmissionState.RECEIVED, ())


def test_a_failure_that_passes_is_tried_again_after_a_pause(wiring, region, hands, queue, engine, expire):
    engine.failures["check"] = [ConnectionError()]
    submission = hands.upload(region.provider)
    hands.do(queue.take()[0][1])

    assert wiring.jobs.reconcile() == {}
    expire()
    assert wiring.jobs.reconcile() == {"sent": 1}
    hands.do_everything()

    assert wiring.submissions.show(region.provider, submission).submission.state is SubmissionState.READY


def test_a_job_that_fails_three_times_is_quarantined_and_named(wiring, region, hands, engine, expire, ask):
    engine.failures["check"] = [ConnectionError("naam van een kind")] * 5
    submission = hands.upload(region.provider)

    for _ in range(5):
        hands.do_everything()
        expire()
        wiring.jobs.reconcile()

    page = wiring.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert [one.failure for one in page.progress.quarantined] == ["ConnectionError"]
    assert engine.calls == ["check"] * 3
    assert ask("SELECT result, payload->>'failure' FROM act WHERE action = 'job_quarantined'") == [
        ("failed", "ConnectionError")
    ]


def test_a_job_that_kills_its_worker_three_times_is_quarantined(wiring, region, hands, queue, leases):
    submission = hands.upload(region.provider)
    ((_, job),) = queue.take()

    for _ in range(3):
        assert wiring.jobs.claim(JobId(job), "worker that dies") is not None
        assert leases.free({"worker that dies": JobId(job)}) == 1
        last = wiring.jobs.reconcile()

    assert last == {"discarded": 1}
    assert wiring.jobs.claim(JobId(job), "worker") is None
    page = wiring.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert [one.failure for one in page.progress.quarantined] == ["WorkerLostError"]


def test_who_ends_in_one_job_is_not_blamed_on_another_that_it_never_knew_it_had(
    wiring, region, hands, queue, leases, ask
):
    """The answer that it has a job can be cut off: then it does the next, and ends in that one."""
    hands.upload(region.provider)
    hands.upload(region.provider, b"maand")
    (_, never_begun), (_, done) = queue.take()
    for job in (never_begun, done):
        assert wiring.jobs.claim(JobId(job), "worker that dies") is not None

    assert leases.free({"another": None}) == 0
    assert leases.free({"worker that dies": JobId(done), "another": None}) == 2

    blame = dict(ask("SELECT id::text, ARRAY[failures, losses] FROM job WHERE owner IS NOT NULL"))
    assert blame == {str(never_begun): [0, 1], str(done): [1, 0]}


def test_a_worker_that_is_lost_says_little_of_its_job(wiring, region, hands, queue, expire):
    submission = hands.upload(region.provider)
    ((_, job),) = queue.take()

    rounds = []
    for _ in range(10):
        assert wiring.jobs.claim(JobId(job), "worker that dies") is not None
        expire()
        rounds.append(wiring.jobs.reconcile())

    assert rounds == [{"rescued": 1, "sent": 1}] * 9 + [{"discarded": 1}]
    assert wiring.submissions.show(region.provider, submission).submission.state is SubmissionState.FAILED


def test_a_lease_that_is_renewed_does_not_run_out(wiring, region, hands, queue, leases, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    wiring.jobs.claim(JobId(job), "kept", is_kept=True)
    expire()

    leases.renew({"kept": JobId(job)}, timedelta(seconds=12))

    assert wiring.jobs.reconcile() == {}


def test_a_lease_is_renewed_for_who_holds_it_only(wiring, region, hands, queue, leases, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    wiring.jobs.claim(JobId(job), "kept", is_kept=True)
    expire()

    leases.renew({"another": JobId(job)}, timedelta(seconds=12))

    assert wiring.jobs.reconcile() == {"rescued": 1, "sent": 1}


def test_what_all_processes_of_a_keeper_held_is_free_at_once(wiring, region, hands, queue, leases, ask):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    wiring.jobs.claim(JobId(job), "here:1a:17")

    assert leases.free_all_of("here:1a:") == 1
    assert leases.free_all_of("here:1a:") == 0
    assert wiring.jobs.reconcile() == {"rescued": 1, "sent": 1}
    assert ask("SELECT failures, losses FROM job") == [(0, 1)]


def test_nobody_is_rescued_just_after_the_database_was_away(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    wiring.jobs.claim(JobId(job), "who could not renew")
    expire()

    assert wiring.jobs.reconcile(is_rescuing=False) == {}
    assert wiring.jobs.reconcile() == {"rescued": 1, "sent": 1}


def test_who_stands_in_takes_what_lies_ready_and_leaves_it_when_a_worker_works(
    wiring, region, hands, queue, expire
):
    hands.upload(region.provider, b"kwartaal")
    hands.upload(region.provider, b"jaar")
    assert not wiring.jobs.look_for_work_left()
    expire()

    assert wiring.jobs.look_for_work_left()
    assert wiring.jobs.claim_next("stand-in:here") is not None
    assert wiring.jobs.look_for_work_left()
    ready = [job for _, job in queue.take() if wiring.jobs.claim(JobId(job), "worker")]
    assert len(ready) == 1
    hands.upload(region.provider, b"maand")
    assert not wiring.jobs.look_for_work_left()
    assert wiring.jobs.claim_next("stand-in:here") is None


def test_stand_ins_that_ask_at_once_get_each_another_job(wiring, region, hands):
    for number in range(8):
        hands.upload(region.provider, b"formaat%d" % number)

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda one: wiring.jobs.claim_next(f"stand-in:{one}"), range(8)))

    assert len({claim.id for claim in claims if claim}) == 8


@pytest.mark.parametrize("away", [DatabaseUnavailableError(), BlobStoreUnavailableError()])
def test_a_part_outside_that_is_away_is_no_attempt(wiring, region, hands, engine, expire, away):
    engine.failures["check"] = [away] * 12
    submission = hands.upload(region.provider, b"kwartaal")

    hands.do_everything()
    for _ in range(11):
        expire()
        wiring.jobs.reconcile()
        hands.do_everything()

    progress = wiring.submissions.follow(region.provider, submission).progress
    assert (engine.calls.count("check"), progress.is_held_up) == (12, True)
    expire()
    wiring.jobs.reconcile()
    hands.do_everything()
    assert wiring.submissions.show(region.provider, submission).submission.state is SubmissionState.READY


def test_a_job_that_was_abandoned_once_is_not_out_of_attempts(wiring, region, hands, queue, expire):
    hands.upload(region.provider)
    ((_, job),) = queue.take()
    wiring.jobs.claim(JobId(job), "worker that dies")
    expire()

    with wiring.stores.as_dispatcher() as work:
        assert work.out_of_attempts() == ()


def test_an_upload_succeeds_while_the_broker_is_away_and_is_announced_later(
    wiring, region, settings, engine, queue
):
    cut_off = build(settings, engine=engine, queue=_NobodyHome())

    received = cut_off.submissions.receive(region.provider, io.BytesIO(b"kwartaal"), "export.xlsx")

    assert received.is_new
    assert wiring.jobs.reconcile() == {"sent": 1}
    assert [task for task, _ in queue.sent] == [JobKind.CHECK]
    cut_off.close()


def test_a_message_that_nobody_answers_is_sent_again_ever_less_often(wiring, region, hands, ask):
    hands.upload(region.provider)
    sent_again = []

    for seconds in (29, 31, 31, 61, 61, 121):
        ask("UPDATE outbox SET sent_at = now() - make_interval(secs => %s)", seconds)
        sent_again.append(wiring.jobs.reconcile().get("sent", 0))

    assert sent_again == [0, 1, 0, 1, 0, 1]


def test_two_relays_at_once_send_every_message_once(wiring, region, hands, queue, ask):
    for number in range(20):
        hands.upload(region.provider, b"formaat%d" % number)
    queue.take()
    ask("UPDATE outbox SET sent_at = NULL")

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: wiring.jobs.relay_outbox(), range(4)))

    assert sent == 20
    assert len({job for _, job in queue.sent}) == 20


def test_the_last_of_many_translations_that_end_at_once_settles_the_submission_once(
    wiring, region, hands, queue, engine
):
    submission = hands.upload(region.provider, b" ".join(b"formaat%d" % one for one in range(12)))
    hands.do(queue.take()[0][1])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda message: hands.do(message[1]), queue.take()))

    assert [task for task, _ in queue.sent] == [JobKind.SETTLE]
    hands.do_everything()
    page = wiring.submissions.show(region.provider, submission)
    assert (page.submission.state, len(page.reports)) == (SubmissionState.READY, 24)
    assert engine.calls.count("settle") == 1


def test_nothing_is_settled_before_all_is_translated(wiring, region, hands, queue):
    submission = hands.upload(region.provider, b"kwartaal jaar")
    hands.do(queue.take()[0][1])
    (_, first), (_, last) = queue.take()

    hands.do(first)
    after_the_first = queue.take()
    hands.do(last)

    assert after_the_first == []
    assert [kind for kind, _ in queue.take()] == [JobKind.SETTLE]
    assert wiring.submissions.follow(region.provider, submission).state is SubmissionState.TRANSLATING


class _NobodyHome:
    def send(self, task, job):
        raise QueueUnavailableError(f"nobody home for {task} {job}")
