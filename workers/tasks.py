"""The tasks: claim a job, do it, write down when it failed; nothing else."""

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog
from celery import Celery
from celery.signals import worker_process_init, worker_ready

from service.domain.failures import TransientError
from service.domain.submissions.jobs import Job, JobId, LostLeaseError
from service.settings import Settings
from service.task_queue import TaskName, celery_application
from service.wiring import Wiring, build
from workers.children import READY_FILE, die_with_parent
from workers.task_logging import log_as_json

_log = structlog.get_logger()


class Tasks:
    """Does jobs, with one wiring per process, made after the fork."""

    def __init__(self, make_wiring: Callable[[], Wiring]) -> None:
        """Wire nothing yet: connections do not survive a fork."""
        self._make_wiring = make_wiring
        self._made_in: tuple[int, Wiring] | None = None

    @property
    def wiring(self) -> Wiring:
        """The wiring of this process."""
        if self._made_in is None or self._made_in[0] != os.getpid():
            self._made_in = (os.getpid(), self._make_wiring())
        return self._made_in[1]

    def check(self, job_id: str) -> None:
        """Do a check job if it is still to be done."""
        self._perform(job_id, self.wiring.background.check_submission)

    def translate(self, job_id: str) -> None:
        """Do a translate job if it is still to be done."""
        self._perform(job_id, self.wiring.background.translate_submission)

    def settle(self, job_id: str) -> None:
        """Do a settle job if it is still to be done."""
        self._perform(job_id, self.wiring.background.settle_submission)

    def annotate(self, job_id: str) -> None:
        """Do an annotate job if it is still to be done."""
        self._perform(job_id, self.wiring.background.annotate_submission)

    def release(self, job_id: str) -> None:
        """Do a release job if it is still to be done."""
        self._perform(job_id, self.wiring.background.release_submission)

    def try_format(self, job_id: str) -> None:
        """Run a draft of a format over a submission if it is still to be done."""
        self._perform(job_id, self.wiring.formats.perform_run)

    def _perform(self, job_id: str, do: Callable[[Job], None]) -> None:
        """Safe to call twice, or at the same time as itself."""
        log = _log.bind(job=job_id)
        try:
            job = self.wiring.background.claim_job(
                JobId(UUID(job_id)), f"{socket.gethostname()}:{os.getpid()}"
            )
        except TransientError as error:
            log.warning("job_not_claimed", failure=type(error).__name__)
            return
        if job is None:
            log.info("job_not_free")
            return
        log = log.bind(kind=job.kind.value, submission=str(job.submission), attempt=job.attempt)
        log.info("job_started")
        try:
            do(job)
        except LostLeaseError:
            log.warning("lease_lost")
        except Exception as error:  # noqa: BLE001 - the outermost shell: every failure is written down
            self._record_failure(job, error, log)
        else:
            log.info("job_done")

    def _record_failure(self, job: Job, error: Exception, log: structlog.typing.FilteringBoundLogger) -> None:
        """Without the failure's own words, which may quote a cell; where it happened is safe to tell."""
        log.error("job_failed", failure=type(error).__name__, where=_places(error))
        try:
            log.info("job_after_failure", decision=self.wiring.background.fail_job(job, error).value)
        except (TransientError, LostLeaseError) as second:
            log.warning("failure_not_recorded", failure=type(second).__name__)


def application_with_tasks(settings: Settings, wire: Callable[[Settings], Wiring] = build) -> Celery:
    """Celery with the tasks of this service, logging in json. Raises SettingsError without a broker."""
    log_as_json()
    application = celery_application(settings)
    tasks = Tasks(lambda: wire(settings))
    application.task(name=TaskName.CHECK.value)(tasks.check)
    application.task(name=TaskName.TRANSLATE.value)(tasks.translate)
    application.task(name=TaskName.SETTLE.value)(tasks.settle)
    application.task(name=TaskName.TRY_FORMAT.value)(tasks.try_format)
    application.task(name=TaskName.ANNOTATE.value)(tasks.annotate)
    application.task(name=TaskName.RELEASE.value)(tasks.release)
    worker_process_init.connect(_die_with_the_worker, weak=False)
    worker_ready.connect(_tell_ready, weak=False)
    return application


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
