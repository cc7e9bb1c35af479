"""Write down that a job failed, and whether it gets another chance."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.access import Actor
from service.domain.burden.residual import Cause, WorkSource
from service.domain.submissions.jobs import (
    Job,
    counts,
    failure_text,
    is_worth_another_attempt,
    pause_after,
)
from service.domain.submissions.submission import SubmissionState
from service.storage.stores import Stores


class AfterFailure(StrEnum):
    """What becomes of a job that failed."""

    TRIED_AGAIN = "tried again"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class FailJob:
    """A failure that may pass is tried again later; any other is quarantined and shown as a fault of ours."""

    stores: Stores
    actor: Actor

    def __call__(self, job: Job, error: BaseException) -> AfterFailure:
        """What was decided. Raises LostLeaseError when the job is someone else's by now."""
        failure = failure_text(error)
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            concerns_submission = job.kind.concerns_submission
            if concerns_submission:
                work.submissions.lock(job.submission)
            if is_worth_another_attempt(error, job.failures):
                pause = pause_after(error, job.failures)
                work.jobs.put_back(job, failure, pause, counts=counts(error))
                return AfterFailure.TRIED_AGAIN
            work.jobs.quarantine(job, failure)
            if concerns_submission:
                work.residuals.know(job.submission, WorkSource.JOB, {Cause.OUR_DEFECT: 1})
            if job.kind.is_owed:
                work.submissions.set_state(job.submission, SubmissionState.FAILED)
            work.acts.record(
                "job_quarantined", str(job.id), "failed", submission=str(job.submission), failure=failure
            )
        return AfterFailure.QUARANTINED
