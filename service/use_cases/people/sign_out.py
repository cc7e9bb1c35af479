"""End a session for good, on the server."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SignOut:
    """After this the token is worth nothing, wherever it is kept."""

    stores: Stores

    def __call__(self, viewer: Viewer, token: str) -> None:
        """Does nothing for a token that was ended before."""
        with self.stores.as_sign_in(viewer.actor) as work:
            work.sessions.end(token)
            work.acts.record("signed_out", str(viewer.account), organisation=viewer.organisation.id)
