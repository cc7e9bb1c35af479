"""Change one's own password, with the present one."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.access import Viewer
from service.domain.passwords import Unfit, unfitness
from service.storage.passwords import hash_password, is_password
from service.storage.stores import Stores


class WrongPassword(StrEnum):
    """The present password was not the right one."""

    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Whoever else is signed in with this account is not any more."""

    stores: Stores

    def __call__(self, viewer: Viewer, present: str, new: str, token: str) -> WrongPassword | Unfit | None:
        """None when it is changed; else why not. `token`: of the session that goes on.

        A wrong password counts as a wrong try to sign in. Raises TooManyTriesError without a look at it.
        """
        with self.stores.as_sign_in(viewer.actor) as work:
            work.brake.begin(viewer.login, viewer.origin)
            account = work.accounts.with_login(viewer.login, viewer.origin)
        is_right = account is not None and is_password(present, account.password_hash)
        own = (*viewer.organisation.name.split(), viewer.organisation.code)
        refused = unfitness(new, present, viewer.login, own) if is_right else WrongPassword.WRONG
        hashed = "" if refused else hash_password(new)
        with self.stores.as_sign_in(viewer.actor) as work:
            if is_right:
                work.brake.succeeded(viewer.login, viewer.origin)
            if not refused:
                work.accounts.change_password(viewer.account, hashed)
                work.sessions.end_others(viewer.account, token)
            result = refused.value if refused else "done"
            organisation = viewer.organisation.id
            work.acts.record("password_changed", str(viewer.account), result, organisation=organisation)
        return refused
