"""List the rows that go by one name in the balance of a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.reports import ReportId, ReportSummary
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.pipeline.balancing import NamedRows
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class ListedRows:
    """The rows of a submission, or of one of its reports, under one name."""

    submission: Submission
    rows: NamedRows
    report: ReportSummary | None = None


@dataclass(frozen=True, slots=True)
class ListRows:
    """For the provider, worked out as the balance was: nothing of single rows is kept."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, name: str, report: ReportId | None = None
    ) -> ListedRows:
        """No rows for a submission that is not ready. Raises NotFoundError, also for a report of another."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            if found.state is not SubmissionState.READY:
                return ListedRows(found, NamedRows((), ()))
            tables = tables_blob_of(work, submission)
            reports = work.reports.of_submission(submission)
            moment = translated_as_of(work, submission)
            earlier = LookBack(self.blobs)(work, submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        made = {each.key for each in reports}
        chosen = _chosen(reports, report) if report else None
        key = chosen.key if chosen else None
        return ListedRows(found, engine.named_rows(self.blobs.get(tables), name, made, key), chosen)


def _chosen(reports: Iterable[ReportSummary], report: ReportId) -> ReportSummary:
    for each in reports:
        if each.id == report:
            return each
    raise NotFoundError(str(report))
