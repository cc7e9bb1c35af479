"""Make a secret address by which somebody's calendar reads its deadlines."""

import secrets
from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.stores import Stores

_BYTES = 32


@dataclass(frozen=True, slots=True)
class MakeCalendar:
    """One per person: a new one ends the one before it."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> str:
        """The secret, which is told this once and kept nowhere."""
        secret = secrets.token_urlsafe(_BYTES)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.calendar_feeds.make(viewer.account, secret)
            work.acts.record("calendar_made", str(viewer.account))
        return secret
