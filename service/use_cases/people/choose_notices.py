"""Choose what one is told by email, where and how often."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.notices.choices import NoticeChoice
from service.storage.passwords import NO_PASSWORD, is_password
from service.storage.stores import Stores
from service.use_cases.people.change_password import WrongPassword


@dataclass(frozen=True, slots=True)
class ChooseNotices:
    """Of the viewer itself, from now on.

    A link to choose a new password goes to the address, so another address takes the password: who found a
    browser open can not send the account to themselves.
    """

    stores: Stores

    def __call__(self, viewer: Viewer, choice: NoticeChoice, password: str) -> WrongPassword | None:
        """None when it is kept. `password` counts for another address only, of an account that has one.

        A wrong one counts as a wrong try to sign in. Raises TooManyTriesError without a look at it.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            present = work.notices.choice_of(viewer.account).email
        if choice.email not in {"", present} and not self._is_confirmed(viewer, password):
            return WrongPassword.WRONG
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.notices.choose(viewer.account, choice)
            work.acts.record("notices_chosen", str(viewer.account), pace=choice.pace.value)
        return None

    def _is_confirmed(self, viewer: Viewer, password: str) -> bool:
        with self.stores.as_sign_in(viewer.actor) as work:
            account = work.accounts.with_login(viewer.login, viewer.origin)
            if account is not None and account.password_hash == NO_PASSWORD:
                return True
            work.brake.begin(viewer.login, viewer.origin)
        is_right = account is not None and is_password(password, account.password_hash)
        if is_right:
            with self.stores.as_sign_in(viewer.actor) as work:
                work.brake.succeeded(viewer.login, viewer.origin)
        return is_right
