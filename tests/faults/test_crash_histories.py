"""Every commit, message and file of every hand-off, struck one at a time: all end as the undisturbed run."""

import io
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from due_work_harness import (
    CallableDelivery,
    ExternalCall,
    HandoffHistory,
    assert_crash_at_every_commit_converges,
    configure,
)

from service.domain.access import Actor
from service.domain.failures import OutsideServiceAwayError, TerminalError
from service.domain.submissions.jobs import JobId, JobKind, JobState
from service.domain.submissions.submission import SubmissionId
from service.storage.blobs import FolderBlobs
from service.use_cases.jobs.reconcile import Reconcile
from service.use_cases.jobs.retry import RetryJob
from service.use_cases.submissions.receive import ReceiveSubmission
from service.wiring import Wiring
from tests.conftest import Hands, KeptQueue, Region
from tests.faults.histories import host_of
from tests.written_engine import WAITS, WrittenEngine
from workers.doing import Teller
from workers.tasks import Tasks

OPERATOR = Actor("operator")
FILES = ExternalCall(FolderBlobs, "put")


@dataclass
class House:
    """A service by hand, and what production runs after a crash."""

    wiring: Wiring
    region: Region
    hands: Hands
    queue: KeptQueue
    engine: WrittenEngine
    ask: Callable[..., list[tuple[object, ...]]]
    numbers: itertools.count

    @property
    def tasks(self) -> Tasks:
        """The outermost shell of a worker."""
        return Tasks(lambda: self.wiring, Teller(None, "here"))

    def upload(self) -> SubmissionId:
        """Always another, of two formats that are always others."""
        number = next(self.numbers)
        content = f"kwartaal{number} jaar{number}".encode()
        return self.wiring.submissions.receive(
            self.region.provider, io.BytesIO(content), "export.xlsx"
        ).submission

    def until(self, kind: JobKind) -> tuple[SubmissionId, JobId]:
        """A submission of which everything is done until its first job of this kind, which is not."""
        submission = self.upload()
        while True:
            messages = self.queue.take()
            for told, job in messages:
                if told is kind:
                    return submission, JobId(job)
                self.hands.do(job)

    def recover(self) -> None:
        """Time passes, the reconciler looks, and workers do what they are told, until nothing is left."""
        for _ in range(6):
            if self.ask("SELECT count(*) FROM job WHERE state IN ('ready', 'running')") == [(0,)]:
                return
            self.ask(
                "UPDATE job SET lease_until = lease_until - interval '1 hour',"
                " not_before = not_before - interval '1 hour'"
            )
            self.ask("UPDATE outbox SET sent_at = sent_at - interval '1 day'")
            Reconcile.__call__(self.wiring.jobs.reconcile)
            for _, job in self.queue.take():
                Tasks.do_job(self.tasks, str(job))

    def seen(self, submission: SubmissionId) -> object:
        """All that anybody can see of it, without what differs between runs."""
        page = self.wiring.submissions.show(self.region.provider, submission)
        jobs = self.ask("SELECT kind, state FROM job WHERE submission_id = %s", submission)
        acts = self.ask(
            "SELECT action, result FROM act WHERE object = %s OR payload->>'submission' = %s",
            str(submission),
            str(submission),
        )
        return (
            page.submission.state,
            sorted((one.municipality, one.format[:4]) for one in page.reports),
            page.balance,
            page.copy_state,
            len(page.releases),
            Counter(jobs),
            Counter(acts),
        )


@pytest.fixture
def house(wiring, region, hands, queue, engine, ask):
    """With something already there, whose place every later submission takes."""
    hands.deliver(region.provider)
    made = House(wiring, region, hands, queue, engine, ask, itertools.count(1))
    configure(host_of(wiring.stores._engine, queue))  # noqa: SLF001 - the harness counts its commits
    return made


def converges(house, history, recover=None):
    delivery = CallableDelivery(
        name=history.name,
        recover=recover or house.recover,
        deliver=house.hands.do_everything,
        lose=house.queue.take,
    )
    assert_crash_at_every_commit_converges(delivery, history)


def test_handing_in_survives_every_death(house):
    """Whoever gets no answer hands in the same file again."""
    handed_in = []

    def hand_in(number):
        content = io.BytesIO(f"kwartaal{number} jaar{number}".encode())
        ReceiveSubmission.__call__(
            house.wiring.submissions.receive, house.region.provider, content, "export.xlsx"
        )

    def begin():
        handed_in.append(next(house.numbers))
        return handed_in[-1]

    def hand_in_again_and_recover():
        hand_in(handed_in[-1])
        house.recover()

    def seen(number):
        found = house.ask(
            "SELECT submission_id FROM job WHERE kind = 'translate' AND subject_key LIKE %s",
            f"kwartaal{number}@%",
        )
        return [house.seen(SubmissionId(submission))[:-1] for (submission,) in found]

    history = HandoffHistory(
        name="receive", arrange=begin, transition=hand_in, observe=seen, external_calls=(FILES,)
    )
    converges(house, history, hand_in_again_and_recover)


@pytest.mark.parametrize(
    "kind",
    [
        JobKind.TRANSLATE,
        *(
            pytest.param(kind, marks=pytest.mark.long)
            for kind in (JobKind.CHECK, JobKind.SETTLE, JobKind.ANNOTATE)
        ),
    ],
)
def test_a_job_survives_every_death(house, kind):
    history = HandoffHistory(
        name=kind.value,
        arrange=lambda: house.until(kind),
        transition=lambda handle: Tasks.do_job(house.tasks, str(handle[1])),
        observe=lambda handle: house.seen(handle[0]),
        external_calls=() if kind is JobKind.SETTLE else (FILES,),
    )
    converges(house, history)


@pytest.mark.long
def test_releasing_survives_every_death(house):
    def what_waits():
        house.engine.waiting, house.engine.catalogue = (WAITS,), "first"
        submission = house.upload()
        house.hands.do_everything()
        house.engine.waiting, house.engine.catalogue, house.engine.reported = (), "second", "3"
        house.wiring.jobs.release_waiting()
        ((_, job),) = [each for each in house.queue.take() if each[0] is JobKind.RELEASE]
        return submission, JobId(job)

    history = HandoffHistory(
        name="release",
        arrange=what_waits,
        transition=lambda handle: Tasks.do_job(house.tasks, str(handle[1])),
        observe=lambda handle: house.seen(handle[0]),
        external_calls=(FILES,),
    )
    converges(house, history)


@pytest.mark.long
@pytest.mark.parametrize(
    "error", [OutsideServiceAwayError("away"), ValueError("odd")], ids=lambda each: type(each).__name__
)
def test_a_job_that_fails_once_survives_every_death(house, error):
    def fails_once():
        submission, job = house.until(JobKind.CHECK)
        house.engine.failures["check"] = [error]
        return submission, job

    history = HandoffHistory(
        name="fail",
        arrange=fails_once,
        transition=lambda handle: Tasks.do_job(house.tasks, str(handle[1])),
        observe=lambda handle: house.seen(handle[0]),
    )
    converges(house, history)


@pytest.mark.long
def test_a_job_that_cannot_be_done_survives_every_death(house):
    house.engine.failures["check"] = []

    def always_fails():
        house.engine.failures["check"] = []
        submission, job = house.until(JobKind.CHECK)
        house.engine.failures["check"] = [TerminalError("broken")] * 20
        return submission, job

    history = HandoffHistory(
        name="quarantine",
        arrange=always_fails,
        transition=lambda handle: Tasks.do_job(house.tasks, str(handle[1])),
        observe=lambda handle: house.seen(handle[0]),
    )
    converges(house, history)


@pytest.mark.long
def test_asking_again_survives_every_death(house):
    """Whoever asked looks whether it helped, and asks once more when it did not."""
    asked = []

    def failed():
        submission, job = house.until(JobKind.CHECK)
        house.engine.failures["check"] = [TerminalError("broken")]
        house.hands.do(job)
        asked.append(house.wiring.jobs.show(job))
        return submission, asked[-1]

    def ask_again(handle):
        RetryJob.__call__(house.wiring.jobs.retry, handle[1], OPERATOR)

    def ask_once_more_and_recover():
        if house.wiring.jobs.show(asked[-1].id).state is JobState.QUARANTINED:
            house.wiring.jobs.retry(asked[-1], OPERATOR)
        house.recover()

    history = HandoffHistory(
        name="retry", arrange=failed, transition=ask_again, observe=lambda handle: house.seen(handle[0])
    )
    converges(house, history, ask_once_more_and_recover)


@pytest.mark.long
def test_a_round_of_the_reconciler_survives_every_death(house):
    def left_behind():
        submission, job = house.until(JobKind.TRANSLATE)
        house.wiring.jobs.claim(job, "a worker that died")
        house.ask("UPDATE job SET lease_until = lease_until - interval '1 hour' WHERE state = 'running'")
        house.queue.take()
        return submission, job

    history = HandoffHistory(
        name="reconcile",
        arrange=left_behind,
        transition=lambda _handle: Reconcile.__call__(house.wiring.jobs.reconcile),
        observe=lambda handle: house.seen(handle[0]),
    )
    converges(house, history)
