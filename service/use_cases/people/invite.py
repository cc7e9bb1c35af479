"""Invite somebody to work for the organisation."""

import secrets
from dataclasses import dataclass

from service.domain.access import Role, Viewer
from service.domain.colleagues import SECRET_BYTES, require_administrator
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class Invite:
    """Whoever has the link makes one account, within a week."""

    stores: Stores

    def __call__(self, viewer: Viewer, role: Role) -> str:
        """What the link ends with, told this once. Raises NotAllowedError and NotAnInvitationError."""
        require_administrator(viewer)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        with self.stores.as_colleague(viewer) as work:
            invitation = work.colleagues.invite(viewer, role, secret)
            work.acts.record("colleague_invited", str(invitation), role=role.value)
        return secret
