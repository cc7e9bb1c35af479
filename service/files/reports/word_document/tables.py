"""Tables of a document, found by their header row, and the row below it that is repeated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.faults import Fault
from service.domain.formats.faults.documents import (
    NO_PATTERN_ROW,
    NO_SUCH_TABLE,
    PATTERN_ROW_HAS,
    TABLE_CALCULATES,
    TWO_SUCH_TABLES,
)
from service.domain.wording import Wording
from service.files.reports.word_document.places import Node, Part
from service.files.workbook import SheetTarget

_Table = tuple[Part, Node]
_ONCE = {
    "sdt": Wording("een inhoudsbesturingselement", "a content control"),
    "bookmarkStart": Wording("een bladwijzer", "a bookmark"),
    "vMerge": Wording("een cel die over meer rijen loopt", "a cell that spans rows"),
    "drawing": Wording("een afbeelding", "a picture"),
    "fldChar": Wording("een veld", "a field"),
    "tbl": Wording("een tabel", "a table"),
}
_IDENTIFIES = re.compile(rb"\s[\w-]+:(?:paraId|textId)=(?:\"[^\"]*\"|'[^']*')")
"""Names that Word gives a paragraph: each may be there once, so repeated rows have none."""


@dataclass(frozen=True, slots=True)
class RowPiece:
    """What stands before a text in the row that is repeated, and how the text looks."""

    before: bytes
    properties: bytes
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTable:
    """Where the rows of a table stand in a part, and how one is written."""

    sheet: str
    start: int
    stop: int
    pieces: tuple[RowPiece, ...]
    end: bytes
    """What stands after the last text."""


def tables_of(
    parts: Sequence[Part], targets: Sequence[SheetTarget], file: str
) -> dict[str, list[FilledTable]]:
    """Per part the tables that are filled. Raises FormatError unless each target is exactly one table."""
    found: dict[str, list[FilledTable]] = {part.name: [] for part in parts}
    every = [(part, node) for part in parts for node in part.root.below() if node.name == "tbl"]
    for target in targets:
        fitting = [(part, node) for part, node in every if _has_headers(part, node, target)]
        if len(fitting) != 1:
            raise FormatError(_none_or_many(every, fitting, target), file)
        part, node = fitting[0]
        found[part.name].append(_filled(part, node, target, file))
    return found


def _none_or_many(every: Sequence[_Table], fitting: Sequence[_Table], target: SheetTarget) -> Fault:
    headers = ", ".join(map(repr, target.headers))
    if fitting:
        return TWO_SUCH_TABLES.fault(count=len(fitting), row=target.header_row, headers=headers)
    known = "; ".join(", ".join(map(repr, _texts(part, node, target))) or "-" for part, node in every)
    told = known or Wording("die zijn er niet", "there are none")
    return NO_SUCH_TABLE.fault(row=target.header_row, headers=headers, known=told)


def _rows(table: Node) -> list[Node]:
    return [each for each in table.children if each.name == "tr"]


def _cells(row: Node) -> dict[int, Node]:
    """The cells of a row by the column of the grid in which they begin."""
    cells, column = {}, 0
    for cell in (each for each in row.children if each.name == "tc"):
        cells[column] = cell
        properties = cell.child("tcPr")
        span = properties.child("gridSpan") if properties else None
        column += int(span.attributes.get("val", "1")) if span else 1
    return cells


def _texts(part: Part, table: Node, target: SheetTarget) -> list[str]:
    rows = _rows(table)
    if len(rows) < target.header_row:
        return []
    return [part.text(cell) for cell in _cells(rows[target.header_row - 1]).values()]


def _has_headers(part: Part, table: Node, target: SheetTarget) -> bool:
    texts = _texts(part, table, target)
    return all(texts.count(" ".join(header.split())) == 1 for header in target.headers)


def _filled(part: Part, table: Node, target: SheetTarget, file: str) -> FilledTable:
    rows = _rows(table)
    heads = {part.text(cell): column for column, cell in _cells(rows[target.header_row - 1]).items()}
    pattern = rows[target.header_row] if len(rows) > target.header_row else None
    cells = _cells(pattern) if pattern else {}
    columns = {heads[" ".join(header.split())]: header for header in target.headers}
    if pattern is None or not cells.keys() >= columns.keys():
        raise FormatError(NO_PATTERN_ROW.fault(sheet=target.sheet), file)
    _require_plain(part, table, pattern, target, file)
    pieces, at = [], pattern.start
    for column, header in sorted(columns.items()):
        cell = cells[column]
        before, properties = _opened(part, cell)
        pieces.append(RowPiece(_anonymous(part.data[at : cell.start] + before), properties, header))
        at = cell.stop
    end = _anonymous(part.data[at : pattern.stop])
    return FilledTable(
        sheet=target.sheet, start=pattern.start, stop=pattern.stop, pieces=tuple(pieces), end=end
    )


def _require_plain(part: Part, table: Node, pattern: Node, target: SheetTarget, file: str) -> None:
    for node in pattern.below():
        if node.name in _ONCE:
            raise FormatError(PATTERN_ROW_HAS.fault(sheet=target.sheet, what=_ONCE[node.name]), file)
    for node in table.below():
        code = part.data[node.inner : node.inner_end].decode().strip() if node.name == "instrText" else ""
        code = node.attributes.get("instr", "").strip() if node.name == "fldSimple" else code
        if code.startswith("="):
            raise FormatError(TABLE_CALCULATES.fault(sheet=target.sheet, formula=code), file)


def _opened(part: Part, cell: Node) -> tuple[bytes, bytes]:
    """A cell and its first paragraph opened, and how the first text in it looks, or would look."""
    properties, paragraph = cell.child("tcPr"), cell.child("p")
    before = part.opened(cell) + (part.of(properties) if properties else b"")
    if paragraph is None:
        return before + b"<" + part.prefix(cell) + b"p>", b""
    own = paragraph.child("pPr")
    run = next((each for each in cell.below() if each.name == "r"), None)
    look = run.child("rPr") if run else own.child("rPr") if own else None
    return before + part.opened(paragraph) + (part.of(own) if own else b""), part.of(look) if look else b""


def _anonymous(written: bytes) -> bytes:
    return _IDENTIFIES.sub(b"", written)
