"""Make a published report again, so that its cells can be explained to who handed in its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.formats.earlier import PublishedReport
from service.domain.reports import ReportId, ReportSummary
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.files.workbook import SheetPicture, pictures_of
from service.pipeline.engine import Engine
from service.pipeline.explaining import ReplayedReport
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_of_report, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.look_back import LookBack

_LIMITS = ParsingLimits(memory=1_000_000_000, cpu_seconds=20, wall_seconds=30.0)
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class ExplainableReport:
    """A report and, for its provider, all that is needed to explain its cells."""

    report: ReportSummary
    content: bytes = b""
    """Its file; empty for who may not see its rows."""
    replayed: ReplayedReport | None = None
    """None too when it cannot be made again exactly as it was published."""

    def pictures(self) -> tuple[SheetPicture, ...]:
        """The first cells of each sheet, when it is a workbook."""
        if not self.report.filename.lower().endswith(_WORKBOOKS):
            return ()
        found = do_separately(lambda: pictures_of(self.content), _LIMITS)
        return () if isinstance(found, Died) else found


@dataclass(frozen=True, slots=True)
class ExplainReport:
    """Rows are for their provider only; a municipality and a bureau get what the format says."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, report: ReportId) -> ExplainableReport:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            if found is None:
                raise NotFoundError(str(report))
            if viewer.organisation.kind is not OrganisationKind.PROVIDER:
                return ExplainableReport(found)
            tables = tables_of_report(work, found, self.blobs)
            moment = translated_as_of(work, found.submission)
            earlier = LookBack(self.blobs)(work, found.submission, moment)
            content = self._content(work, report)
        moments = (moment, found.published_at)
        replayed = self._replayed(found, moments, self.blobs.get(tables), content, earlier)
        return ExplainableReport(found, content, replayed)

    def _replayed(
        self,
        found: ReportSummary,
        moments: Sequence[datetime],
        tables: bytes,
        content: bytes,
        earlier: Sequence[PublishedReport],
    ) -> ReplayedReport | None:
        """By the formats of its submission as it is now; or, for one that was replaced, of its own moment."""
        for moment in moments:
            engine = self.engine.as_of(moment).given(earlier)
            again = engine.replayed(tables, found.subject, found.municipality)
            if again is not None and again.holds(content):
                return again
        return None

    def _content(self, work: TenantWork, report: ReportId) -> bytes:
        blob = work.reports.blob_of(report)
        if blob is None:
            raise NotFoundError(str(report))
        return self.blobs.get(blob)
