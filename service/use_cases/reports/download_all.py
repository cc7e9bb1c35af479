"""Hand all reports that hold to who may have them, as one zip."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.keeping import KeptKind
from service.domain.reports import Download, ReportSummary
from service.domain.submissions.submission import SubmissionId
from service.files.archive import pack_start, stored_entry, write_archive
from service.storage.blobs import BlobStore
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True)
class DownloadAllReports:
    """A municipality gets a folder per provider, a provider a folder per municipality; a bureau gets none."""

    stores: Stores
    blobs: BlobStore

    def __call__(self, viewer: Viewer, *, submission: SubmissionId | None = None) -> Download:
        """Those of one submission, or all. What a municipality gets here, it has taken.

        Without what was destroyed. Raises NotAllowedError for a bureau, NotFoundError when there is none.
        """
        kind = viewer.organisation.kind
        if kind is OrganisationKind.BUREAU:
            raise NotAllowedError("a bureau gets no file")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if kind is OrganisationKind.MUNICIPALITY:
                for each in _holding(work, submission):
                    work.sendings.take(each)
            reports = _holding(work, submission)
            if not reports:
                raise NotFoundError("no report")
            entries = [stored_entry(_name(each, kind), self._content(work, each)) for each in reports]
            for each in reports:
                work.acts.record("report_downloaded", str(each.id), sha256=each.sha256)
            work.log.write(*(each.downloaded for each in reports))
        content = write_archive(pack_start([]), entries)
        return Download(f"rapportages-{viewer.organisation.code}.zip", sha256(content).hexdigest(), content)

    def _content(self, work: TenantWork, report: ReportSummary) -> bytes:
        key = work.reports.blob_of(report.id)
        if key is None:
            raise NotFoundError(str(report.id))
        return self.blobs.get(key)


def _holding(work: TenantWork, submission: SubmissionId | None) -> list[ReportSummary]:
    every = work.reports.of_submission(submission) if submission else work.reports.newest_first()
    gone = work.data_keys.destroyed(KeptKind.REPORT)
    held = (each for each in every if not each.is_superseded and each.submission not in gone)
    return sorted(held, key=lambda each: (each.municipality, each.provider_code, each.filename))


def _name(report: ReportSummary, kind: OrganisationKind) -> str:
    """In the folder of the other end; file names are told apart by format, municipality, AGB and period."""
    folder = report.provider_code if kind is OrganisationKind.MUNICIPALITY else report.municipality
    return f"{folder}/{report.filename}"
