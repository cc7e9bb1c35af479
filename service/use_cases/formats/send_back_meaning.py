"""Send back what somebody proposed that a code means."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import ChangedMeanwhileError, FourEyesError
from service.domain.formats.meaning_proposals import ProposalId, ProposalState
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SendBackMeaning:
    """The code can be proposed again; who proposed it withdraws it."""

    stores: Stores

    def __call__(self, viewer: Viewer, proposal_id: ProposalId, remark: str) -> None:
        """`remark` says why. Raises NotFoundError, FourEyesError, ChangedMeanwhileError."""
        with self.stores.as_format_writer(viewer) as work:
            proposal = work.meanings.found(proposal_id)
            if proposal.state is not ProposalState.PROPOSED:
                raise ChangedMeanwhileError(str(proposal_id))
            if proposal.proposed_by == viewer.account:
                raise FourEyesError(str(proposal_id))
            work.meanings.decide(proposal, ProposalState.SENT_BACK, remark)
            work.acts.record("meaning_sent_back", str(proposal_id), format=proposal.meaning.format)
