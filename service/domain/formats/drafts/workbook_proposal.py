"""What a whole workbook asks: its tables, its single cells, and what nobody understood of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from service.domain.formats.drafts.block_proposals import BlockProposal, Seen, propose_block
from service.domain.formats.drafts.found import FoundWorkbook, Label
from service.domain.formats.drafts.proposals import Proposal, propose_cells
from service.domain.formats.drafts.words import Synonym


@dataclass(frozen=True, slots=True)
class WorkbookProposal:
    """What to fill a workbook with."""

    blocks: tuple[BlockProposal, ...]
    cells: tuple[tuple[str, str, Proposal], ...]
    """Sheet, address of a cell, and what to fill it with."""
    not_understood: tuple[str, ...]
    """In words for people, in Dutch."""

    def __bool__(self) -> bool:
        """Whether anything is proposed."""
        return bool(self.blocks)

    def also_saying(self, reason: str) -> "WorkbookProposal":
        """The same, with something more that was not understood."""
        return replace(self, not_understood=(*self.not_understood, reason))

    def without_block(self, block: BlockProposal, reason: str) -> "WorkbookProposal":
        """The same without a table that cannot be written like this."""
        rest = tuple(each for each in self.blocks if each is not block)
        return replace(self, blocks=rest, not_understood=(*self.not_understood, f"{block.name}: {reason}"))

    def without_cell(self, place: tuple[str, str], reason: str) -> "WorkbookProposal":
        """The same without a cell that cannot be written like this."""
        rest = tuple(each for each in self.cells if each[:2] != place)
        return replace(
            self, cells=rest, not_understood=(*self.not_understood, f"{'!'.join(place)}: {reason}")
        )

    def without_column(self, block: BlockProposal, header: str, reason: str) -> "WorkbookProposal":
        """The same with a column as unknown."""
        changed = replace(
            block,
            columns=_with_unknown(block.columns, header, reason),
            under_heads=_with_unknown(block.under_heads, header, reason),
        )
        blocks = tuple(changed if each is block else each for each in self.blocks)
        told = f"{block.name}, kolom {header!r}: {reason}"
        return replace(self, blocks=blocks, not_understood=(*self.not_understood, told))


def _with_unknown(columns: tuple[Proposal, ...], header: str, reason: str) -> tuple[Proposal, ...]:
    return tuple(
        replace(each, expression=None, confidence=0, reason=reason) if each.header == header else each
        for each in columns
    )


def propose_workbook(found: FoundWorkbook, synonyms: Mapping[str, Synonym], seen: Seen) -> WorkbookProposal:
    """Propose what fills a workbook; nothing at all unless a column of some table is known."""
    every = [propose_block(each, synonyms, seen) for each in found.blocks]
    known = tuple(each for each in every if each.is_known)
    cells = tuple(_cells(found.labels, synonyms)) if known else ()
    told = (*(each.nl for each in found.left_alone), *chain.from_iterable(map(_not_understood, every)))
    return WorkbookProposal(known, cells, told)


def _not_understood(block: BlockProposal) -> Iterator[str]:
    if not block.is_known:
        loose = block.found.loose_head
        why = (
            f"{loose!r} is niet samengevoegd met wat ernaast staat"
            if loose
            else "geen enkele kolom is bekend"
        )
        yield f"{block.name}, tabel vanaf {block.found.first_cell}: {why}"
        return
    for each in (*block.columns, *block.under_heads):
        if not each.expression:
            yield f"{block.name}, kolom {each.header!r}: {each.reason}"


def _cells(
    labels: tuple[tuple[str, Label], ...], synonyms: Mapping[str, Synonym]
) -> Iterator[tuple[str, str, Proposal]]:
    for sheet, label in labels:
        for cell, each in propose_cells([label], synonyms).cells:
            yield sheet, cell, each
