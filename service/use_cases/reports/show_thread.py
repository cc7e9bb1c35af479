"""One thread, as whoever looks may see it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.threads.thread import Thread, ThreadId
from service.storage.stored_thread import thread_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowThread:
    """For both ends of its report; for a bureau without the texts."""

    stores: Stores

    def __call__(self, viewer: Viewer, thread: ThreadId) -> Thread:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return thread_of(work, thread)
