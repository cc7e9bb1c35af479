"""End the account of a colleague who left."""

from dataclasses import dataclass

from service.domain.access import AccountId, NotFoundError, Viewer
from service.domain.colleagues import require_administrator, require_one_left
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class EndAccount:
    """At once: sessions, tokens and calendar of the account open nothing any more; what it did stays."""

    stores: Stores

    def __call__(self, viewer: Viewer, account: AccountId) -> None:
        """Raises NotAllowedError, NotFoundError and LastAdministratorError."""
        require_administrator(viewer)
        with self.stores.as_colleague(viewer) as work:
            require_one_left(work.colleagues.lock_administrators(), account)
            if not work.colleagues.end(account):
                raise NotFoundError(str(account))
            work.acts.record("account_ended", str(account))
