"""Bring back what a dead worker, a lost message or an empty broker left behind."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from service.domain.failures import EenmaalError, FormatError
from service.domain.submissions.jobs import Job, LostLeaseError, Reconciled
from service.storage.stores import Stores
from service.use_cases.jobs.fail import FailJob
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.jobs.release_waiting import ReleaseWaiting

_log = structlog.get_logger()


class WorkerLostError(EenmaalError):
    """A worker took the job on and was never heard of again, in its last attempt."""


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Reads what is to be done from PostgreSQL alone; needs the broker only to ring."""

    stores: Stores
    relay_outbox: RelayOutbox
    fail_job: FailJob
    release_waiting: ReleaseWaiting
    resend_after: timedelta

    def __call__(self) -> Reconciled:
        """One round. Safe beside other rounds and beside workers."""
        with self.stores.as_dispatcher() as work:
            taken_back = work.take_back_abandoned()
            work.doubt_silence(self.resend_after)
            hopeless = work.hopeless()
        quarantined = sum(self._quarantine(job) for job in hopeless)
        self.stores.forget_expired_runs()
        releasing = self._releasing()
        return Reconciled(self.relay_outbox(), taken_back, quarantined, releasing)

    def _releasing(self) -> int:
        """What waits for a code waits on while the catalogue cannot be read; everything else goes on."""
        try:
            return self.release_waiting()
        except FormatError as fault:
            _log.error("catalogue_not_read", failure=str(fault))
            return 0

    def _quarantine(self, job: Job) -> bool:
        try:
            self.fail_job(job, WorkerLostError(f"attempt {job.attempt}"))
        except LostLeaseError:
            return False
        return True
