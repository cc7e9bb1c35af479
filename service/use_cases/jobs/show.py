"""Show one job, for who looks after the service."""

from dataclasses import dataclass

from service.domain.access import NotFoundError
from service.domain.submissions.jobs import JobFacts, JobId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowJob:
    """Whoever's it is."""

    stores: Stores

    def __call__(self, job: JobId) -> JobFacts:
        """Raises NotFoundError."""
        with self.stores.as_dispatcher() as work:
            found = work.care.one(job)
        if found is None:
            raise NotFoundError(f"job {job}")
        return found
