"""Switch the second step on, with a code of the app that shall show them."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.second_factor import WrongCodeError, new_recovery_codes
from service.storage.stores import Stores
from service.use_cases.people.count_code import CountCode


@dataclass(frozen=True, slots=True)
class ConfirmSecondFactor:
    """From then on a code is asked at signing in; whoever else is signed in is not any more."""

    stores: Stores
    count_code: CountCode

    def __call__(self, viewer: Viewer, code: str, token: str) -> tuple[str, ...]:
        """The recovery codes, which nobody can show again. Raises WrongCodeError and TooManyTriesError."""
        with self.stores.as_sign_in(viewer.actor) as work:
            work.brake.begin(viewer.login, viewer.origin)
        codes = new_recovery_codes()
        with self.stores.as_sign_in(viewer.actor) as work:
            is_new = not work.second_factors.is_asked(viewer.account)
            is_right = is_new and self.count_code(work.second_factors, viewer.account, code)
            if is_right:
                work.brake.succeeded(viewer.login, viewer.origin)
                work.second_factors.keep_recovery_codes(viewer.account, codes)
                work.sessions.end_others(viewer.account, token)
            result = "done" if is_right else "refused"
            organisation = viewer.organisation.id
            work.acts.record("second_factor_on", str(viewer.account), result, organisation=organisation)
        if not is_right:
            raise WrongCodeError("no code that counts")
        return codes
