"""Bring forward what waits for a moment that only a clock that was ahead can have given."""

from dataclasses import dataclass
from datetime import timedelta

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class BringForward:
    """Else, once the clock of the database is put back, they would wait for as long as it was ahead."""

    stores: Stores
    longest_lease: timedelta

    def __call__(self) -> int:
        """How many jobs and messages were."""
        with self.stores.as_dispatcher() as work:
            return work.care.bring_forward(self.longest_lease)
