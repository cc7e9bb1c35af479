"""Take on the job that lies ready longest, without having been told of it."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.submissions.jobs import STAND_IN, Job
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ClaimNextJob:
    """For a stand-in, which leaves everything to workers as soon as one of them works."""

    stores: Stores
    lease: timedelta

    def __call__(self, owner: str) -> Job | None:
        """A job that is ready, or None while there is none or a worker does any."""
        with self.stores.as_dispatcher() as work:
            if not work.is_work_left_lying(timedelta(), STAND_IN):
                return None
            return work.claim_next(owner, self.lease)
