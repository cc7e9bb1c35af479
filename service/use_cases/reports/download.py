"""Hand a report to who may have it, and write that down."""

from dataclasses import dataclass

import structlog

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.reports import Download, ReportId
from service.domain.traces import trace_of
from service.storage.blobs import BlobStore
from service.storage.stores import Stores

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DownloadReport:
    """Its provider and its municipality may; a bureau may not."""

    stores: Stores
    blobs: BlobStore

    def __call__(self, viewer: Viewer, report: ReportId) -> Download:
        """The file, equal to what was published; once its municipality has it, it cannot be taken back.

        Raises NotFoundError, also when it is taken back at this very moment.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            summary, key = work.reports.get(report), work.reports.blob_of(report)
            if summary is None or key is None:
                raise NotFoundError(str(report))
            content = self.blobs.get(key)
            if viewer.organisation.kind is OrganisationKind.MUNICIPALITY:
                work.sendings.take(summary)
                if work.reports.get(report) is None:
                    raise NotFoundError(str(report))
            work.acts.record("report_downloaded", str(report), sha256=summary.sha256)
            work.log.write(summary.downloaded)
        _log.info("report_downloaded", report=str(report), trace_id=trace_of(summary.submission))
        return Download(summary.filename, summary.sha256, content)
