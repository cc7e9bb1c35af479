"""Approve what a code means, as a second person: the line becomes part of its code table."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.drafts.draft import ChangedMeanwhileError, FourEyesError
from service.domain.formats.library import codes_of
from service.domain.formats.meaning_proposals import (
    ProposalId,
    ProposalState,
    require_meaning,
    require_writable,
)
from service.domain.proof.acts import ActKind, LoggedAct
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ApproveMeaning:
    """From then on the plans know it; the reconciler finds what waited for it and has that released."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, proposal_id: ProposalId) -> None:
        """Raises FourEyesError for who proposed it; the database refuses it once more.

        Raises FormatError when it cannot become part of the table any more, ChangedMeanwhileError when it was
        decided in the meantime.
        """
        catalogue = self.catalogue()
        with self.stores.as_format_writer(viewer) as work:
            proposal = work.meanings.found(proposal_id)
            meaning = proposal.meaning
            if proposal.state is not ProposalState.PROPOSED:
                raise ChangedMeanwhileError(str(proposal_id))
            if proposal.proposed_by == viewer.account:
                raise FourEyesError(str(proposal_id))
            require_writable(catalogue, meaning, codes_of(viewer, work.organisations.members()))
            require_meaning(catalogue, meaning)
            work.meanings.decide(proposal, ProposalState.APPROVED)
            work.acts.record(
                "meaning_approved",
                str(proposal_id),
                format=meaning.format,
                code_table=meaning.code_table,
                proposed_by=proposal.proposer,
            )
            facts = {"format": meaning.format, "code_table": meaning.code_table}
            work.log.write(
                LoggedAct(kind=ActKind.MEANING_APPROVED, subject=f"meaning {proposal_id}", facts=facts)
            )
