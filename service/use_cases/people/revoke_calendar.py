"""End the secret address by which somebody's calendar reads its deadlines."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RevokeCalendar:
    """Of the viewer itself, at once."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> None:
        """Does nothing for who has none."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.calendar_feeds.revoke(viewer.account)
            work.acts.record("calendar_revoked", str(viewer.account))
