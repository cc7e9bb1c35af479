"""Take a job on, alone, for as long as its lease."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.submissions.jobs import Job, JobId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ClaimJob:
    """However often a message arrives, one worker at a time gets its job."""

    stores: Stores
    kept: timedelta
    """The lease of who has a keeper, that renews it."""
    unkept: timedelta
    """The lease of who has none: all the time that a job may take."""

    def __call__(self, job: JobId, owner: str, *, is_kept: bool = False) -> Job | None:
        """The job with a new fencing number, or None when there is nothing to do for this worker."""
        with self.stores.as_dispatcher() as work:
            return work.claim(job, owner, self.kept if is_kept else self.unkept)
