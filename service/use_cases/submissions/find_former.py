"""Find what a submission is added to."""

from service.domain.findings import Finding
from service.domain.keeping import KeptKind
from service.domain.standard.findings.adding_up import EARLIER_DESTROYED
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
            former = former_submissions(submission, checked.period, every, of_messages=adding.of_messages)
            return Former(findings=gone) if (gone := _destroyed(work, former)) else former
        if content_of(work, job.submission).times_read > 1:
            return Former(findings=was_passed_by(submission, work.additions.every()))
        return Former()


def _destroyed(work: TenantWork, former: Former) -> tuple[Finding, ...]:
    """What there is to say when something that an addition is added to is not there any more."""
    gone = [each for each in former.submissions if KeptKind.UPLOAD in work.data_keys.destroyed_of(each.id)]
    return tuple(Finding(EARLIER_DESTROYED, facts={"delivery": each.filename}) for each in gone[:1])
