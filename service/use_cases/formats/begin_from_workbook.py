"""Begin a draft from a municipality's own blank workbook."""

from dataclasses import dataclass, replace

from service.domain.access import Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import DraftId, NewDraft, NewRequest, Workbook
from service.domain.formats.drafts.naming import municipality_of, own_prefix, plain_name
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.domain.formats.faults.workbooks import UNREADABLE_WORKBOOK
from service.domain.formats.library import WRITERS, codes_of
from service.files.drafts import (
    SettledDraft,
    name_and_version,
    propose_for_workbook,
    read_synonyms,
    settled_draft,
    template_name,
)
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.pipeline.format_prover import FormatProver
from service.storage.stores import Stores
from service.use_cases.formats.begin_draft import BeginDraft

_LIMITS = ParsingLimits(memory=500_000_000, cpu_seconds=10, wall_seconds=15.0)


@dataclass(frozen=True, slots=True)
class BeginFromWorkbook:
    """Proposes for known columns; what was proposed, and what is unknown, stands in the notes."""

    stores: Stores
    prover: FormatProver
    begin: BeginDraft

    def __call__(self, viewer: Viewer, content: bytes, filename: str, asked: NewRequest) -> DraftId:
        """Raises FormatError for a workbook that cannot be read."""
        viewer.require(*WRITERS)
        name = f"{own_prefix(viewer)}{plain_name(filename.rpartition('.')[0])}"
        drafted = _drafted_apart(name, content, self.prover)
        workbook = Workbook(template_name(name, content), content)
        new = NewDraft(
            name=name,
            version=name_and_version(drafted.text)[1],
            text=drafted.text,
            asked=replace(asked, municipalities=self._codes(viewer)),
            municipality=municipality_of(viewer),
            workbook=workbook,
            notes=tuple(_notes(drafted.proposal)),
        )
        return self.begin(viewer, new)

    def _codes(self, viewer: Viewer) -> tuple[str, ...]:
        with self.stores.as_format_writer(viewer) as work:
            return tuple(sorted(codes_of(viewer, work.organisations.members())))


def _drafted_apart(name: str, content: bytes, prover: FormatProver) -> SettledDraft:
    """What a workbook from outside asks, read in a separate process. Raises FormatError for what is none."""
    unreadable = FormatError(UNREADABLE_WORKBOOK.fault())
    folder, standard = prover.catalogue.mappings_dir, prover.sources.standard

    def drafted() -> SettledDraft:
        proposal = propose_for_workbook(content, read_synonyms(folder))
        return settled_draft(name, content, proposal, folder, standard)

    try:
        found = do_separately(drafted, _LIMITS)
    except Exception as error:  # what is no workbook can make its reader raise anything
        raise unreadable from error
    if isinstance(found, Died):
        raise unreadable
    return found


def _notes(proposal: WorkbookProposal) -> list[str]:
    """Per column, as tabs: sheet or table, header, confidence (0 when unknown), reason."""
    return [
        f"{block.name}\t{each.header}\t{each.confidence if each.expression else 0}\t{each.reason}"
        for block in proposal.blocks
        for each in (*block.listed, *block.columns, *block.under_heads)
    ] + [
        f"{block.name}\t{column.address}\t0\tvan deze tabel staat nog niets in het formaat"
        for block in proposal.to_write
        for column in block.found.columns
    ]
