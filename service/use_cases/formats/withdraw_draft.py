"""Withdraw a draft: nothing more is done with it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, DraftState
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """What is published cannot be withdrawn."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> None:
        """Raises NotFoundError, ChangedMeanwhileError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_open()
            work.drafts.move(draft, DraftState.WITHDRAWN, remark="")
            work.acts.record("format_withdrawn", str(draft_id), format=draft.name, version=draft.version)
