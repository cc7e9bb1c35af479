"""Find whose password a link of an email is for."""

from dataclasses import dataclass

from service.domain.access import Actor, Viewer
from service.storage.reset_links import ResetLinks
from service.storage.stores import Stores


class NotALinkError(LookupError):
    """This link is not ours, is over, or was used."""


@dataclass(frozen=True, slots=True)
class FindByResetLink:
    """The page shows it; choosing looks for itself."""

    stores: Stores
    links: ResetLinks

    def __call__(self, link: str, origin: str) -> Viewer:
        """As long as the account is not ended. Raises NotALinkError."""
        named = self.links.account_of(link)
        if named is None:
            raise NotALinkError("not ours or over")
        with self.stores.as_sign_in(Actor("unknown", origin)) as work:
            account = work.accounts.with_id(named, origin)
        if account is None or not self.links.fits(link, named, account.password_hash):
            raise NotALinkError("used")
        return account.viewer
