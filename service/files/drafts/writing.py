"""Write what is proposed for a workbook as YAML, each with its confidence, what is unknown as a remark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import yaml

from service.domain.formats.drafts.block_proposal import BlockProposal
from service.domain.formats.drafts.figures import rows_behind
from service.domain.formats.drafts.heads import BY_QUARTER
from service.domain.formats.drafts.laws import laws_of
from service.domain.formats.drafts.proposals import Proposal
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal

REST = "deel/de-rest-niet"
_ABOUT_PERSONS = (
    *("bsn", "geboortedatum", "clientnummer", "geslacht"),
    *("toewijzingnummer", "referentienummer", "declaratienummer"),
)
_OF_HALF_A_YEAR = 2
Lines = Iterator[str]


def write_draft(name: str, template: str, proposal: WorkbookProposal) -> str:
    """The format as YAML. It always parses: no address is written twice, no text breaks a line."""
    lines = [yaml.safe_dump(_head(name, template, proposal), sort_keys=False, allow_unicode=True)]
    if proposal.not_understood:
        lines += [f"# Niet begrepen: {_one_line(each)}\n" for each in proposal.not_understood]
    if proposal.cells:
        lines.append("cells:\n")
    for sheet, cell, each in proposal.cells:
        lines.append(f"  # {each.confidence} %: naast {_flow(each.header)}, {_one_line(each.reason)}\n")
        lines.append(f"  {_flow(f'{sheet}!{cell}')}: {_flow(each.expression)}\n")
    lines += _sheets(proposal)
    for block in proposal.to_write:
        lines += _to_write(block)
    return "".join(lines)


def _sheets(proposal: WorkbookProposal) -> Lines:
    """The rows behind single figures, and every table by its sheet."""
    behind = list(rows_behind(each.expression for _, _, each in proposal.cells))
    if proposal.blocks or behind:
        yield "sheets:\n"
    for name, rows in behind:
        yield f"  {_flow(name)}: {_flow({'rows': dict(rows)})}\n"
    for sheet, blocks in groupby(proposal.blocks, key=lambda each: each.found.sheet):
        yield from _sheet(sheet, tuple(blocks))


def _to_write(block: BlockProposal) -> Lines:
    """A table of which nothing is known, as remarks: take off the signs and write what fills each column."""
    found = block.found
    yield f"# Zelf te schrijven, tabel op blad {_flow(found.sheet)} vanaf {found.first_cell}:\n"
    yield f"#  {_flow(found.sheet)}:\n"
    if found.name:
        at = {"title": found.title} if found.title else {"cell": found.first_cell}
        yield f"#    blocks:\n#      {_flow(found.name)}:\n#        at: {_flow(at)}\n"
    indent = "        " if found.name else "    "
    if not found.name:
        yield f"#{indent}header_row: {found.header_row}\n"
    if found.header_lines > 1:
        yield f"#{indent}header_lines: {found.header_lines}\n"
    yield f"#{indent}rows: {{ of: prestatie, with: [toewijzing], per: [productcode] }}\n#{indent}columns:\n"
    known = {each.header: each.expression for each in (*block.columns, *block.listed) if each.expression}
    for column in found.columns:
        written = known.get(column.address)
        yield f"#{indent}  {_flow(column.address)}: {_flow(written) if written else 'ONBEKEND'}\n"


def _head(name: str, template: str, proposal: WorkbookProposal) -> dict[str, object]:
    head: dict[str, object] = {
        "format": name,
        "title": name,
        "provenance": "illustrative",
        "standard": "2026.1",
        "valid": {"from": "2026-H1" if _period(proposal) == "half-year" else "2026-Q1"},
        "period": _period(proposal),
        "law": laws_of(proposal.blocks),
    }
    ground = (
        {"level": "person", "legal_ground": "INVULLEN"} if _is_personal(proposal) else {"level": "aggregate"}
    )
    tables = {
        each.name: [dict(line) for line in each.lines] for block in proposal.blocks for each in block.tables
    }
    filename = f"{{gemeentecode}}-{{agb_code}}-{{periode}}.{template.rpartition('.')[2]}"
    return {
        **head,
        **ground,
        "purpose": "INVULLEN",
        "uses": [REST],
        "output": {"kind": "xlsx", "template": template, "filename": filename},
        "examples": f"{name}/voorbeelden",
        **({"code_tables": tables} if tables else {}),
    }


def _period(proposal: WorkbookProposal) -> str:
    """A quarter, but for two quarters beside each other."""
    heads = [block.heads for block in proposal.blocks if block.heads is not None]
    are_two = any(each.kind == BY_QUARTER and len(each.names) == _OF_HALF_A_YEAR for each in heads)
    return "half-year" if are_two else "quarter"


def _is_personal(proposal: WorkbookProposal) -> bool:
    """Whether a column tells who a client is, if only by a number; a count of clients does not."""
    shown = [
        str(each.expression)
        for block in proposal.blocks
        for each in (*block.columns, *block.under_heads)
        if "count_distinct" not in str(each.expression)
    ]
    return any(word in text for text in shown for word in _ABOUT_PERSONS)


def _sheet(sheet: str, blocks: Sequence[BlockProposal]) -> Lines:
    yield f"  {_flow(sheet)}:\n"
    if len(blocks) == 1 and not blocks[0].found.name:
        yield from _Block(blocks[0], "    ").lines()
        return
    yield "    blocks:\n"
    for block in blocks:
        yield f"      {_flow(block.found.name)}:\n"
        yield from _Block(block, "        ").lines()


@dataclass(frozen=True, slots=True)
class _Block:
    """A table, and how far its lines stand from the left."""

    block: BlockProposal
    indent: str

    def lines(self) -> Lines:
        """What a format says of a table."""
        block, found = self.block, self.block.found
        if found.name:
            at = {"title": found.title} if found.title else {"cell": found.first_cell}
            yield f"{self.indent}at: {_flow(at)}\n"
        else:
            yield f"{self.indent}header_row: {found.header_row}\n"
        if found.header_lines > 1:
            yield f"{self.indent}header_lines: {found.header_lines}\n"
        yield f"{self.indent}rows: {_flow(_rows(block))}\n"
        if block.listed:
            listed = {
                "by": {each.header: each.expression for each in block.listed},
                "nothing": 0,
                "not_listed": "quarantine",
                **({"after": found.after} if found.after else {}),
                **({"until": found.until} if found.until else {}),
                **({"empty_lines": "passed"} if found.passes_empty else {}),
            }
            yield f"{self.indent}listed: {_flow(listed)}\n"
        if block.is_prepared:
            yield f"{self.indent}# Er staan lege regels klaar. Blijven ze ook staan als ze leeg zijn: left.\n"
            yield f"{self.indent}prepared: removed\n"
        yield from self._columns(block.columns, self.indent)
        yield from self._across()

    def _columns(self, columns: Iterable[Proposal], indent: str) -> Lines:
        every = list(columns)
        if any(each.expression for each in every):
            yield f"{indent}columns:\n"
        for each in every:
            if each.expression:
                yield f"{indent}  # {each.confidence} %: {_one_line(each.reason)}\n"
                yield f"{indent}  {_flow(each.header)}: {_flow(each.expression)}\n"
            else:
                yield f"{indent}  # ONBEKEND {_flow(each.header)}: {_one_line(each.reason)}\n"

    def _across(self) -> Lines:
        heads = self.block.heads
        if heads is None or not any(each.expression for each in self.block.under_heads):
            return
        yield f"{self.indent}across:\n"
        yield f"{self.indent}  by: {_flow(heads.by)}\n{self.indent}  heads: {_flow(heads.heads)}\n"
        for option, head in (("other", heads.other), ("blank", heads.blank)):
            if head:
                yield f"{self.indent}  {option}: {_flow(head)}\n"
        yield from self._columns(self.block.under_heads, f"{self.indent}  ")


def _rows(block: BlockProposal) -> Mapping[str, object]:
    rows: dict[str, object] = {"of": block.table}
    if block.per:
        rows["per"] = list(block.per)
    if block.joined:
        rows["with"] = list(block.joined)
    if block.where:
        rows["where"] = dict(block.where)
    return rows


def _flow(value: object) -> str:
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False
    )
    return _one_line(text.removesuffix("...\n"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
