"""The channels of an organisation, and how much went along each."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.channels.channel import Channel, ChannelKind
from service.storage.stores import Stores
from service.use_cases.channels.read_fingerprint import ReadFingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChannel:
    """A channel with what a person wants to know of it."""

    channel: Channel
    fingerprint: str
    """Of the key of its server; empty where it has none."""
    delivered: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ListChannels:
    """Whoever of the organisation made them."""

    stores: Stores
    read_fingerprint: ReadFingerprint

    def __call__(self, viewer: Viewer) -> tuple[ListedChannel, ...]:
        """The one for all formats first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = [(each, work.channels.consignments.of_channel(each.id)) for each in work.channels.every()]
        return tuple(
            ListedChannel(channel=each, fingerprint=self._fingerprint(each), delivered=done, waiting=waiting)
            for each, (done, waiting) in found
        )

    def _fingerprint(self, channel: Channel) -> str:
        is_known = channel.kind is ChannelKind.SFTP and channel.host_key
        return self.read_fingerprint(channel.host_key) if is_known else ""
