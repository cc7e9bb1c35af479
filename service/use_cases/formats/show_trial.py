"""Show what a draft was tried on, and what else it can be tried on."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import Draft, DraftId, DraftRun, RunKind
from service.storage.format_runs import SeenSubmission
from service.storage.stores import Stores

_SHOWN = 25
"""Submissions to choose from for a preview."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft was or can be tried on, by this viewer."""

    draft: Draft
    submissions: tuple[SeenSubmission, ...]
    runs: tuple[DraftRun, ...]


@dataclass(frozen=True, slots=True)
class ShowTrial:
    """Only the runs of the draft as it stands now."""

    stores: Stores

    def __call__(self, viewer: Viewer, draft_id: DraftId, kind: RunKind) -> Trial:
        """Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            runs = work.runs.of_draft(draft_id, draft.revision, kind)
            return Trial(draft, work.runs.submissions(_SHOWN), runs)
