"""Answer how files are to be read: remembered, and a submission that was refused is read again at once."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.standard.repairs import DayOrder
from service.domain.submissions.submission import SubmissionId
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.read_again import ReadAgain
from service.use_cases.submissions.remember_reading import RememberReading


@dataclass(frozen=True, slots=True)
class ChangeReading:
    """The answer, the new check and the acts in one transaction."""

    stores: Stores
    relay_outbox: RelayOutbox

    def __call__(
        self,
        viewer: Viewer,
        submission: SubmissionId,
        *,
        repairs: bool | None = None,
        day_order: DayOrder | None = None,
    ) -> bool:
        """Whether the submission is read again. Raises NotFoundError, NotAllowedError."""
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider says how its files are read")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            submission_of(work, submission)
            reading = RememberReading()(work, repairs=repairs, day_order=day_order)
            is_read_again = ReadAgain()(work, submission, reading)
        if is_read_again:
            self.relay_outbox()
        return is_read_again
