"""How far a file is that arrives in parts."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.arriving import ArrivingFile, ArrivingId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowFile:
    """After a line broke, its sender goes on from there."""

    stores: Stores

    def __call__(self, viewer: Viewer, file: ArrivingId) -> ArrivingFile:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.arriving.get(file)
        if found is None:
            raise NotFoundError(str(file))
        return found.file
