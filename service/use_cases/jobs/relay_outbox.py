"""Tell the broker about jobs that it has not been told about."""

from dataclasses import dataclass

import structlog

from service.domain.submissions.jobs import JobId
from service.storage.stores import Stores
from service.task_queue import TASK_OF_JOB, QueueUnavailableError, TaskQueue

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RelayOutbox:
    """At least once: a crash between sending and remembering sends again, and claiming sorts that out."""

    stores: Stores
    queue: TaskQueue

    def __call__(self) -> int:
        """How many messages were sent. A broker that is away leaves the rest for the reconciler."""
        sent: list[JobId] = []
        with self.stores.as_dispatcher() as work:
            try:
                for message in work.to_send():
                    self.queue.send(TASK_OF_JOB[message.kind], message.job)
                    sent.append(message.job)
            except QueueUnavailableError:
                _log.warning("broker_unavailable", sent=len(sent))
            work.mark_sent(sent)
        return len(sent)
