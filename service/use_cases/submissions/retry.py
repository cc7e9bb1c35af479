"""Have everything done again of a submission that failed at our side, because its provider asks."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.submissions.submission import SubmissionId
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores
from service.use_cases.jobs.retry import RetryJob


@dataclass(frozen=True, slots=True)
class RetrySubmission:
    """Each job in a transaction of its own, as who looks after the service would ask it."""

    stores: Stores
    retry_job: RetryJob

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> int:
        """How many jobs are done again. Raises NotAllowedError or NotFoundError."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            submission_of(work, submission)
            failed = work.care.quarantined_of(submission)
        return sum(self.retry_job(job, viewer.actor) for job in failed)
