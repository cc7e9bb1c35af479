"""Keep another blank workbook with a draft."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, Viewer
from service.domain.formats.blank_files import FILES_TOGETHER
from service.domain.formats.drafts.draft import DraftId, Workbook
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class KeepWorkbook:
    """Only with a draft of one's own that can be edited."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId, content: bytes) -> None:
        """From now on this one goes with it. Raises NotFoundError, NotAllowedError, ChangedMeanwhileError.

        A draft of several files keeps the blank files of the installation: nobody can tell whose this one is.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            draft.require_editable_by(viewer)
            if draft.workbook == FILES_TOGETHER:
                raise NotAllowedError("A draft of several files has no single workbook.")
            work.drafts.keep_workbook(draft, Workbook(draft.workbook or f"{draft.name}.xlsx", content))
