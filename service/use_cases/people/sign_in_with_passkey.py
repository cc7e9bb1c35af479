"""Sign somebody in with a passkey."""

from dataclasses import dataclass

from service.domain.access import BY_PASSKEY, Actor
from service.domain.passkeys import NotAPasskeyError, Site
from service.passkeys import credential_of, uses_after
from service.storage.stores import Stores
from service.use_cases.people.open_session import OpenSession, SignedIn


@dataclass(frozen=True, slots=True)
class SignInWithPasskey:
    """The device asked its owner for a finger, a face or a code: no password and no second step."""

    stores: Stores
    open_session: OpenSession

    def __call__(self, site: Site, challenge: str, answer: str, origin: str) -> SignedIn:
        """Raises NotAPasskeyError for what is no answer to `challenge`, or of no device that is known."""
        credential = credential_of(answer)
        with self.stores.as_sign_in(Actor("unknown", origin)) as work:
            found = work.passkeys.holder(credential, origin)
        if found is None:
            raise NotAPasskeyError("unknown")
        viewer, _ = found
        with self.stores.as_sign_in(viewer.actor) as work:
            again = work.passkeys.holder(credential, origin)
            if again is None:
                raise NotAPasskeyError("unknown")
            work.passkeys.used(credential, uses_after(site, challenge, answer, again[1]))
            return self.open_session(work, viewer, assurance=BY_PASSKEY)
