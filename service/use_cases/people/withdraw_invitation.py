"""Withdraw an invitation that nobody took up."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.colleagues import InvitationId, require_administrator
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """Its link opens nothing any more."""

    stores: Stores

    def __call__(self, viewer: Viewer, invitation: InvitationId) -> None:
        """Raises NotAllowedError and NotFoundError."""
        require_administrator(viewer)
        with self.stores.as_colleague(viewer) as work:
            if not work.colleagues.withdraw(invitation):
                raise NotFoundError(str(invitation))
            work.acts.record("invitation_withdrawn", str(invitation))
