"""Show the burden as one account sees it, to who runs the service."""

from dataclasses import dataclass

from service.domain.access import Actor, NotFoundError
from service.domain.burden.page import BurdenPage
from service.storage.stores import Stores
from service.use_cases.burden.show import ShowBurden


@dataclass(frozen=True, slots=True)
class ShowBurdenForLogin:
    """From the command line, where nobody signs in."""

    stores: Stores
    show: ShowBurden

    def __call__(self, login: str, label: str) -> BurdenPage:
        """The page of the period called `label`, or of the latest. Raises NotFoundError for no account."""
        actor = Actor("command line")
        with self.stores.as_sign_in(actor) as work:
            account = work.accounts.with_login(login, "command line")
        if account is None:
            raise NotFoundError(login)
        return self.show(account.viewer, label)
