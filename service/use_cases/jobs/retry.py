"""Have a job done again that failed for good."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.submissions.jobs import JobFacts, JobKind
from service.domain.submissions.submission import SubmissionState
from service.storage.stores import Stores, TenantWork
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class RetryJob:
    """As if it had never failed. What is published stays: nothing is published twice."""

    stores: Stores
    relay_outbox: RelayOutbox

    def __call__(self, job: JobFacts, actor: Actor) -> bool:
        """Whether it was quarantined, and is not any more."""
        with self.stores.as_organisation(job.organisation, actor) as work:
            is_of_a_submission = job.kind.concerns_submission
            if is_of_a_submission:
                work.submissions.lock(job.submission)
            if not work.care.retry(job.id):
                return False
            if job.kind.is_owed:
                _take_up(work, job)
            work.acts.record("job_retried", str(job.id), submission=str(job.submission))
        self.relay_outbox()
        return True


def _take_up(work: TenantWork, job: JobFacts) -> None:
    """A submission that failed goes on, unless something else that it is owed failed too."""
    if not any(other.kind.is_owed for other in work.care.quarantined_of(job.submission)):
        is_checked = job.kind is not JobKind.CHECK
        work.submissions.set_state(
            job.submission, SubmissionState.TRANSLATING if is_checked else SubmissionState.RECEIVED
        )
