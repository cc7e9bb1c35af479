"""Have a refused submission read once more, now that its provider said how."""

from service.domain.keeping import KeptKind
from service.domain.standard.repairs import Reading
from service.domain.submissions.jobs import JobKind
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.storage.stored_submission import content_of
from service.storage.stores import TenantWork


class ReadAgain:
    """Works in the transaction of who asks. Of a submission that was translated nothing changes any more."""

    def __call__(self, work: TenantWork, submission: SubmissionId, reading: Reading) -> bool:
        """Whether it is read again: only one that was refused, was read otherwise and is still there.

        Who asks for the same at the same time waits here, and then finds it received. Raises NotFoundError.
        """
        content_of(work, submission)
        state = work.submissions.lock(submission)
        if state is not SubmissionState.REJECTED or content_of(work, submission).reading == reading:
            return False
        if KeptKind.UPLOAD in work.data_keys.destroyed_of(submission):
            return False
        number = work.submissions.read_again(submission, reading)
        work.copies.forget(submission)
        work.jobs.add(submission, JobKind.CHECK, key=f"{number}")
        work.acts.record("submission_read_again", str(submission), number=number, reading=reading.as_json())
        return True
