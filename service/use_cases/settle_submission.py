"""Close the books of a submission: the balance of the whole, and what was counted."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.jobs import Job
from service.storage.blobs import BlobStore
from service.storage.stores import Stores
from service.use_cases.engine import Engine
from service.use_cases.stored_submission import received_at, tables_blob_of


@dataclass(frozen=True, slots=True)
class SettleSubmission:
    """The last job of a submission; after it the submission is ready and takes the place of an older one."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the settle job. Raises BalanceDoesNotCloseError, or LostLeaseError; then nothing is kept."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            tables, moment = tables_blob_of(work, job.submission), received_at(work, job.submission)
        settlement = self.engine.as_of(moment).settle(self.blobs.get(tables))
        settlement.balance.require_closed(str(job.submission))
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            found = [finding.as_json() for finding in settlement.findings]
            work.submissions.record_settlement(job.submission, settlement.balance, settlement.burden, found)
            rows = settlement.balance.rows
            work.acts.record(
                "submission_settled", str(job.submission), rows_in=rows.came_in, rows_out=rows.went_out
            )
