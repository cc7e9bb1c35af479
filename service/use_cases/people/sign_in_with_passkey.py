"""Sign somebody in with a passkey."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from service.domain.access import BY_PASSKEY, Actor
from service.domain.passkeys import NotAPasskeyError, Site
from service.passkeys import credential_of, uses_after
from service.storage.stores import Stores
from service.use_cases.people.sign_in import TOKEN_BYTES, SignedIn


@dataclass(frozen=True, slots=True)
class SignInWithPasskey:
    """The device asked its owner for a finger, a face or a code: no password and no second step."""

    stores: Stores
    lasts: timedelta

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
            work.acts.record("signed_in", str(viewer.account), organisation=viewer.organisation.id)
            token = secrets.token_urlsafe(TOKEN_BYTES)
            work.sessions.open(viewer.account, token, self.lasts, assurance=BY_PASSKEY)
        return SignedIn(viewer, token)
