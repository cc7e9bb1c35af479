"""Begin to add a passkey: what a browser asks of a device."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.passkeys import MOST, Ceremony, NotAPasskeyError, Site
from service.passkeys import asked_for_a_new_one
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class BeginPasskey:
    """Nothing is kept before the device answered."""

    stores: Stores

    def __call__(self, viewer: Viewer, site: Site, service_name: str) -> Ceremony:
        """Raises NotAPasskeyError for one too many."""
        with self.stores.as_sign_in(viewer.actor) as work:
            known = work.passkeys.credentials(viewer.account)
        if len(known) >= MOST:
            raise NotAPasskeyError(f"at most {MOST}")
        return asked_for_a_new_one(site, service_name, viewer.login, viewer.account.bytes, known)
