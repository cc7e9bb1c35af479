"""Ask that reports be brought along channels and files be fetched: a job for each whose turn it is."""

from dataclasses import dataclass

from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class AskForDeliveries:
    """What was sent since a channel was made is to be brought: who sends need not know of channels."""

    stores: Stores
    relay_outbox: RelayOutbox

    def __call__(self) -> int:
        """How many jobs were asked. One process at a time does this; another finds nothing to do."""
        with self.stores.as_dispatch_room() as room:
            if not room.is_ours():
                return 0
            room.consign()
            asked = room.ask_to_deliver() + room.ask_to_fetch()
        if asked:
            self.relay_outbox()
        return asked
