"""Balance a submission at every level, with its totals as they are written and as they were declared."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.reports import ReportSummary
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.pipeline.balancing import EveryBalance
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class BalancedSubmission:
    """A submission, its reports and what became of its rows."""

    submission: Submission
    reports: tuple[ReportSummary, ...] = ()
    balance: EveryBalance | None = None
    """None for one that is not ready."""


@dataclass(frozen=True, slots=True)
class BalanceSubmission:
    """For its provider, worked out again from its rows: nothing of single rows is kept."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> BalancedSubmission:
        """Raises NotFoundError, and KeyDestroyedError when its rows are gone."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            if found.state is not SubmissionState.READY:
                return BalancedSubmission(found)
            tables, moment = tables_blob_of(work, submission), translated_as_of(work, submission)
            reports = work.reports.of_submission(submission)
            earlier = LookBack(self.blobs)(work, submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        made = {each.key for each in reports}
        return BalancedSubmission(found, tuple(reports), engine.balanced(self.blobs.get(tables), made))
