"""List the passkeys of somebody."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.passkeys import Passkey
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListPasskeys:
    """Of who is signed in."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[Passkey, ...]:
        """The oldest first."""
        with self.stores.as_sign_in(viewer.actor) as work:
            return work.passkeys.of(viewer.account)
