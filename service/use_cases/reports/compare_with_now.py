"""Compare a report with what the format of now would make of the same rows, cell by cell."""

from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.explanation.differences import differing_cells
from service.domain.reports import ReportId, ReportSummary
from service.pipeline.engine import Engine
from service.pipeline.explaining import ReplayedReport
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_of_report
from service.storage.stores import Stores
from service.use_cases.reports.explain import ExplainReport
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class DifferentCell:
    """One cell by its address in the file; empty where there is no such cell."""

    was_at: str
    now_at: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWithNow:
    """What would differ; `version` is empty when it cannot be made by a format of now."""

    report: ReportSummary
    version: str = ""
    """The version of the format that holds now for its period."""
    is_same_version: bool = False
    cells: tuple[DifferentCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWithNow:
    """For both its ends, who may see its cells. Nothing is stored, and the report stays as it is."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    explain: ExplainReport

    def __call__(self, viewer: Viewer, report: ReportId) -> ComparedWithNow:
        """Its municipality has it from then on. Raises NotFoundError, KeyDestroyedError."""
        viewer.require(OrganisationKind.PROVIDER, OrganisationKind.MUNICIPALITY)
        was = self.explain(viewer, report)
        now = self._now(viewer, was.report)
        if was.replayed is None or now is None:
            return ComparedWithNow(report=was.report)
        plan = now.replay.plan
        return ComparedWithNow(
            report=was.report,
            version=plan.version,
            is_same_version=plan.sha256 == was.report.format_sha256,
            cells=tuple(_different(was.replayed, now)),
        )

    def _now(self, viewer: Viewer, report: ReportSummary) -> ReplayedReport | None:
        moment = datetime.now(UTC)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            source = work.reports.source_of(report.id)
        if source is None:
            raise NotFoundError(str(report.id))
        with self.stores.as_organisation(source[0], viewer.actor) as work:
            tables = tables_of_report(work, report, self.blobs)
            earlier = LookBack(self.blobs)(work, report.submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        return engine.replayed_anew(self.blobs.get(tables), report.subject, report.municipality)


def _different(was: ReplayedReport, now: ReplayedReport) -> list[DifferentCell]:
    return [
        DifferentCell(
            was.address(each.was) if each.was else "",
            now.address(each.now) if each.now else "",
            each.before,
            each.after,
        )
        for each in differing_cells(was.replay, now.replay)
    ]
