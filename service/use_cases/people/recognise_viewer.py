"""Recognise who signed in before by the token that the browser keeps."""

from dataclasses import dataclass, replace
from datetime import timedelta

from service.domain.access import Actor, Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RecogniseViewer:
    """Finds out who holds a token."""

    stores: Stores
    idle: timedelta
    """A session that is not used for so long has ended."""
    requires_second_step: bool

    def __call__(self, token: str, origin: str = "") -> Viewer | None:
        """None when the token is unknown, expired, unused for too long or signed out."""
        with self.stores.as_sign_in(Actor("", origin)) as work:
            viewer = work.sessions.viewer(token, origin, self.idle)
            if viewer is None or not self.requires_second_step or viewer.needs_no_second_step:
                return viewer
            return replace(viewer, lacks_second_step=not work.second_factors.is_asked(viewer.account))
