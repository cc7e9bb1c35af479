"""Take a job on, alone, for as long as its lease."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.submissions.jobs import Job, JobId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ClaimJob:
    """However often a message arrives, one worker at a time gets its job."""

    stores: Stores
    lease: timedelta

    def __call__(self, job: JobId, owner: str) -> Job | None:
        """The job with a new fencing number, or None when there is nothing to do for this worker."""
        with self.stores.as_dispatcher() as work:
            return work.claim(job, owner, self.lease)
