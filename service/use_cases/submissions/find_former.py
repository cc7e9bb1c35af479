"""Find what a submission is added to."""

from service.domain.submissions.adding_up import AddingUp, Former, former_submissions, was_passed_by
from service.domain.submissions.jobs import Job
from service.pipeline.engine import CheckedUpload
from service.storage.stored_submission import content_of, submission_of
from service.storage.stores import TenantWork


class FindFormer:
    """Works in the transaction of who asks. A whole submission is added to nothing."""

    def __call__(self, work: TenantWork, job: Job, checked: CheckedUpload, adding: AddingUp) -> Former:
        """What came before it, or why it cannot be used.

        Raises EarlierNotCheckedError as long as something before an addition is not checked.
        """
        submission = submission_of(work, job.submission)
        if adding.is_addition:
            every = work.additions.every()
            return former_submissions(submission, checked.period, every, of_messages=adding.of_messages)
        if content_of(work, job.submission).times_read > 1:
            return Former(findings=was_passed_by(submission, work.additions.every()))
        return Former()
