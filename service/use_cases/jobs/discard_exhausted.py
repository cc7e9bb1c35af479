"""Discard jobs that ended too many of their processes, or were lost too often: quarantined and named."""

from dataclasses import dataclass

from service.domain.failures import TerminalError
from service.domain.submissions.jobs import Job, LostLeaseError
from service.storage.stores import Stores
from service.use_cases.jobs.fail import FailJob


class WorkerLostError(TerminalError):
    """Whoever took the job on ended or was never heard of again, once too often."""


@dataclass(frozen=True, slots=True)
class DiscardExhausted:
    """Each job is failed in a transaction of its own, so that one that cannot be failed stops no other."""

    stores: Stores
    fail_job: FailJob

    def __call__(self) -> int:
        """How many jobs were quarantined."""
        with self.stores.as_dispatcher() as work:
            exhausted = work.out_of_attempts()
        return sum(self._is_discarded(job) for job in exhausted)

    def _is_discarded(self, job: Job) -> bool:
        try:
            self.fail_job(job, WorkerLostError(f"attempt {job.attempt}"))
        except LostLeaseError:
            return False
        return True
