"""For which organisation an invitation is."""

from dataclasses import dataclass

from service.domain.colleagues import NotAnInvitationError, OpenInvitation
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowInvitation:
    """To who has its link."""

    stores: Stores

    def __call__(self, secret: str) -> OpenInvitation:
        """Raises NotAnInvitationError for one that is unknown, used or over: nobody can tell which."""
        with self.stores.as_invited(secret, "") as work:
            found = work.room.lock()
        if found is None:
            raise NotAnInvitationError("unknown, used or over")
        return found
