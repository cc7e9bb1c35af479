"""Give cells of a sheet another style by splicing into its XML: every byte that is not theirs stays."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Address = tuple[int, int]
"""Row and column of a cell, from 1."""
NewStyle = Callable[[Address, int], int]
"""From a cell and the style it has to the style it gets."""

_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>]")
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")
_ADDRESS = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d+[\"']")
_STYLE = re.compile(rb"\ss=[\"'](\d+)[\"']")
_SPANS = re.compile(rb"\sspans=[\"'][^\"']*[\"']")
_ATTRIBUTE = rb"\s%s=[\"']([^\"']*)[\"']"
_DIMENSION = re.compile(rb"(<(?:[\w.-]+:)?dimension\s[^>]*?ref=[\"'])([A-Z]+\d+(?::[A-Z]+\d+)?)([\"'])")
_SELECTED = re.compile(rb"(<(?:[\w.-]+:)?sheetView\b[^>]*?)\stabSelected=[\"'](?:1|true)[\"']")
_AFTER_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What CT_Worksheet (ECMA-376 part 1, §18.3.1.99) has behind legacyDrawing."""


class UnusualWorkbookError(Exception):
    """The workbook may be right, but it is not written in a way that can be spliced into."""


@dataclass(frozen=True, slots=True)
class _Child:
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SheetXml:
    """The XML of a worksheet, and where the parts of it begin."""

    xml: bytes
    prefix: bytes
    """Before every element name: `x:` or nothing."""
    rows_start: int
    """Where the rows begin, behind `<sheetData>`."""
    rows_end: int

    @classmethod
    def read(cls, xml: bytes) -> "SheetXml":
        """Find the rows. Raises UnusualWorkbookError for what is not plain UTF-8, or has no rows."""
        root = _ROOT.search(xml[:4_096])
        if root is None or b"<!" in xml or re.search(rb"encoding=[\"'](?!utf-8)", xml[:100], re.IGNORECASE):
            raise UnusualWorkbookError("not a plain worksheet in UTF-8")
        prefix = root[1] + b":" if root[1] else b""
        opening = re.search(rb"<" + prefix + rb"sheetData(\s[^>]*)?>", xml)
        if opening is None or opening[0].endswith(b"/>"):
            raise UnusualWorkbookError("a worksheet without rows")
        end = xml.find(b"</" + prefix + b"sheetData", opening.end())
        if end < 0:
            raise UnusualWorkbookError("the rows do not end")
        return cls(xml, prefix, opening.end(), end)

    def merged(self) -> dict[Address, Address]:
        """From every cell of a merged area to the one that shows for all of them, the first."""
        found: dict[Address, Address] = {}
        for area in re.findall(
            rb"mergeCell\s[^>]*?ref=[\"']([A-Z0-9]+:[A-Z0-9]+)", self.xml[self.rows_end :]
        ):
            first, last = (_address(corner) for corner in area.decode().split(":"))
            if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > 10_000:  # noqa: PLR2004 - no one marks inside an area that large
                continue
            for row in range(first[0], last[0] + 1):
                for column in range(first[1], last[1] + 1):
                    found[row, column] = first
        return found

    def relation(self, name: str) -> str:
        """The relation that an element below the worksheet names, such as `legacyDrawing`; empty without."""
        for child in self._children():
            if child.name == name:
                named = re.search(rb"[\w.-]+:id=[\"']([^\"']+)[\"']", self.xml[child.start : child.end])
                return named[1].decode() if named else ""
        return ""

    def _children(self) -> Iterator[_Child]:
        """Every element directly below the worksheet that stands behind the rows."""
        depth, opened = 0, 0
        close = self.xml.find(b">", self.rows_end) + 1
        for tag in _TAG.finditer(self.xml, close):
            if tag[1]:
                depth -= 1
                if depth < 0:
                    return
            elif depth == 0:
                opened = tag.start()
            if not tag[1] and not tag[3].endswith(b"/"):
                depth += 1
            elif depth == 0:
                yield _Child(tag[2].decode().rpartition(":")[2], opened, tag.end())

    def with_notes(self, relation: str) -> bytes:
        """The sheet that also points at a drawing of notes, in the place where the standard has it."""
        place = next((child.start for child in self._children() if child.name in _AFTER_NOTES), None)
        if place is None:
            place = self.xml.rindex(b"</" + self.prefix + b"worksheet")
        element = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (
            self.prefix,
            OFFICE.encode(),
            relation.encode(),
        )
        return self.xml[:place] + element + self.xml[place:]


def without_selection(xml: bytes) -> bytes:
    """The sheet, no longer among the selected ones: what one types goes to every selected sheet."""
    return _SELECTED.sub(rb"\1", xml, count=1)


def restyled(sheet: SheetXml, cells: Mapping[int, list[int]], style: NewStyle) -> bytes:
    """The sheet in which every cell of `cells` (row → columns) has its new style; missing ones are made."""
    pieces: list[bytes] = []
    at = sheet.rows_start
    defaults = _styles_of_columns(sheet)
    wanted = sorted(cells)
    for number, start, end in _rows(sheet):
        while wanted and wanted[0] < number:
            pieces += (sheet.xml[at:start], _new_row(sheet, wanted[0], cells, style, defaults))
            at = start
            wanted.pop(0)
        if not wanted:
            break
        if wanted[0] == number:
            pieces.append(sheet.xml[at:start])
            pieces.append(_restyled_row(sheet, number, sheet.xml[start:end], cells[number], style, defaults))
            at = end
            wanted.pop(0)
    pieces.append(sheet.xml[at : sheet.rows_end] if wanted else b"")
    at = sheet.rows_end if wanted else at
    pieces += [_new_row(sheet, number, cells, style, defaults) for number in wanted]
    return _with_dimension(sheet.xml[: sheet.rows_start], cells) + b"".join(pieces) + sheet.xml[at:]


def _rows(sheet: SheetXml) -> Iterator[tuple[int, int, int]]:
    """Number, begin and end of every row; a row without a number follows the one before it."""
    opening = re.compile(rb"<" + sheet.prefix + rb"row(?=[\s/>])[^>]*>")
    closing = b"</" + sheet.prefix + b"row>"
    number, at = 0, sheet.rows_start
    while (tag := opening.search(sheet.xml, at, sheet.rows_end)) is not None:
        given = _NUMBER.search(tag[0])
        number = int(given[1]) if given else number + 1
        at = tag.end()
        if not tag[0].endswith(b"/>"):
            at = sheet.xml.find(closing, at) + len(closing)
            if at < len(closing):
                raise UnusualWorkbookError("a row does not end")
        yield number, tag.start(), at


def _restyled_row(
    sheet: SheetXml,
    number: int,
    row: bytes,
    columns: list[int],
    style: NewStyle,
    defaults: Mapping[int, int],
) -> bytes:
    opening = row[: row.index(b">") + 1]
    own = _STYLE.search(opening) if re.search(rb"\scustomFormat=[\"'](?:1|true)", opening) else None
    wanted = sorted(set(columns))
    if opening.endswith(b"/>"):
        made = [_new_cell(sheet, (number, each), style, own, defaults) for each in wanted]
        return _SPANS.sub(b"", opening[:-2]) + b">" + b"".join(made) + b"</" + sheet.prefix + b"row>"
    there = {column: (start, end) for column, start, end in _cells(sheet, row)}
    pieces: list[bytes] = []
    at = len(opening)
    for column in wanted:
        if column in there:
            start, end = there[column]
            pieces += (row[at:start], _restyled_cell(row[start:end], (number, column), style))
        else:
            later = (start for each, (start, _) in there.items() if each > column)
            start = end = min(later, default=row.rindex(b"</"))
            pieces += (row[at:start], _new_cell(sheet, (number, column), style, own, defaults))
        at = end
    is_wider = not there.keys() >= set(wanted)
    return (_SPANS.sub(b"", opening) if is_wider else opening) + b"".join(pieces) + row[at:]


def _restyled_cell(cell: bytes, place: tuple[int, int], style: NewStyle) -> bytes:
    tag_end = cell.index(b">") + 1
    old = _STYLE.search(cell[:tag_end])
    return _with_style(cell[:tag_end], style(place, int(old[1]) if old else 0)) + cell[tag_end:]


def _cells(sheet: SheetXml, row: bytes) -> Iterator[tuple[int, int, int]]:
    """Column, begin and end of every cell; a cell without an address follows the one before it."""
    opening = re.compile(rb"<" + sheet.prefix + rb"c(?=[\s/>])[^>]*>")
    closing = b"</" + sheet.prefix + b"c>"
    column, at = 0, 0
    while (tag := opening.search(row, at)) is not None:
        given = _ADDRESS.search(tag[0])
        column = column_index_from_string(given[1].decode()) if given else column + 1
        at = tag.end()
        if not tag[0].endswith(b"/>"):
            at = row.index(closing, at) + len(closing)
        yield column, tag.start(), at


def _with_style(tag: bytes, style: int) -> bytes:
    attribute = b' s="%d"' % style
    if _STYLE.search(tag):
        return _STYLE.sub(attribute, tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + attribute + tag[end:]


def _new_cell(
    sheet: SheetXml,
    address: Address,
    style: NewStyle,
    row_style: re.Match[bytes] | None,
    defaults: Mapping[int, int],
) -> bytes:
    number, column = address
    old = int(row_style[1]) if row_style else defaults.get(column, 0)
    name = f"{get_column_letter(column)}{number}".encode()
    return b'<%sc r="%s" s="%d"/>' % (sheet.prefix, name, style(address, old))


def _new_row(
    sheet: SheetXml,
    number: int,
    cells: Mapping[int, list[int]],
    style: NewStyle,
    defaults: Mapping[int, int],
) -> bytes:
    made = [_new_cell(sheet, (number, each), style, None, defaults) for each in sorted(set(cells[number]))]
    return b'<%srow r="%d">%s</%srow>' % (sheet.prefix, number, b"".join(made), sheet.prefix)


def _styles_of_columns(sheet: SheetXml) -> dict[int, int]:
    """The style of an empty cell, by column; 0 for every other."""
    found: dict[int, int] = {}
    for column in re.findall(rb"<(?:[\w.-]+:)?col\s[^>]*>", sheet.xml[: sheet.rows_start]):
        attributes = {name: re.search(_ATTRIBUTE % name, column) for name in (b"min", b"max", b"style")}
        if attributes[b"style"] and attributes[b"min"] and attributes[b"max"]:
            first, last, style = (int(attributes[name][1]) for name in (b"min", b"max", b"style"))  # type: ignore[index]  # the three are there
            found |= dict.fromkeys(range(first, min(last, 1_000) + 1), style)
    return found


def _with_dimension(head: bytes, cells: Mapping[int, list[int]]) -> bytes:
    """The used range as the sheet states it, made wider where a cell was added outside it."""
    match = _DIMENSION.search(head)
    if match is None or not cells:
        return head
    corners = [_address(corner) for corner in match[2].decode().split(":")]
    rows = [row for row, _ in corners] + list(cells)
    columns = [column for _, column in corners] + [each for several in cells.values() for each in several]
    first = f"{get_column_letter(min(columns))}{min(rows)}"
    last = f"{get_column_letter(max(columns))}{max(rows)}"
    ref = (first if first == last else f"{first}:{last}").encode()
    return head[: match.start()] + match[1] + ref + match[3] + head[match.end() :]


def _address(text: str) -> Address:
    letters, row = coordinate_from_string(text)
    return row, column_index_from_string(letters)
