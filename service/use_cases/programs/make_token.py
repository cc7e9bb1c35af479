"""Make a token by which a program acts for the person who makes it."""

import secrets
from dataclasses import dataclass, replace

from service.assertions import fit_public_key
from service.domain.access import Viewer
from service.domain.access_tokens import PREFIX, NewToken, fit
from service.storage.stores import Stores

_BYTES = 32


@dataclass(frozen=True, slots=True)
class MakeToken:
    """For what that person may do, and no more."""

    stores: Stores

    def __call__(self, viewer: Viewer, wanted: NewToken) -> str:
        """The token, which is told this once and kept nowhere; of a program with a key its `client_id`.

        Raises NotATokenError.
        """
        new = fit(wanted, viewer.organisation.kind)
        if new.public_key:
            new = replace(new, public_key=fit_public_key(new.public_key))
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            token = work.access_tokens.make(viewer, new, secret)
            scopes = sorted(each.value for each in new.scopes)
            work.acts.record("token_made", str(token), scopes=scopes, days=new.days)
        return str(token) if new.public_key else secret
