"""Read a draft as it was saved before, beside what it was then and what it is now."""

from dataclasses import dataclass, field

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import Draft, DraftId, Revision
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedText:
    """One saved state of a draft."""

    draft: Draft
    revision: Revision
    text: str = field(repr=False)
    before: str = field(repr=False)
    """What it was before this was saved; empty for the first."""
    may_put_back: bool
    """Whether the viewer can save this text once more, as the newest."""


@dataclass(frozen=True, slots=True)
class ReadRevision:
    """For who may see the draft."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId, number: int) -> SavedText:
        """Raises NotFoundError, also for a state that was never saved."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            text = work.drafts.text_at(draft_id, number)
            before = work.drafts.text_at(draft_id, number - 1) if number > 1 else ""
        is_own = draft.organisation == viewer.organisation.id
        return SavedText(
            draft=draft,
            revision=next(each for each in draft.revisions if each.number == number),
            text=text,
            before=before,
            may_put_back=is_own and draft.state.can_be_edited and text != draft.text,
        )
