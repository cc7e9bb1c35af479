"""Sign someone in with a password, recognise them afterwards, and sign them out."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from service.domain.access import Actor, Viewer
from service.storage.passwords import hash_password, is_password
from service.storage.stores import Stores

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the token by which the browser is recognised from now on."""

    viewer: Viewer
    token: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """A wrong login and a wrong password look and last the same."""

    stores: Stores
    lasts: timedelta

    def __call__(self, login: str, password: str, origin: str = "") -> SignedIn | None:
        """None when login and password do not belong together; the attempt is written down either way."""
        with self.stores.as_sign_in(Actor("unknown", origin)) as work:
            account = work.accounts.with_login(login, origin)
            if account is None:
                work.acts.record("signed_in", "unknown login", "refused")
        is_right = is_password(password, account.password_hash if account else _nobodys_hash())
        if account is None:
            return None
        viewer = account.viewer
        with self.stores.as_sign_in(viewer.actor) as work:
            work.acts.record(
                "signed_in",
                str(viewer.account),
                "done" if is_right else "refused",
                organisation=viewer.organisation.id,
            )
            if not is_right:
                return None
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            work.sessions.open(viewer.account, token, self.lasts)
        return SignedIn(viewer, token)


@dataclass(frozen=True, slots=True)
class RecogniseViewer:
    """Finds out who holds a token."""

    stores: Stores

    def __call__(self, token: str, origin: str = "") -> Viewer | None:
        """None when the token is unknown, expired or signed out."""
        with self.stores.as_sign_in(Actor("", origin)) as work:
            return work.sessions.viewer(token, origin)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe(_TOKEN_BYTES))
