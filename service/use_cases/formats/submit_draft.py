"""Submit a draft to a second person, who publishes it or sends it back."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, DraftState
from service.domain.formats.library import require_publishable
from service.pipeline.format_prover import FormatProver
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SubmitDraft:
    """What cannot be published as it is, nobody is asked to approve."""

    stores: Stores
    prover: FormatProver

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> None:
        """Raises FormatError that says what stands in the way; NotFoundError, NotAllowedError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_editable_by(viewer)
            own = work.drafts.workbook(draft_id)
            used = self.prover.workbook_of(draft.text, own)
            if used is not None and used != own:
                work.drafts.keep_workbook(draft, used)
            plan = self.prover.publishable(draft.text, used)
            require_publishable(plan, self.prover.catalogue(), draft.asked)
            work.drafts.move(
                draft,
                DraftState.SUBMITTED,
                submitted_by=viewer.account,
                submitter=viewer.login,
                remark="",
            )
            work.acts.record("format_submitted", str(draft_id), format=draft.name, version=draft.version)
