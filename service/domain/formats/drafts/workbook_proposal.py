"""What a whole workbook asks: its tables, its single cells, and what nobody understood of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from service.domain.formats.drafts.block_proposal import BlockProposal
from service.domain.formats.drafts.block_proposals import Seen, propose_block
from service.domain.formats.drafts.found import FoundWorkbook, Label
from service.domain.formats.drafts.laws import told_apart_by_law
from service.domain.formats.drafts.proposals import Proposal, propose_cells
from service.domain.formats.drafts.words import Synonym

_NOTHING_YET = "nog niets: schrijf wat hier moet komen"
_UNSURE = 60
"""The most that is said of a figure of which the rows are not known."""
_WHICH_ROWS = "dezelfde regels staan in meer delen: welke rijen horen hier?"
_LONGEST_LABEL = 60
"""A longer text is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookProposal:
    """What to fill a workbook with."""

    blocks: tuple[BlockProposal, ...]
    cells: tuple[tuple[str, str, Proposal], ...]
    """Sheet, address of a cell, and what to fill it with."""
    not_understood: tuple[str, ...]
    """In words for people, in Dutch."""
    to_write: tuple[BlockProposal, ...] = ()
    """Tables of which nothing could be proposed: they are written as a remark to begin from."""
    free_cell: tuple[str, str] = ("", "A1")
    """A sheet, and a cell on it that is of nobody."""

    def __bool__(self) -> bool:
        """Whether anything is proposed."""
        return bool(self.blocks or self.cells)

    def with_something(self) -> "WorkbookProposal":
        """The same with a cell to be filled by hand where nothing is proposed: a format fills something."""
        if self:
            return self
        by_hand = Proposal(_NOTHING_YET, {"manual": _NOTHING_YET}, 0, "een formaat vult ten minste één cel")
        return replace(self, cells=((*self.free_cell, by_hand),))

    def also_saying(self, reason: str) -> "WorkbookProposal":
        """The same, with something more that was not understood."""
        return replace(self, not_understood=(*self.not_understood, reason))

    def without_block(self, block: BlockProposal, reason: str) -> "WorkbookProposal":
        """The same without a table that cannot be written like this."""
        rest = tuple(each for each in self.blocks if each is not block)
        told = (*self.not_understood, f"{block.name}: {reason}")
        return replace(self, blocks=rest, to_write=(*self.to_write, block), not_understood=told)

    def without_cell(self, place: tuple[str, str], reason: str) -> "WorkbookProposal":
        """The same without a cell that cannot be written like this."""
        rest = tuple(each for each in self.cells if each[:2] != place)
        return replace(
            self, cells=rest, not_understood=(*self.not_understood, f"{'!'.join(place)}: {reason}")
        )

    def with_ready_lines(self, block: BlockProposal) -> "WorkbookProposal":
        """The same with a table of which empty lines stand ready."""
        ready = replace(block, is_prepared=True)
        return replace(self, blocks=tuple(ready if each is block else each for each in self.blocks))

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
    """Propose what fills a workbook; what is not known is named."""
    proposed = _named_apart(propose_block(each, synonyms, seen) for each in found.blocks)
    every = _with_doubt(_of_own_law(tuple(proposed)))
    known = tuple(each for each in every if each.is_known)
    cells = tuple(_cells(_labels(found), synonyms))
    told = (
        *(each.nl for each in found.left_alone),
        *chain.from_iterable(map(_not_understood, every)),
        *_unknown_labels(found, cells),
        *_twice(known),
    )
    return WorkbookProposal(
        blocks=known,
        cells=cells,
        not_understood=told,
        to_write=tuple(each for each in every if not each.is_known),
        free_cell=found.free_cell,
    )


def _named_apart(blocks: Iterable[BlockProposal]) -> Iterator[BlockProposal]:
    """The same; own tables with other lines have other names, for a format has each name once."""
    known: dict[str, object] = {}
    for block in blocks:
        for table in block.tables:
            names = chain([table.name], (f"{table.name}-{number}" for number in count(2)))
            name = next(each for each in names if known.get(each, table.lines) == table.lines)
            known[name] = table.lines
            block = block.with_table_called(table, name)  # noqa: PLW2901 - one table after the other
        yield block


def _labels(found: FoundWorkbook) -> tuple[tuple[str, Label], ...]:
    """Without the titles of tables, but for one beside a cell that looks like one to fill in."""
    titles = {(block.sheet, block.title) for block in found.blocks}
    return tuple(
        (sheet, each) for sheet, each in found.labels if each.is_drawn or (sheet, each.text) not in titles
    )


def _of_own_law(blocks: tuple[BlockProposal, ...]) -> tuple[BlockProposal, ...]:
    """The same, where tables that ask the same are each of another law: of the rows of that law."""
    groups = list(_alike([each for each in blocks if each.is_known]))
    apart = {was: now for group in groups for was, now in told_apart_by_law(group).items()}
    return tuple(apart.get(id(each), each) for each in blocks)


def _alike(known: Sequence[BlockProposal]) -> Iterator[tuple[BlockProposal, ...]]:
    """Tables that ask the same of all rows, on the same lines: two lists with other lines are one list."""
    groups: dict[str, list[BlockProposal]] = {}
    for each in known:
        columns = sorted((column.header, str(column.expression)) for column in each.every_column())
        groups.setdefault(str((each.table, each.per, each.where, columns)), []).append(each)
    for group in groups.values():
        shared = tuple(each for each in group if any(_share_lines(each, other) for other in group))
        if shared:
            yield shared


def _share_lines(one: BlockProposal, other: BlockProposal) -> bool:
    """Whether what is asked on a line of one stands on a line of the other too."""
    if one is other:
        return False
    if not (one.listed and other.listed):
        return not one.listed and not other.listed
    return not _lines_of(one).isdisjoint(_lines_of(other))


def _lines_of(block: BlockProposal) -> frozenset[tuple[str, ...]]:
    """The keys of its listed lines."""
    keys = {each.header for each in block.listed}
    return frozenset(
        zip(
            *(each.heading.values for each in block.found.columns if each.address in keys),
            strict=False,  # a key that does not stand on every line is found out when the draft is proven
        )
    )


def _with_doubt(known: tuple[BlockProposal, ...]) -> tuple[BlockProposal, ...]:
    """The same; of lines that stand in more than one list it is not known which rows belong in which."""
    doubtful = [each for group in _alike(known) for each in group if each.listed]
    doubtful += [each for each in known if each.found.comes_again]
    return tuple(
        each.at_most(_UNSURE, _WHICH_ROWS) if any(each is other for other in doubtful) else each
        for each in known
    )


def _twice(known: Sequence[BlockProposal]) -> Iterator[str]:
    """Tables that ask the same of all rows: which of them stand on which, only a person can say."""
    for group in _alike(known):
        names = [each.name for each in group]
        said = ", ".join(names[:-1]) + f" en {names[-1]}"
        yield f"{said} vragen hetzelfde: schrijf bij `rows` met `where` welke rijen waar horen"


def _unknown_labels(found: FoundWorkbook, cells: Sequence[tuple[str, str, Proposal]]) -> Iterator[str]:
    """Labels beside a cell that looks like one to fill in, of which nothing is known."""
    known = {(sheet, cell) for sheet, cell, _ in cells}
    titles = {block.title for block in found.blocks}
    for sheet, label in found.labels:
        is_asked = label.is_drawn and label.text not in titles and len(label.text) <= _LONGEST_LABEL
        if is_asked and (sheet, label.cell) not in known:
            yield f"{sheet}!{label.cell} naast {label.text!r}: onbekend"


def _not_understood(block: BlockProposal) -> Iterator[str]:
    if not block.is_known:
        loose = block.found.loose_head
        why = (
            f"{loose!r} is niet samengevoegd met wat ernaast staat"
            if loose
            else f"geen enkele kolom is bekend ({', '.join(each.address for each in block.found.columns)})"
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
