"""Switch the second step off, with the password and a code."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.second_factor import WrongCodeError
from service.storage.passwords import is_password
from service.storage.stores import Stores
from service.use_cases.people.count_code import CountCode


@dataclass(frozen=True, slots=True)
class EndSecondFactor:
    """Who found a browser open can not switch it off."""

    stores: Stores
    count_code: CountCode

    def __call__(self, viewer: Viewer, password: str, code: str) -> None:
        """Raises WrongCodeError when either is wrong, without saying which, and TooManyTriesError."""
        with self.stores.as_sign_in(viewer.actor) as work:
            work.brake.begin(viewer.login, viewer.origin)
            account = work.accounts.with_login(viewer.login, viewer.origin)
        is_known = account is not None and is_password(password, account.password_hash)
        with self.stores.as_sign_in(viewer.actor) as work:
            is_right = is_known and self.count_code(work.second_factors, viewer.account, code)
            if is_right:
                work.brake.succeeded(viewer.login, viewer.origin)
                work.second_factors.end(viewer.account)
            result = "done" if is_right else "refused"
            organisation = viewer.organisation.id
            work.acts.record("second_factor_off", str(viewer.account), result, organisation=organisation)
        if not is_right:
            raise WrongCodeError("the password or the code is wrong")
