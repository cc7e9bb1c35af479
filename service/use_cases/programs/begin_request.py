"""Begin a request that may come twice."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.idempotency import Answered, KeyedRequest
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class BeginRequest:
    """In a transaction of its own, so that a second one at the same moment sees the first."""

    stores: Stores

    def __call__(self, viewer: Viewer, request: KeyedRequest) -> Answered | None:
        """What was answered before; None for one that is to be done now.

        Raises KeyOfAnotherRequestError and StillBusyError.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.idempotency_keys.begin(request)
