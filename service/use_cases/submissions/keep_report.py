"""Keep the bytes of a report safe, ready to be published."""

from dataclasses import dataclass, replace

from service.domain.failures import TerminalError
from service.domain.keeping import KeptKind
from service.domain.made_report import MadeReport
from service.domain.submissions.jobs import Job
from service.pipeline.earlier_reports import figures_beside
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace


@dataclass(frozen=True, slots=True)
class KeepReport:
    """Files come first: what is published afterwards is there."""

    blobs: BlobStore

    def __call__(self, job: Job, report: MadeReport) -> MadeReport:
        """A report whose balance closes and whose bytes are safe.

        Raises BalanceDoesNotCloseError, or TerminalError when the bytes are not those that were read back.
        """
        report.balance.require_closed(report.filename)
        place = KeyPlace(job.organisation, job.submission, KeptKind.REPORT)
        blob = self.blobs.put(place, [report.content])
        if blob.sha256 != report.sha256:
            raise TerminalError(f"{report.filename}: the bytes are not those that were read back")
        figures = figures_beside(report)
        lines = "" if figures is None else self.blobs.put(place, [figures]).key
        return replace(report, blob=blob.key, lines_blob=lines)
