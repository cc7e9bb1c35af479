"""End one session of somebody: a browser that should not be signed in any more."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.sessions import SessionId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class EndSession:
    """At once, on the server."""

    stores: Stores

    def __call__(self, viewer: Viewer, session: SessionId) -> None:
        """Raises NotFoundError for one that is not there, or of somebody else."""
        with self.stores.as_sign_in(viewer.actor) as work:
            if not work.sessions.end_one(viewer.account, session):
                raise NotFoundError(str(session))
            work.acts.record(
                "sessions_ended", str(viewer.account), organisation=viewer.organisation.id, sessions=1
            )
