"""Approve a draft: publish it, as a second person."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import DraftId, FourEyesError
from service.domain.formats.library import require_publishable
from service.domain.formats.plan import Plan
from service.domain.formats.publication import publication_of
from service.pipeline.format_prover import FormatProver
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """From then on submissions are translated with it, and nothing changes it any more."""

    stores: Stores
    prover: FormatProver

    def __call__(self, viewer: Viewer, draft_id: DraftId) -> Plan:
        """Raises FourEyesError for who had a hand in it; the database refuses it once more."""
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.found(draft_id)
            if draft.was_written_by(viewer.account):
                raise FourEyesError(str(draft_id))
            plan = self.prover.publishable(draft.text, work.drafts.workbook(draft_id))
            require_publishable(plan, self.prover.catalogue().plans.get(plan.name, ()), draft.asked)
            work.drafts.publish(draft, publication_of(plan))
            work.acts.record(
                "format_published",
                f"{plan.name}@{plan.version}",
                sha256=plan.sha256,
                draft=str(draft_id),
                written_by=sorted({each.login for each in draft.revisions}),
            )
        return plan
