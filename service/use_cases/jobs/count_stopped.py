"""Count the channels and webhooks of everybody that stopped, for who runs the service."""

from dataclasses import dataclass

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many wait until somebody of their organisation looks."""

    channels: int
    webhooks: int


@dataclass(frozen=True, slots=True)
class CountStopped:
    """Whose they are is not told."""

    stores: Stores

    def __call__(self) -> Stopped:
        """As it is now."""
        with self.stores.as_dispatch_room() as room:
            channels = room.count_stopped()
        with self.stores.as_event_room() as room:
            return Stopped(channels, room.count_stopped())
