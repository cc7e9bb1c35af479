"""Withdraw what was proposed that a code means."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, Viewer
from service.domain.formats.drafts.draft import ChangedMeanwhileError
from service.domain.formats.meaning_proposals import ProposalId, ProposalState
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class WithdrawMeaning:
    """Only of one's own organisation; what is approved stays."""

    stores: Stores

    def __call__(self, viewer: Viewer, proposal_id: ProposalId) -> None:
        """Raises NotFoundError, NotAllowedError, ChangedMeanwhileError."""
        with self.stores.as_format_writer(viewer) as work:
            proposal = work.meanings.found(proposal_id)
            if proposal.organisation != viewer.organisation.id:
                raise NotAllowedError(f"{proposal_id} is of somebody else")
            if proposal.state is not ProposalState.PROPOSED:
                raise ChangedMeanwhileError(str(proposal_id))
            work.meanings.decide(proposal, ProposalState.WITHDRAWN)
            work.acts.record("meaning_withdrawn", str(proposal_id), format=proposal.meaning.format)
