"""One thread, as whoever looks may see it."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.threads.thread import Thread, ThreadId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowThread:
    """For both ends of its report; for a bureau without the texts."""

    stores: Stores

    def __call__(self, viewer: Viewer, thread: ThreadId) -> Thread:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.threads.get(thread)
        if found is None:
            raise NotFoundError(str(thread))
        return found
