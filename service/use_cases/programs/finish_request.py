"""Finish a request that may come twice: keep its answer, or forget that it was asked."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.idempotency import Answered, KeyedRequest
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class FinishRequest:
    """What it changed is kept already, and by its nature the same when it is done again."""

    stores: Stores

    def __call__(self, viewer: Viewer, request: KeyedRequest, answered: Answered | None) -> None:
        """`answered`: None for one that came to nothing, so that it may be sent again."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if answered is None:
                work.idempotency_keys.forget(request)
            else:
                work.idempotency_keys.finish(request, answered)
