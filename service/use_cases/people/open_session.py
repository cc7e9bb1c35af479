"""Open a session for somebody of whom it is known who it is."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import BY_PASSWORD, Viewer
from service.storage.stores import SignInWork

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the token by which the browser is recognised from now on."""

    viewer: Viewer
    token: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """In the transaction of who signs in, with the act by which it is written down."""

    lasts: timedelta

    def __call__(
        self, work: SignInWork, viewer: Viewer, *, assurance: str = BY_PASSWORD, is_vouched: bool = False
    ) -> SignedIn:
        """`is_vouched`: whether a provider outside says so, at the level that is then written down."""
        level = {"level": assurance} if is_vouched else {}
        work.acts.record("signed_in", str(viewer.account), organisation=viewer.organisation.id, **level)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        work.sessions.open(viewer, token, self.lasts, assurance=assurance, is_vouched=is_vouched)
        return SignedIn(viewer, token)
