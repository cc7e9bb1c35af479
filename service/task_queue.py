"""The names of the tasks, and the port by which anyone asks for one to be done."""

from enum import StrEnum
from typing import Protocol
from urllib.parse import quote
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError

from service.domain.failures import TransientError
from service.domain.submissions.jobs import JobKind
from service.settings import Settings, SettingsError


class TaskName(StrEnum):
    """Every task there is."""

    CHECK = "eenmaal.check"
    TRANSLATE = "eenmaal.translate"
    SETTLE = "eenmaal.settle"
    TRY_FORMAT = "eenmaal.try-format"
    ANNOTATE = "eenmaal.annotate"
    RELEASE = "eenmaal.release"


TASK_OF_JOB = {
    JobKind.CHECK: TaskName.CHECK,
    JobKind.TRANSLATE: TaskName.TRANSLATE,
    JobKind.SETTLE: TaskName.SETTLE,
    JobKind.TRY_FORMAT: TaskName.TRY_FORMAT,
    JobKind.ANNOTATE: TaskName.ANNOTATE,
    JobKind.RELEASE: TaskName.RELEASE,
}


class QueueUnavailableError(TransientError):
    """The broker did not take the message; the outbox keeps it."""


class TaskQueue(Protocol):
    """A doorbell: it may lose a ring, and it may ring twice."""

    def send(self, task: TaskName, job: UUID) -> None:
        """Ask for `task` on `job`. Raises QueueUnavailableError when the broker cannot be reached."""


class CeleryQueue:
    """Sends over Celery by name, without knowing the workers."""

    def __init__(self, application: Celery) -> None:
        """Guarantees nothing about the broker: it is first reached when something is sent."""
        self._application = application

    def send(self, task: TaskName, job: UUID) -> None:
        """See TaskQueue."""
        try:
            self._application.send_task(task.value, args=[str(job)], retry=False)
        except (OperationalError, OSError) as error:
            raise QueueUnavailableError(str(error)) from error


def celery_application(settings: Settings) -> Celery:
    """Celery as this service uses it: ids in json, late acknowledgement, no results. Raises SettingsError.

    `reject_on_worker_lost` is off because a task that kills its worker would come back at once, 12 times a
    second; the reconciler brings a lost job back instead, and stops at three attempts.
    """
    if settings.broker_url is None:
        raise SettingsError("EENMAAL_BROKER_URL is not set; start the bundled broker with `eenmaal up`.")
    application = Celery("eenmaal", broker=settings.broker_url, set_as_current=False)
    application.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_default_queue="eenmaal",
        task_create_missing_queues=False,
        task_queues={"eenmaal": {"exchange": "eenmaal", "routing_key": "eenmaal"}},
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_time_limit=settings.time_limit,
        task_soft_time_limit=settings.time_limit * 9 // 10,
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=500,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": settings.visibility_timeout,
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
            "max_retries": 1,
        },
        visibility_timeout=settings.visibility_timeout,
    )
    return application


def url_of_socket(path: str) -> str:
    """The address by which Celery reaches a broker on a unix socket."""
    return f"redis+socket://{quote(path)}"
