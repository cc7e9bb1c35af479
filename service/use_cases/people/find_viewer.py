"""Find who an account belongs to, for who runs the service: nobody signs in at a command line."""

from dataclasses import dataclass

from service.domain.access import Actor, NotFoundError, Viewer
from service.storage.stores import Stores

_ORIGIN = "command line"


@dataclass(frozen=True, slots=True)
class FindViewer:
    """Whatever is then shown is what this account may see."""

    stores: Stores

    def __call__(self, login: str, origin: str = _ORIGIN) -> Viewer:
        """`origin`: where its acts come from. Raises NotFoundError when there is no such account."""
        with self.stores.as_sign_in(Actor(origin)) as work:
            account = work.accounts.with_login(login, origin)
        if account is None:
            raise NotFoundError(login)
        return account.viewer
