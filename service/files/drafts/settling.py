"""Take out of a draft what cannot be proven, until the rest works, and say what that was."""

from collections.abc import Callable
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.formats.drafts.block_proposal import BlockProposal
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.domain.formats.faults.blocks import PATTERN_IS_FILLED
from service.domain.formats.faults.ready_lines import NO_PREPARED_LINES
from service.files.catalogue import document_of
from service.files.drafts.writing import write_draft

Prove = Callable[[str], None]
"""Raises FormatError, with the line of the text that is wrong when that is known."""
DRAFT = "draft"
"""What a text is called that stands in no file yet."""
_BLOCKS, _COLUMNS = "blocks", "columns"


@dataclass(frozen=True, slots=True)
class SettledDraft:
    """A text, what is proposed in it, and why it does not work yet when nothing could be taken out."""

    text: str
    proposal: WorkbookProposal
    fault: FormatError | None = None


def settled(name: str, template: str, proposal: WorkbookProposal, prove: Prove) -> SettledDraft:
    """The draft without what cannot be proven. Each round takes something out, so there is an end to it."""
    writing = _Writing(name, template, prove)
    while True:
        proposal = proposal.with_something()
        text = writing.text(proposal)
        try:
            prove(text)
        except FormatError as fault:
            rest = writing.with_room(proposal, text, fault) or _without(proposal, text, fault)
            if rest is None or rest.with_something() == proposal:
                return SettledDraft(text, proposal.also_saying(fault.words.nl), fault)
            proposal = rest
        else:
            whole = writing.with_ready_lines(proposal)
            return SettledDraft(writing.text(whole), whole)


@dataclass(frozen=True, slots=True)
class _Writing:
    """A draft as it is written and proven, to try whether empty lines stand ready."""

    name: str
    template: str
    prove: Prove

    def text(self, proposal: WorkbookProposal) -> str:
        """The format as YAML."""
        return write_draft(self.name, self.template, proposal)

    def fault(self, proposal: WorkbookProposal) -> FormatError | None:
        """What stands in its way; None for nothing."""
        try:
            self.prove(self.text(proposal))
        except FormatError as fault:
            return fault
        return None

    def with_ready_lines(self, proposal: WorkbookProposal) -> WorkbookProposal:
        """A draft that works, with the empty lines that stand ready in its tables."""
        for place in range(len(proposal.blocks)):
            block = proposal.blocks[place]
            if not block.listed and not block.is_prepared:
                ready = proposal.with_ready_lines(block)
                proposal = proposal if self.fault(ready) else ready
        return proposal

    def with_room(self, proposal: WorkbookProposal, text: str, fault: FormatError) -> WorkbookProposal | None:
        """The draft with the lines ready of a table whose first line is filled; None when that is not it."""
        path = _path_at(text, fault.line) if fault.line and fault.file == DRAFT else ()
        block = _block_at(proposal, path[1], list(path[2:])) if path[:1] == ("sheets",) else None
        if block is None or block.listed or block.is_prepared or fault.fault.kind is not PATTERN_IS_FILLED:
            return None
        ready = proposal.with_ready_lines(block)
        other = self.fault(ready)
        is_it = other is None or other.fault.kind not in (PATTERN_IS_FILLED, NO_PREPARED_LINES)
        return ready if is_it else None


def _without(proposal: WorkbookProposal, text: str, fault: FormatError) -> WorkbookProposal | None:
    """The proposal without what a fault concerns; None when that cannot be told."""
    reason = fault.words.nl.partition(". ")[0]
    path = _path_at(text, fault.line) if fault.line and fault.file == DRAFT else ()
    match path:
        case ("cells", address, *_):
            sheet, _, cell = address.rpartition("!")
            return proposal.without_cell((sheet, cell), reason)
        case ("sheets", sheet, *rest):
            return _without_part(proposal, sheet, rest, reason)
    if proposal.cells:
        sheet, cell, _ = proposal.cells[-1]
        return proposal.without_cell((sheet, cell), reason)
    return proposal.without_block(proposal.blocks[-1], reason) if proposal.blocks else None


def _without_part(
    proposal: WorkbookProposal, sheet: str, rest: list[str], reason: str
) -> WorkbookProposal | None:
    """Without the column that a fault concerns, or else without the table."""
    block = _block_at(proposal, sheet, rest)
    if block is None:
        return None
    smaller = _without_column(proposal, block, rest[2:] if rest[:1] == [_BLOCKS] else rest, reason)
    return smaller or proposal.without_block(block, reason)


def _block_at(proposal: WorkbookProposal, sheet: str, rest: list[str]) -> BlockProposal | None:
    """The table of a sheet that a path is in; the last one when that cannot be told."""
    name = rest[1] if rest[:1] == [_BLOCKS] and len(rest) > 1 else ""
    own = {each.found.name: each for each in proposal.blocks if each.found.sheet == sheet}
    return own.get(name) or next(reversed(own.values()), None)


def _without_column(
    proposal: WorkbookProposal, block: BlockProposal, path: list[str], reason: str
) -> WorkbookProposal | None:
    """None when a fault is of no column, or when nothing of the table is left without it."""
    if _COLUMNS not in path[:-1]:
        return None
    smaller = proposal.without_column(block, path[path.index(_COLUMNS) + 1], reason)
    return smaller if smaller.blocks != proposal.blocks and _is_left(smaller, block) else None


def _is_left(proposal: WorkbookProposal, block: BlockProposal) -> bool:
    return any(each.is_known for each in proposal.blocks if each.found == block.found)


def _path_at(text: str, line: int) -> tuple[str, ...]:
    """What a line of the text belongs to."""
    lines = document_of(text, DRAFT, DRAFT).lines
    before = [(number, len(path), path) for path, number in lines.items() if number <= line]
    return max(before, default=(0, 0, ()))[2]
