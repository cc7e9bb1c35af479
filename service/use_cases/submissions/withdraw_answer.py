"""Take back an answer to a warning."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.ask_telling import AskTelling
from service.use_cases.submissions.find_asking import FindAsking


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    """The warning then stands there as before."""

    stores: Stores
    find_asking: FindAsking
    relay_outbox: RelayOutbox

    def __call__(self, viewer: Viewer, submission: SubmissionId, code: str, identity: str) -> None:
        """Raises NotFoundError when there is no such answer of this provider."""
        asking = self.find_asking(viewer, submission)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.submissions.lock(submission)
            if not work.answers.withdraw(code, identity):
                raise NotFoundError(code)
            work.acts.record("answer_withdrawn", str(submission), code=code)
            is_told = AskTelling()(work, submission, asking)
        if is_told:
            self.relay_outbox()
