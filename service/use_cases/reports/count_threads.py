"""In how many threads it is somebody's turn, for the top of every page."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.threads.thread import Side
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class CountThreads:
    """A bureau has no turn."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> int:
        """Of the whole organisation."""
        if viewer.organisation.kind is OrganisationKind.BUREAU:
            return 0
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.threads.count_for(Side(viewer.organisation.kind.value))
