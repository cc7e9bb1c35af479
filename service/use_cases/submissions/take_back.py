"""Take back from a municipality what it has not taken yet."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.notices.kinds import TAKEN_BACK
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.submissions.submission import SubmissionId
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores
from service.use_cases.submissions.give_way import GiveWay
from service.use_cases.submissions.let_succeed import LetSucceed
from service.use_cases.submissions.tell import Tell


class AlreadyTakenError(Exception):
    """The municipality has it, or never was sent it; from then on a correction says what holds."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """What the municipality had before holds again."""

    stores: Stores

    def __call__(self, viewer: Viewer, submission: SubmissionId, municipality: str) -> None:
        """Raises NotFoundError, NotAllowedError, and AlreadyTakenError; then nothing has changed."""
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider takes back")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.submissions.lock_all()
            submission_of(work, submission)
            if not work.sendings.take_back(submission, municipality):
                raise AlreadyTakenError(municipality)
            restored, gone = work.successions.undo(submission, municipality)
            LetSucceed()(work)
            Tell()(work, TAKEN_BACK, submission, [municipality])
            work.acts.record("submission_taken_back", str(submission), municipality=municipality)
            work.log.write(
                LoggedAct(kind=ActKind.WITHDRAWN, submission=submission, municipality=municipality),
                *(each.as_restored for each in restored),
            )
            GiveWay()(work, gone)
