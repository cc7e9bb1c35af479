"""Sign somebody in whose password was right, by the code of the second step."""

from dataclasses import dataclass

from service.domain.access import WITH_SECOND_STEP, Actor
from service.storage.stores import Stores
from service.use_cases.people.count_code import CountCode
from service.use_cases.people.open_session import OpenSession, SignedIn


@dataclass(frozen=True, slots=True)
class ConfirmSignIn:
    """A wrong code is a wrong try to sign in, as a wrong password is."""

    stores: Stores
    count_code: CountCode
    open_session: OpenSession

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
            if not is_right:
                organisation = viewer.organisation.id
                work.acts.record("signed_in", str(viewer.account), "refused", organisation=organisation)
                return None
            work.brake.succeeded(login, origin)
            return self.open_session(work, viewer, assurance=WITH_SECOND_STEP)
