"""The port by which anyone asks for a job to be done, and Celery behind it."""

from typing import Protocol
from urllib.parse import quote
from uuid import UUID

from celery import Celery
from kombu.exceptions import ChannelError, OperationalError

from service.domain.failures import TransientError
from service.domain.submissions.jobs import JobKind
from service.settings import Settings, SettingsError

DO_JOB = "eenmaal.do-job"
"""The one task there is: do the job with this id. What kind of job it is, PostgreSQL knows."""


class QueueUnavailableError(TransientError):
    """The broker did not take the message; the outbox keeps it."""


_QUEUE = "eenmaal"


class TaskQueue(Protocol):
    """A doorbell: it may lose a ring, and it may ring twice."""

    def send(self, kind: JobKind, job: UUID) -> None:
        """Ask for `job` to be done. Raises QueueUnavailableError when the broker cannot be reached.

        `kind` is for who watches the broker; who does the job reads it from PostgreSQL.
        """


class CeleryQueue:
    """Sends over Celery by name, without knowing the workers."""

    def __init__(self, application: Celery) -> None:
        """Guarantees nothing about the broker: it is first reached when something is sent."""
        self._application = application

    def send(self, kind: JobKind, job: UUID) -> None:
        """See TaskQueue."""
        try:
            self._application.send_task(DO_JOB, args=[str(job)], shadow=f"{DO_JOB} {kind}", retry=False)
        except (OperationalError, OSError) as error:
            raise QueueUnavailableError(str(error)) from error


class BrokerWatch:
    """Looks how much lies in the broker, over one connection that is opened again when it breaks."""

    def __init__(self, application: Celery) -> None:
        """Reaches nothing before it is asked."""
        self._connection = application.connection_for_read()

    def waiting(self) -> int | None:
        """How many messages nobody took yet; None when the broker does not answer."""
        try:
            return int(self._connection.default_channel.queue_declare(_QUEUE, passive=True).message_count)
        except ChannelError:
            return 0  # nothing was ever sent, or everything was taken
        except (OperationalError, OSError, *self._connection.connection_errors):
            self._connection.close()  # opened again when it is asked next
            return None


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
        task_default_queue=_QUEUE,
        task_create_missing_queues=False,
        task_queues={_QUEUE: {"exchange": _QUEUE, "routing_key": _QUEUE}},
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
