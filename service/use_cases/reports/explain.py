"""Make a published report again, so that its cells can be explained to who handed in its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.access import NotFoundError, OrganisationId, OrganisationKind, Viewer
from service.domain.explanation.explanation import Explanation
from service.domain.formats.earlier import PublishedReport
from service.domain.keeping import KeyDestroyedError
from service.domain.reports import ReportId, ReportSummary
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.files.workbook import SheetPicture, pictures_of
from service.pipeline.engine import Engine
from service.pipeline.explaining import ReplayedReport
from service.pipeline.told_to_others import ToldToOthers
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_of_report, translated_as_of
from service.storage.stores import Stores
from service.use_cases.submissions.look_back import LookBack

_LIMITS = ParsingLimits(memory=1_000_000_000, cpu_seconds=20, wall_seconds=30.0)
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainableReport:
    """A report and, for both its ends, all that is needed to say what stands in its cells."""

    report: ReportSummary
    content: bytes = b""
    """Its file; empty for who may not see it, or when it was destroyed."""
    replayed: ReplayedReport | None = None
    """None too when it cannot be made again exactly as it was published."""
    shows_rows: bool = False
    """Whether who looks handed in its rows."""
    for_others: ToldToOthers | None = None
    """In the place of file and replay: what may be told to who is neither of its ends."""
    is_hidden: bool = False
    """Whether it is about single persons, or about too few clients, for who looks."""

    def explain(self, address: str) -> Explanation | None:
        """What there is to tell of a cell to who looks; None when it is no place in the file."""
        if self.for_others is not None:
            return self.for_others.explain(address)
        if self.replayed is None:
            return None
        tell = self.replayed.explain if self.shows_rows else self.replayed.says
        return tell(address, self.content)

    def pictures(self) -> tuple[SheetPicture, ...]:
        """The first cells of each sheet, when it is a workbook."""
        if not self.report.filename.lower().endswith(_WORKBOOKS):
            return ()
        found = do_separately(lambda: pictures_of(self.content), _LIMITS)
        return () if isinstance(found, Died) else found


@dataclass(frozen=True, slots=True)
class ExplainReport:
    """Rows are for their provider; a municipality sees what its own file holds and what the format says.

    A bureau gets no file, and of an aggregate report the cells about enough people. For both the rows are
    read as the provider would, to find which cell is filled by what, and they never leave.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, report: ReportId) -> ExplainableReport:
        """Once its municipality looked into it, it has it.

        Raises NotFoundError, and KeyDestroyedError to its provider.
        """
        found, owner = self._found(viewer, report)
        looked = self._looked_into(viewer, found, owner)
        is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
        return _as_others_see(looked) if is_bureau else looked

    def _found(self, viewer: Viewer, report: ReportId) -> tuple[ReportSummary, OrganisationId]:
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found, source = work.reports.get(report), work.reports.source_of(report)
            if found is None or source is None:
                raise NotFoundError(str(report))
            return found, source[0]

    def _looked_into(self, viewer: Viewer, found: ReportSummary, owner: OrganisationId) -> ExplainableReport:
        try:
            explainable = self._explainable(viewer, found, owner)
        except KeyDestroyedError:
            if owner == viewer.organisation.id:
                raise
            return ExplainableReport(report=found)
        is_of_municipality = viewer.organisation.kind is OrganisationKind.MUNICIPALITY
        if is_of_municipality and explainable.replayed is not None:
            self._take(viewer, found)
        return explainable

    def _explainable(self, viewer: Viewer, found: ReportSummary, owner: OrganisationId) -> ExplainableReport:
        with self.stores.as_organisation(owner, viewer.actor) as work:
            blob = work.reports.blob_of(found.id)
            if blob is None:
                raise NotFoundError(str(found.id))
            tables = tables_of_report(work, found, self.blobs)
            moment = translated_as_of(work, found.submission)
            earlier = LookBack(self.blobs)(work, found.submission, moment)
        content = self.blobs.get(blob)
        moments = (moment, found.published_at)
        replayed = self._replayed(found, moments, self.blobs.get(tables), content, earlier)
        return ExplainableReport(
            report=found,
            content=content,
            replayed=replayed,
            shows_rows=owner == viewer.organisation.id,
        )

    def _take(self, viewer: Viewer, found: ReportSummary) -> None:
        """Raises NotFoundError when its provider took it back at this very moment."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            is_first = work.sendings.take(found)
            if work.reports.get(found.id) is None:
                raise NotFoundError(str(found.id))
            if is_first:
                work.acts.record("report_looked_into", str(found.id), sha256=found.sha256)
                work.log.write(found.downloaded)

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


def _as_others_see(looked: ExplainableReport) -> ExplainableReport:
    """Neither file nor replay leave from here."""
    if looked.replayed is None:
        return ExplainableReport(report=looked.report)
    told = ToldToOthers(looked.replayed)
    if not told.may_be_told:
        return ExplainableReport(report=looked.report, is_hidden=True)
    return ExplainableReport(report=looked.report, for_others=told)
