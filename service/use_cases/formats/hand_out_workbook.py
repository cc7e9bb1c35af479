"""Hand out the blank workbook that goes with a draft."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, Workbook
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class HandOutWorkbook:
    """For who may see the draft."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> Workbook | None:
        """None for a draft without one. Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            work.drafts.found(draft_id)
            return work.drafts.workbook(draft_id)
