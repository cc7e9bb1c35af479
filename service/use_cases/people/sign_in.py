"""Sign someone in with a password."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import Actor, Viewer
from service.storage.passwords import is_password, nobodys_hash
from service.storage.stores import Stores

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and the token by which the browser is recognised from now on."""

    viewer: Viewer
    token: str


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """The password was right; a code of the second step is what is left."""

    login: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """A wrong login and a wrong password look and last the same."""

    stores: Stores
    lasts: timedelta

    def __call__(self, login: str, password: str, origin: str = "") -> SignedIn | CodeAsked | None:
        """None when login and password do not belong together; the attempt is written down either way.

        Raises TooManyTriesError, without a look at the password, for who got it wrong too often.
        """
        unknown = Actor("unknown", origin)
        with self.stores.as_sign_in(unknown) as work:
            work.brake.begin(login, origin)
            account = work.accounts.with_login(login, origin)
        is_right = is_password(password, account.password_hash if account else nobodys_hash())
        with self.stores.as_sign_in(account.viewer.actor if account else unknown) as work:
            if account is None:
                work.acts.record("signed_in", "unknown login", "refused")
                return None
            viewer = account.viewer
            if is_right and work.second_factors.is_asked(viewer.account):
                work.acts.record("code_asked", str(viewer.account), organisation=viewer.organisation.id)
                return CodeAsked(viewer.login)
            work.acts.record(
                "signed_in",
                str(viewer.account),
                "done" if is_right else "refused",
                organisation=viewer.organisation.id,
            )
            if not is_right:
                return None
            work.brake.succeeded(login, origin)
            token = secrets.token_urlsafe(TOKEN_BYTES)
            work.sessions.open(viewer.account, token, self.lasts)
        return SignedIn(viewer, token)
