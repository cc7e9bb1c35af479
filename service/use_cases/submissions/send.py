"""Send what a provider looked at: from then on its municipalities have it."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import Stores
from service.use_cases.submissions.foresee import Foresee
from service.use_cases.submissions.hand_over import HandOver


class LookAgainError(Exception):
    """What would be sent is not any more what was looked at, or may not be sent."""


@dataclass(frozen=True, slots=True)
class SendSubmission:
    """To those that were chosen, in one transaction with what gives way to it."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, municipalities: Iterable[str], seen: str
    ) -> tuple[str, ...]:
        """The gemeentecodes that have it now and had it not before. `seen`: the outlook's, as it was shown.

        Raises NotFoundError, NotAllowedError and LookAgainError; then nothing is sent.
        """
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider sends")
        chosen = set(municipalities)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.submissions.lock_all()
            outlook = Foresee()(work, submission)
            known = {each.municipality for each in outlook.addressees}
            if outlook.seen != seen or not outlook.can_be_sent or not chosen <= known:
                raise LookAgainError(str(submission))
            return HandOver()(work, submission, chosen, viewer.login)
