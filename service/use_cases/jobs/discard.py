"""Give up a job that is not finished, by hand."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.burden.residual import Cause, WorkSource
from service.domain.submissions.jobs import JobFacts
from service.domain.submissions.submission import SubmissionState
from service.storage.stores import Stores

BY_HAND = "DiscardedByHand"
"""The failure of such a job."""


@dataclass(frozen=True, slots=True)
class DiscardJob:
    """As if it had failed too often: set apart and named, and it can be asked again."""

    stores: Stores

    def __call__(self, job: JobFacts, actor: Actor) -> bool:
        """Whether it was still to be done; who does it just now can publish nothing any more."""
        with self.stores.as_organisation(job.organisation, actor) as work:
            is_of_a_submission = job.kind.concerns_submission
            if is_of_a_submission:
                work.submissions.lock(job.submission)
            if not work.care.give_up(job.id, BY_HAND):
                return False
            if is_of_a_submission:
                work.residuals.know(job.submission, WorkSource.JOB, {Cause.OUR_DEFECT: 1})
            if job.kind.is_owed:
                work.submissions.set_state(job.submission, SubmissionState.FAILED)
            work.acts.record("job_discarded", str(job.id), "failed", submission=str(job.submission))
        return True
