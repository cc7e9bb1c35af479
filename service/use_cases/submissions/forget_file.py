"""Forget a file that arrives in parts."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.arriving import ArrivingId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ForgetFile:
    """Its sender gave up, or it was handed in."""

    stores: Stores

    def __call__(self, viewer: Viewer, file: ArrivingId) -> None:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.arriving.forget(file):
                raise NotFoundError(str(file))
