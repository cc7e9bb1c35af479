"""Show a draft with what is known of it, and what this viewer may do."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import Draft, DraftId
from service.domain.formats.library import replaced_plan
from service.domain.formats.plan import Plan
from service.pipeline.format_prover import FormatProver, Proof
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft with what is known of it, and what this viewer may do."""

    draft: Draft
    proof: Proof
    replaced: Plan | None
    """The version whose place it takes."""
    may_edit: bool
    may_approve: bool
    """Whether this viewer is the second person: somebody else than everyone who wrote it."""
    is_own: bool
    """Whether it is a draft of the viewer's own organisation."""


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """Also of somebody else, for who may see it: then there is nothing to edit."""

    stores: Stores
    prover: FormatProver

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> DraftPage:
        """Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            workbook = work.drafts.workbook(draft_id)
        proof = self.prover(draft.text, workbook)
        is_own = draft.organisation == viewer.organisation.id
        return DraftPage(
            draft=draft,
            proof=proof,
            replaced=replaced_plan(self.prover.catalogue(), draft),
            may_edit=is_own and draft.state.can_be_edited,
            may_approve=draft.waits_for(viewer.account),
            is_own=is_own,
        )
