"""Ask that webhooks be brought what happened: a job for each whose turn it is."""

from dataclasses import dataclass

from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class AskForEvents:
    """What is not brought waits in the log; no second list says what is still to go."""

    stores: Stores
    relay_outbox: RelayOutbox

    def __call__(self) -> int:
        """How many jobs were asked."""
        with self.stores.as_event_room() as room:
            asked = room.ask()
        if asked:
            self.relay_outbox()
        return asked
