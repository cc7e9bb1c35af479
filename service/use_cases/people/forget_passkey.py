"""Forget a passkey: a device that was lost, or is somebody else's now."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.passkeys import PasskeyId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ForgetPasskey:
    """Of who is signed in."""

    stores: Stores

    def __call__(self, viewer: Viewer, passkey: PasskeyId) -> None:
        """Raises NotFoundError for one that is not there, or of somebody else."""
        with self.stores.as_sign_in(viewer.actor) as work:
            if not work.passkeys.forget(viewer.account, passkey):
                raise NotFoundError(str(passkey))
            work.acts.record("passkey_removed", str(viewer.account), organisation=viewer.organisation.id)
