"""Remove a channel: nothing goes along it any more."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.channels.channel import ChannelId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RemoveChannel:
    """Its secret is gone; what was brought along it stays written down, what waited is fetched here."""

    stores: Stores

    def __call__(self, viewer: Viewer, channel: ChannelId) -> None:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.channels.remove(channel):
                raise NotFoundError(str(channel))
            work.channels.consignments.forget_waiting(channel)
            work.acts.record("channel_removed", str(channel))
