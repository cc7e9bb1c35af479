"""Show what a submission was last held against: the control figures of its provider."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.submissions.submission import Submission, SubmissionId
from service.domain.translation.control_figures import ComparedFigure
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBooks:
    """For the provider alone."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, submission: SubmissionId
    ) -> tuple[Submission, tuple[ComparedFigure, ...]]:
        """The submission and the last comparison; nothing when there was none. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return submission_of(work, submission), work.control_figures.of(submission)
