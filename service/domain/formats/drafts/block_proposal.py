"""What a table of a municipality's workbook is proposed to be filled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.domain.formats.drafts.found import FoundBlock
from service.domain.formats.drafts.heads import Heads
from service.domain.formats.drafts.own_tables import OwnTable
from service.domain.formats.drafts.proposals import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProposal:
    """What a table is filled with."""

    found: FoundBlock
    table: str
    joined: tuple[str, ...] = ("toewijzing",)
    per: tuple[object, ...] = ()
    where: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[Proposal, ...]
    """By address, those that come once."""
    heads: Heads | None = None
    under_heads: tuple[Proposal, ...] = ()
    """By what stands under each head."""
    listed: tuple[Proposal, ...] = ()
    """By address, what tells which line of the workbook it is."""
    is_prepared: bool = False
    """Whether empty lines stand ready below its pattern row."""
    tables: tuple[OwnTable, ...] = ()
    """Code tables and bands that its keys need, and that the format has itself."""

    @property
    def name(self) -> str:
        """What is said to people: the sheet, and the table when it is not the only one."""
        return f"{self.found.sheet}/{self.found.name}" if self.found.name else self.found.sheet

    def every_column(self) -> tuple[Proposal, ...]:
        """One for each column of the workbook, from left to right."""
        once = {each.header: each for each in (*self.columns, *self.listed)}
        patterns = {each.header: each for each in self.under_heads}
        beside = self.heads.columns(tuple(patterns)) if self.heads else {}
        told = []
        for column in self.found.columns:
            if column.address in beside:
                told.append(replace(patterns[beside[column.address]], header=column.address))
            elif column.address in once:
                told.append(once[column.address])
        return tuple(told)

    def at_most(self, confidence: int, reason: str) -> "BlockProposal":
        """The same, with no column more certain than this, and the reason for it."""

        def less(each: Proposal) -> Proposal:
            if not each.expression:
                return each
            return replace(each.at_most(confidence), reason=f"{each.reason}; {reason}")

        return replace(
            self,
            columns=tuple(map(less, self.columns)),
            under_heads=tuple(map(less, self.under_heads)),
            listed=tuple(map(less, self.listed)),
        )

    def with_table_called(self, table: OwnTable, name: str) -> "BlockProposal":
        """The same with one of its own tables under another name, wherever its key stands."""
        other = table.called(name)

        def renamed(expression: object) -> object:
            return other.key if expression == table.key else expression

        return replace(
            self,
            tables=tuple(other if each is table else each for each in self.tables),
            per=tuple(map(renamed, self.per)),
            listed=tuple(replace(each, expression=renamed(each.expression)) for each in self.listed),
        )

    @property
    def is_known(self) -> bool:
        """Whether anything of it is proposed."""
        return any(each.expression for each in (*self.columns, *self.under_heads))
