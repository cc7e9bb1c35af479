"""Look at the server of a channel again: it was away, or it has another key than it had."""

from collections.abc import Callable
from dataclasses import dataclass

from service.couriers import HostKeys, NoHostKeyError
from service.domain.access import NotFoundError, Viewer
from service.domain.channels.addresses import SftpAddress
from service.domain.channels.channel import ChannelId, NotThisChannelError
from service.domain.channels.outcomes import Outcome
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class LookAtChannel:
    """Another key than the confirmed one is shown, and counts when somebody confirms it."""

    stores: Stores
    host_keys: Callable[[], HostKeys]

    def __call__(self, viewer: Viewer, channel: ChannelId) -> Outcome:
        """What came of it. Raises NotFoundError; NotThisChannelError for one that has no such server."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.channels.get(channel)
        if found is None:
            raise NotFoundError(str(channel))
        if not isinstance(found.channel.address, SftpAddress):
            raise NotThisChannelError(str(channel))
        host_key, outcome = self._seen(found.channel.address)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.channels.see(channel, host_key, outcome)
            work.acts.record("channel_looked_at", str(channel), outcome.value)
        return outcome

    def _seen(self, address: SftpAddress) -> tuple[str, Outcome]:
        try:
            return self.host_keys().seen_at(address), Outcome.TAKEN
        except NoHostKeyError as error:
            return "", error.outcome
