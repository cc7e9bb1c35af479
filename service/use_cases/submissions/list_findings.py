"""List every finding of a submission."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.submissions.answers import with_answers
from service.domain.submissions.submission import SubmissionId
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListFindings:
    """Every finding of a submission, without a cap."""

    stores: Stores

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> tuple[Mapping[str, object], ...]:
        """In the shape F of docs/json.md, in the order of the file. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            submission_of(work, submission)
            return with_answers(work.submissions.all_findings(submission), work.answers.every())
