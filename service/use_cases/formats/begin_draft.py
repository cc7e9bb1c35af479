"""Begin a draft: it belongs to the organisation of who begins it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, NewDraft
from service.domain.formats.library import WRITERS
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class BeginDraft:
    """Whatever it began from: a version, a text or a workbook."""

    stores: Stores

    def __call__(self, viewer: Viewer, new: NewDraft) -> DraftId:
        """Keep it with its first text. Raises NotAllowedError for a provider."""
        viewer.require(*WRITERS)
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.begin(new)
            work.acts.record("format_draft_begun", str(draft), format=new.name, version=new.version)
        return draft
