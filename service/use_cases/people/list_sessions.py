"""List where somebody is signed in."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import Viewer
from service.domain.sessions import Session
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListSessions:
    """Of who is signed in."""

    stores: Stores
    idle: timedelta
    """A session that is not used for so long has ended."""

    def __call__(self, viewer: Viewer, token: str = "") -> tuple[Session, ...]:
        """The one that holds `token`, if any, first; then the one that was used last."""
        with self.stores.as_sign_in(viewer.actor) as work:
            return work.sessions.of(viewer.account, token, self.idle)
