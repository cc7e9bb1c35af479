"""Start a channel again that was stopped."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.channels.channel import ChannelId, NotThisChannelError
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class StartChannel:
    """What waited goes along it, and nothing twice; one whose server is not confirmed is not started."""

    stores: Stores

    def __call__(self, viewer: Viewer, channel: ChannelId) -> None:
        """Raises NotFoundError; NotThisChannelError as long as nobody confirmed its server."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.channels.start(channel):
                is_there = work.channels.get(channel) is not None
                raise (NotThisChannelError if is_there else NotFoundError)(str(channel))
            work.acts.record("channel_started", str(channel))
