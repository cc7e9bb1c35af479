"""List what an organisation was told."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.notices import ToldNotice
from service.storage.stores import Stores

_MOST = 100


@dataclass(frozen=True, slots=True)
class ListNotices:
    """Also of kinds of which the viewer wants no email."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[ToldNotice, ...]:
        """The last hundred, the latest first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.notices.last(_MOST)
