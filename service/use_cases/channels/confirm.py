"""Confirm that the key that a server showed is its own: from then on things go along its channel."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.channels.channel import ChannelId
from service.storage.stores import Stores
from service.use_cases.channels.read_fingerprint import ReadFingerprint


@dataclass(frozen=True, slots=True)
class ConfirmChannel:
    """Only the key whose fingerprint was read, not one that was seen since."""

    stores: Stores
    read_fingerprint: ReadFingerprint

    def __call__(self, viewer: Viewer, channel: ChannelId, fingerprint: str) -> bool:
        """Whether it is the key that was seen last. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.channels.get(channel)
            if found is None:
                raise NotFoundError(str(channel))
            host_key = found.channel.host_key
            if not host_key or self.read_fingerprint(host_key) != fingerprint.strip():
                return False
            is_confirmed = work.channels.confirm(channel, host_key)
            work.acts.record("channel_confirmed", str(channel), fingerprint=fingerprint.strip())
        return is_confirmed
