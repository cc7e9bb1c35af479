"""Keep a passkey that a device made."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.passkeys import LONGEST_NAME, MOST, NotAPasskeyError, Site
from service.passkeys import new_key
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class KeepPasskey:
    """Of who is signed in."""

    stores: Stores

    def __call__(self, viewer: Viewer, site: Site, challenge: str, answer: str, name: str) -> None:
        """Raises NotAPasskeyError for what is no answer to `challenge`, and for one that is known already."""
        key = new_key(site, challenge, answer)
        told = "".join(sign for sign in name if sign.isprintable()).strip()[:LONGEST_NAME]
        with self.stores.as_sign_in(viewer.actor) as work:
            known = work.passkeys.credentials(viewer.account)
            if len(known) >= MOST or work.passkeys.holder(key.credential, viewer.origin) is not None:
                raise NotAPasskeyError("known already, or one too many")
            work.passkeys.keep(viewer.account, key, told or "passkey")
            work.acts.record("passkey_added", str(viewer.account), organisation=viewer.organisation.id)
