"""The port by which reports leave, and the choice of who brings along which channel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from service.domain.channels.channel import ChannelKind, OpenChannel, Parcel, kind_of
from service.domain.channels.outcomes import Outcome


class Courier(Protocol):
    """Brings a file along one kind of channel."""

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """Afterwards the file is there whole under its name, or not at all; it raises nothing.

        The same file that is there already counts as brought; another of that name is left alone.
        """

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """The file is not there any more; that it never was is as good."""


@dataclass(frozen=True, slots=True)
class Couriers:
    """The one for each kind of channel that brings anything."""

    by_kind: Mapping[ChannelKind, Callable[[], Courier]]

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        return self.by_kind[kind_of(channel.address)]().bring(channel, parcel)

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        return self.by_kind[kind_of(channel.address)]().take_away(channel, parcel)
