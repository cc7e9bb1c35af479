"""Follow how far the work on a submission is."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.submissions.jobs import JobKind, JobState
from service.domain.submissions.page import SubmissionProgress
from service.domain.submissions.submission import SubmissionId
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class FollowSubmission:
    """How far the work on a submission is, cheap enough to be asked twice a second."""

    stores: Stores

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> SubmissionProgress:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            progress = work.jobs.progress(submission)
            copy = work.jobs.state_of(submission, JobKind.ANNOTATE)
            return SubmissionProgress(
                found.state,
                progress,
                work.reports.count_of(submission),
                has_copy=copy in (JobState.DONE, JobState.QUARANTINED),
            )
