"""Send a draft back to who wrote it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, DraftState
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SendBackDraft:
    """Who wrote it may take it back too."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId, remark: str) -> None:
        """`remark` says what has to change first. Raises NotFoundError, ChangedMeanwhileError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_open()
            work.drafts.move(draft, DraftState.SENT_BACK, remark=remark)
            work.acts.record("format_sent_back", str(draft_id), format=draft.name, version=draft.version)
