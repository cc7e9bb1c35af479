"""A real worker and reconciler, struck while they work: everything that was received is finished."""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.settings import Settings, environment_of_children
from service.task_queue import CeleryQueue, JobKind, QueueUnavailableError, celery_application
from service.wiring import Wiring, build
from tests.faults.watching import HOUSE, children_of
from tests.tools.patience import wait_until
from tests.written_engine import BALANCE, HELD, WAITS, WrittenEngine
from workers.children import Child, Program
from workers.reconciler import run_reconciler


@dataclass
class Works:
    """The parts of a running service, each of which can be struck."""

    settings: Settings
    wiring: Wiring
    traces: Path
    viewer: object
    engine: WrittenEngine
    """What the reconciler sees of the catalogue."""
    workers: list[Child] = field(default_factory=list)

    def start_worker(self) -> Child:
        program = Program(
            name="worker",
            command=[sys.executable, "-m", "workers.keeper", "tests.faults.faulty_application"],
            log=self.traces.parent / "worker.log",
            environment=environment_of_children(self.settings)
            | {"PYTHONPATH": os.pathsep.join([str(HOUSE), *sys.path]), "TRACES": str(self.traces)},
        )
        self.workers.append(Child(program))
        return self.workers[-1]

    def upload(self, content: bytes) -> SubmissionId:
        return self.wiring.submissions.receive(self.viewer, io.BytesIO(content), "export.xlsx").submission

    def page(self, submission: SubmissionId) -> SubmissionPage:
        return self.wiring.submissions.show(self.viewer, submission)

    def times(self, what: str) -> int:
        return len(list(self.traces.glob(f"{what}-*")))

    def process_doing(self, what: str) -> int:
        wait_until(
            lambda: self.times(what) > 0 and all(one.read_text() for one in self.traces.glob(f"{what}-*"))
        )
        (trace, *_) = sorted(self.traces.glob(f"{what}-*"))
        return int(trace.read_text())

    def wait_for(self, submission: SubmissionId, state: SubmissionState) -> SubmissionPage:
        wait_until(lambda: self.page(submission).submission.state.is_final)
        page = self.page(submission)
        assert page.submission.state is state
        return page


NOTHING_IS_STRUCK = {"lease": 60}
"""On a busy machine a worker that is well may be late; no other is to take its work for that."""


@pytest.fixture
def works(request, settings: Settings, region, tmp_path: Path) -> Iterator[Works]:
    """A worker that dies is missed soon; no task is ended for its time but where a test asks it."""
    limits = {"time_limit": 60, "lease": 3, **getattr(request, "param", {})}
    quick = replace(settings, **limits, reconcile_every=1, resend_after=1)
    engine = WrittenEngine()
    wiring = build(quick, engine=engine)
    traces = tmp_path / "traces"
    traces.mkdir()
    stop = threading.Event()
    reconciler = threading.Thread(target=run_reconciler, args=(wiring, stop))
    reconciler.start()
    made = Works(quick, wiring, traces, region.provider, engine)
    yield made
    stop.set()
    reconciler.join()
    for worker in made.workers:
        worker.kill()
    wiring.close()


@pytest.mark.parametrize("works", [NOTHING_IS_STRUCK], indirect=True, ids=["alone"])
def test_a_worker_does_what_was_uploaded(works):
    works.start_worker()

    submission = works.upload(b"kwartaal jaar")

    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 4
    assert (works.times("check"), works.times("kwartaal"), works.times("jaar")) == (1, 1, 1)


@pytest.mark.parametrize("works", [NOTHING_IS_STRUCK], indirect=True, ids=["alone"])
def test_a_broker_that_loses_everything_loses_nothing(works, broker):
    submission = works.upload(b"kwartaal jaar")
    broker.connect().flushall()

    works.start_worker()

    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 4


def test_a_task_whose_process_is_killed_is_done_by_another(works):
    works.start_worker()
    submission = works.upload(b"slow")

    os.kill(works.process_doing("slow"), signal.SIGKILL)

    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 2
    assert works.times("slow") == 2


def test_a_worker_that_is_killed_takes_its_processes_along_and_another_finishes(works):
    worker = works.start_worker()
    submission = works.upload(b"slow")
    busy = works.process_doing("slow")

    os.kill(worker.pid, signal.SIGKILL)

    wait_until(lambda: not Path(f"/proc/{busy}").exists())
    works.start_worker()
    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 2


def test_a_release_whose_process_is_killed_is_done_once_by_another(works, ask):
    works.start_worker()
    submission = works.upload(b"late")
    works.wait_for(submission, SubmissionState.READY)

    (works.traces.parent / "catalogue").write_text("second")
    works.engine.catalogue = "second"
    os.kill(works.process_doing("release"), signal.SIGKILL)
    struck = works.page(submission)
    wait_until(lambda: works.page(submission).releases)

    page = works.page(submission)
    assert (struck.balance, struck.balance.closes, len(struck.reports)) == (HELD, True, 2)
    assert (page.balance, page.balance.closes, len(page.reports)) == (BALANCE, True, 2)
    assert [(one.released, one.reports) for one in page.releases] == [((WAITS,), 2)]
    assert ask("SELECT count(*) FROM report") == [(2,)]  # nobody had those that gave way
    assert ask("SELECT count(*) FROM act WHERE action = 'report_published'") == [(4,)]
    assert ask("SELECT count(*) FROM act WHERE action = 'submission_released'") == [(1,)]


@pytest.mark.parametrize("works", [{"time_limit": 2}], indirect=True, ids=["two seconds"])
def test_a_task_that_takes_too_long_is_ended_and_tried_again(works):
    works.start_worker()

    submission = works.upload(b"slow")

    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 2
    assert works.times("slow") == 2


def test_a_job_that_kills_every_worker_is_quarantined_and_the_rest_goes_on(works):
    works.start_worker()

    submission = works.upload(b"deadly kwartaal")

    page = works.wait_for(submission, SubmissionState.FAILED)
    assert works.times("deadly") == 3
    assert [(one.format, one.failure) for one in page.progress.quarantined] == [("deadly", "WorkerLostError")]
    assert {report.format for report in page.reports} == {"kwartaal"}


def test_a_worker_frozen_while_it_listens_and_then_killed_loses_no_message(works):
    worker = works.start_worker()
    works.wait_for(works.upload(b"warm"), SubmissionState.READY)
    (celery,) = children_of(worker.pid)
    os.kill(celery, signal.SIGSTOP)
    submission = works.upload(b"kwartaal")

    os.kill(celery, signal.SIGKILL)
    works.start_worker()

    assert len(works.wait_for(submission, SubmissionState.READY).reports) == 2


def test_a_broker_that_is_not_there_is_a_failure_that_may_pass(works, tmp_path):
    nowhere = replace(works.settings, broker_url=f"redis+socket://{tmp_path}/nowhere.sock")
    queue = CeleryQueue(celery_application(nowhere))

    with pytest.raises(QueueUnavailableError):
        queue.send(JobKind.CHECK, works.upload(b""))
