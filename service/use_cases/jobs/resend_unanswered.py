"""Ring again for jobs that nobody took: the broker may have lost the message, or never have had it."""

from dataclasses import dataclass
from datetime import timedelta

from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class ResendUnanswered:
    """After `patience`, and then after twice as long each time."""

    stores: Stores
    relay_outbox: RelayOutbox
    patience: timedelta

    def __call__(self) -> int:
        """How many messages were sent, those that were never sent before among them."""
        with self.stores.as_dispatcher() as work:
            work.resend_unanswered(self.patience)
        return self.relay_outbox()
