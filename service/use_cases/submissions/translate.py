"""Make and publish the reports of one format and period from one submission."""

from dataclasses import dataclass, replace

from service import __version__
from service.domain.access import Actor, OrganisationId
from service.domain.failures import TerminalError
from service.domain.reports import MadeReport
from service.domain.submissions.jobs import Job, JobKind
from service.files.archive import DEFLATER
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import received_at, tables_blob_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class TranslateSubmission:
    """Files first; then reports, acts and the job in one transaction that the fencing number guards."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the translate job; raises LostLeaseError when it was not ours any more, publishing nothing."""
        if job.subject is None:
            raise TerminalError(f"translate job {job.id} has no subject")
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            tables, moment = tables_blob_of(work, job.submission), received_at(work, job.submission)
        produced = self.engine.as_of(moment).produce(self.blobs.get(tables), job.subject)
        kept = [kept_report(self.blobs, job.organisation, report) for report in produced]
        self._publish(job, tables.rpartition("/")[2], kept)

    def _publish(self, job: Job, tables_sha256: str, reports: list[MadeReport]) -> None:
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            for report in work.reports.publish(job.submission, tables_sha256, reports):
                record_publication(work, job, report)
            is_last = not work.jobs.still_translating(job.submission)
            if is_last:
                work.jobs.add(job.submission, JobKind.SETTLE)
        if is_last:
            self.relay_outbox()


def record_publication(work: TenantWork, job: Job, report: MadeReport, result: str = "done") -> None:
    """Write down that a report was published, by hashes and codes alone."""
    work.acts.record(
        "report_published",
        f"{report.municipality}/{report.format}/{report.period.label}",
        result,
        submission=str(job.submission),
        sha256=report.sha256,
        format_sha256=report.format_sha256,
        engine=__version__,
        deflater=DEFLATER,
    )


def kept_report(blobs: BlobStore, organisation: OrganisationId, report: MadeReport) -> MadeReport:
    """A report whose balance closes and whose bytes are safe, ready to be published.

    Raises BalanceDoesNotCloseError, or TerminalError when the bytes are not those that were read back.
    """
    report.balance.require_closed(report.filename)
    blob = blobs.put(organisation, [report.content])
    if blob.sha256 != report.sha256:
        raise TerminalError(f"{report.filename}: the bytes are not those that were read back")
    return replace(report, blob=blob.key)
