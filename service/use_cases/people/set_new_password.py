"""Choose a new password with a link that came by email."""

from dataclasses import dataclass

from service.domain.passwords import Unfit, unfitness
from service.storage.passwords import hash_password
from service.storage.reset_links import ResetLinks
from service.storage.stores import Stores
from service.use_cases.people.find_by_reset_link import FindByResetLink, NotALinkError


@dataclass(frozen=True, slots=True)
class SetNewPassword:
    """Everybody who was signed in with the account is not any more; a second step is asked as before."""

    stores: Stores
    links: ResetLinks
    find_by_reset_link: FindByResetLink

    def __call__(self, link: str, new: str, origin: str) -> Unfit | None:
        """None when it is changed; else why the password is not taken. Raises NotALinkError."""
        viewer = self.find_by_reset_link(link, origin)
        own = (*viewer.organisation.name.split(), viewer.organisation.code)
        refused = unfitness(new, "", viewer.login, own)
        if refused is not None:
            return refused
        hashed = hash_password(new)
        with self.stores.as_sign_in(viewer.actor) as work:
            account = work.accounts.lock(viewer.account, origin)
            if account is None or not self.links.fits(link, viewer.account, account.password_hash):
                raise NotALinkError("used by somebody at the same moment")
            work.accounts.change_password(viewer.account, hashed)
            work.sessions.end_others(viewer.account, "")
            work.brake.succeeded(viewer.login, viewer.origin)
            organisation = viewer.organisation.id
            work.acts.record("password_changed", str(viewer.account), "by link", organisation=organisation)
        return None
