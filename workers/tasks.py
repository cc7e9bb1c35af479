"""The tasks: claim a job, do it, write down when it failed; nothing else."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog
from celery import Celery
from celery.signals import worker_process_init, worker_ready

from service.domain.failures import TransientError
from service.domain.submissions.jobs import NO_SUBMISSION, Job, JobId, LostLeaseError
from service.domain.traces import trace_of
from service.process.json_lines import log_as_json
from service.settings import Settings
from service.task_queue import DO_JOB, celery_application
from service.wiring import Wiring, build
from workers.children import READY_FILE, die_with_parent
from workers.doing import Teller

_UNTIL_RECORDED = 1.0
"""Seconds between two tries to write a failure down: the time limit of the task ends them."""
_log = structlog.get_logger()


class Tasks:
    """Does jobs, with one wiring per process, made after the fork."""

    def __init__(self, make_wiring: Callable[[], Wiring], teller: Teller) -> None:
        """Wire nothing yet: connections do not survive a fork. The keeper is told through `teller`."""
        self._make_wiring = make_wiring
        self._teller = teller
        self._made_in: tuple[int, Wiring] | None = None

    @property
    def wiring(self) -> Wiring:
        """The wiring of this process."""
        if self._made_in is None or self._made_in[0] != os.getpid():
            self._made_in = (os.getpid(), self._make_wiring())
        return self._made_in[1]

    def do_job(self, job_id: str) -> None:
        """Do the job if it is still to be done; safe to call twice, or at the same time as itself."""
        log = _log.bind(job=job_id)
        try:
            job = self.wiring.jobs.claim(
                JobId(UUID(job_id)), self._teller.owner, is_kept=self._teller.is_kept
            )
        except TransientError as error:
            log.warning("job_not_claimed", failure=type(error).__name__)
            return
        if job is None:
            log.info("job_not_free")
            return
        self._do(job)

    def do_next_job(self) -> bool:
        """Do the job that lies ready longest; False when there is none for us. Raises TransientError."""
        job = self.wiring.jobs.claim_next(self._teller.owner)
        if job is not None:
            self._do(job)
        return job is not None

    def _do(self, job: Job) -> None:
        """Until it is done or written down that it is not: until then it is ours, and no one else's."""
        with self._teller.doing(job.id):
            self._perform(job)

    def _perform(self, job: Job) -> None:
        log = _log.bind(job=str(job.id))
        log = log.bind(
            trace_id=_trace(job), kind=job.kind.value, submission=str(job.submission), attempt=job.attempt
        )
        log.info("job_started")
        try:
            self.wiring.jobs.perform[job.kind](job)
        except LostLeaseError:
            log.warning("lease_lost")
        except Exception as error:  # noqa: BLE001 - the outermost shell: every failure is written down
            self._record_failure(job, error, log)
        else:
            log.info("job_done")

    def _record_failure(self, job: Job, error: Exception, log: structlog.typing.FilteringBoundLogger) -> None:
        """Without the failure's own words, which may quote a cell; where it happened is safe to tell."""
        log.error("job_failed", failure=type(error).__name__, where=_places(error))
        while True:
            try:
                log.info("job_after_failure", decision=self.wiring.jobs.fail(job, error).value)
            except TransientError as second:
                log.warning("failure_not_recorded", failure=type(second).__name__)
                time.sleep(_UNTIL_RECORDED)
            except LostLeaseError as second:
                log.warning("failure_not_recorded", failure=type(second).__name__)
                return
            else:
                return


def application_with_tasks(settings: Settings, wire: Callable[[Settings], Wiring] = build) -> Celery:
    """Celery with the one task of this service, logging in json. Raises SettingsError without a broker."""
    log_as_json()
    application = celery_application(settings)
    tasks = Tasks(lambda: wire(settings), Teller.of_this_worker())
    application.task(name=DO_JOB)(tasks.do_job)
    worker_process_init.connect(_die_with_the_worker, weak=False)
    worker_ready.connect(_tell_ready, weak=False)
    return application


def _trace(job: Job) -> str:
    return trace_of(job.id if job.submission == NO_SUBMISSION else job.submission)


def _die_with_the_worker(**_: object) -> None:
    """A pool process must not outlive a worker that was killed, or its job would be done twice at once."""
    die_with_parent(signal.SIGKILL, os.getppid())


def _tell_ready(**_: object) -> None:
    if file := os.environ.get(READY_FILE):
        Path(file).touch()


def _places(error: BaseException) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-6:]
