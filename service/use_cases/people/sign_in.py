"""Sign someone in with a password."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.storage.passwords import is_password, nobodys_hash
from service.storage.stores import Stores
from service.use_cases.people.open_session import OpenSession, SignedIn


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """The password was right; a code of the second step is what is left."""

    login: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """A wrong login and a wrong password look and last the same."""

    stores: Stores
    open_session: OpenSession

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
            if not is_right:
                organisation = viewer.organisation.id
                work.acts.record("signed_in", str(viewer.account), "refused", organisation=organisation)
                return None
            work.brake.succeeded(login, origin)
            return self.open_session(work, viewer)
