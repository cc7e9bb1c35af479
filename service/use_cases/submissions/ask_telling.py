"""Ask that reports are made again in which answers to warnings stand."""

from uuid import uuid4

from service.domain.submissions.jobs import JobKind
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.storage.stores import TenantWork
from service.use_cases.submissions.find_asking import Asking


class AskTelling:
    """Works in the transaction of whoever changed an answer."""

    def __call__(self, work: TenantWork, submission: SubmissionId, asking: Asking) -> bool:
        """Whether a job was added, also when another one waits already: it may have read the answers before.

        Of a submission that is still being made it is remembered, and asked when its books close.
        """
        if work.submissions.lock(submission) is not SubmissionState.READY:
            work.submissions.leave_untold(submission)
            return False
        is_asked = asking.asks_answers or not asking.is_of(work, submission)
        if is_asked:
            work.jobs.add(submission, JobKind.TELL_ANSWERS, key=str(uuid4()))
        return is_asked
