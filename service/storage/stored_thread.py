"""One thread, as use cases of threads begin."""

from service.domain.access import NotFoundError
from service.domain.threads.thread import Thread, ThreadId
from service.storage.stores import TenantWork


def thread_of(work: TenantWork, thread: ThreadId) -> Thread:
    """As its viewer may see it. Raises NotFoundError."""
    found = work.threads.get(thread)
    if found is None:
        raise NotFoundError(str(thread))
    return found
