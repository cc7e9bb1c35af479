"""Sign somebody in whose password was right, by the code of the second step."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import WITH_SECOND_STEP, Actor
from service.storage.stores import Stores
from service.use_cases.people.count_code import CountCode
from service.use_cases.people.sign_in import TOKEN_BYTES, SignedIn


@dataclass(frozen=True, slots=True)
class ConfirmSignIn:
    """A wrong code is a wrong try to sign in, as a wrong password is."""

    stores: Stores
    count_code: CountCode
    lasts: timedelta

    def __call__(self, login: str, code: str, origin: str) -> SignedIn | None:
        """None for a code that does not count. Raises TooManyTriesError without a look at it."""
        with self.stores.as_sign_in(Actor("unknown", origin)) as work:
            work.brake.begin(login, origin)
            account = work.accounts.with_login(login, origin)
        if account is None:
            return None
        viewer = account.viewer
        with self.stores.as_sign_in(viewer.actor) as work:
            is_right = self.count_code(work.second_factors, viewer.account, code)
            result = "done" if is_right else "refused"
            organisation = viewer.organisation.id
            work.acts.record("signed_in", str(viewer.account), result, organisation=organisation)
            if not is_right:
                return None
            work.brake.succeeded(login, origin)
            token = secrets.token_urlsafe(TOKEN_BYTES)
            work.sessions.open(viewer.account, token, self.lasts, assurance=WITH_SECOND_STEP)
        return SignedIn(viewer, token)
