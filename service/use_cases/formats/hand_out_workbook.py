"""Hand out the blank workbook that goes with a draft, or those of all its files in a zip."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.blank_files import FILES_TOGETHER
from service.domain.formats.drafts.draft import DraftId, Workbook
from service.files.catalogue import zip_of_blanks
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class HandOutWorkbook:
    """For who may see the draft."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> Workbook | None:
        """None for a draft without one. Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            found = work.drafts.workbook(draft_id)
        if found is None or found.name != FILES_TOGETHER:
            return found
        return Workbook(f"{draft.name.rpartition('/')[2]}.zip", zip_of_blanks(draft.text, found.content))
