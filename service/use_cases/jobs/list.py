"""List the jobs of everybody, for who looks after the service."""

from collections.abc import Collection
from dataclasses import dataclass

from service.domain.submissions.jobs import JobFacts, JobState
from service.storage.stores import Stores

_MOST = 500


@dataclass(frozen=True, slots=True)
class ListJobs:
    """Ids, states and names of failures: nothing of a person."""

    stores: Stores

    def __call__(self, states: Collection[JobState]) -> tuple[JobFacts, ...]:
        """Those in one of these states, the longest waiting first; 500 at most."""
        with self.stores.as_dispatcher() as work:
            return work.care.listed(states, _MOST)
