"""Revoke a token of one's organisation, also one that somebody else of it made."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.access_tokens import AccessTokenId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """At once."""

    stores: Stores

    def __call__(self, viewer: Viewer, token: AccessTokenId) -> None:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.access_tokens.revoke(token):
                raise NotFoundError(str(token))
            work.acts.record("token_revoked", str(token))
