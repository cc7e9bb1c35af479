"""Propose what a code means: it waits for a second person."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.failures import FormatError
from service.domain.formats.faults.code_tables import PROPOSED_ALREADY
from service.domain.formats.library import WRITERS, codes_of
from service.domain.formats.meaning_proposals import (
    ProposalId,
    WrittenMeaning,
    require_meaning,
    require_writable,
)
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ProposeMeaning:
    """What cannot become part of the table, nobody is asked to approve."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, written: WrittenMeaning) -> ProposalId:
        """Raises FormatError that says what stands in the way, NotAllowedError, NotFoundError."""
        viewer.require(*WRITERS)
        catalogue, meaning = self.catalogue(), written.meaning
        with self.stores.as_format_writer(viewer) as work:
            require_writable(catalogue, meaning, codes_of(viewer, work.organisations.members()))
            require_meaning(catalogue, meaning)
            proposal = work.meanings.propose(meaning)
            if proposal is None:
                raise FormatError(PROPOSED_ALREADY.fault(code=meaning.line.code))
            work.acts.record(
                "meaning_proposed", str(proposal), format=meaning.format, code_table=meaning.code_table
            )
        return proposal
