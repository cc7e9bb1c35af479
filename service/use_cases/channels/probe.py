"""Try a channel now: a small file is written there and removed."""

import secrets
from dataclasses import dataclass

from service.couriers import Couriers
from service.domain.access import NotFoundError, Viewer
from service.domain.channels.addresses import PortalAddress
from service.domain.channels.channel import (
    Channel,
    ChannelId,
    ChannelState,
    NotThisChannelError,
    OpenChannel,
    trial_parcel,
)
from service.domain.channels.outcomes import Outcome
from service.storage.stores import Stores
from service.use_cases.channels.open import OpenSealed


@dataclass(frozen=True, slots=True)
class ProbeChannel:
    """Says what went wrong; whether the channel goes on is not decided by it."""

    stores: Stores
    couriers: Couriers
    open: OpenSealed

    def __call__(self, viewer: Viewer, channel: ChannelId) -> Outcome:
        """What came of it. Raises NotFoundError; NotThisChannelError when nobody confirmed its server yet."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.channels.get(channel)
        if found is None:
            raise NotFoundError(str(channel))
        if _cannot_be_tried(found.channel):
            raise NotThisChannelError(str(channel))
        outcome = self._probe(self.open(found))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.acts.record("channel_probed", str(channel), outcome.value)
        return outcome

    def _probe(self, opened: OpenChannel) -> Outcome:
        parcel = trial_parcel(secrets.token_hex(8))
        outcome = self.couriers.bring(opened, parcel)
        return self.couriers.take_away(opened, parcel) if outcome.is_taken else outcome


def _cannot_be_tried(channel: Channel) -> bool:
    return channel.state is ChannelState.NEW or isinstance(channel.address, PortalAddress)
