"""Look at what each municipality will get before anything is sent."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.submissions.sending import Outlook
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import Stores
from service.use_cases.submissions.foresee import Foresee


@dataclass(frozen=True, slots=True)
class LookBeforeSending:
    """For the provider alone: what is not sent is nobody else's business."""

    stores: Stores

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> Outlook:
        """Raises NotFoundError, NotAllowedError."""
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider looks at what it will send")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return Foresee()(work, submission)
