"""Read a filled document with Python's own zip and XML, and hold it against its blank and what was meant.

Shares nothing with the writer: another parser, another way to find what is filled, and texts that are taken
apart into values instead of written once more.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import CellValue, ReportContent, SheetContent, ValueKind, Values
from service.files.exact import TotalRead

_PART = re.compile(r"word/(?:document|header|footer)\d*\.xml")
_DATE = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})")
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_OF_PLACEHOLDERS = ("showingPlcHdr",)
_PERSONAL = ("paraId", "textId")


def require_document_reads_back(report: bytes, content: ReportContent, template: bytes) -> TotalRead:
    """Raise ReadBackDiffersError, naming the place but no value, unless the report holds exactly the content.

    Whatever the format does not fill has to be as in the template, to the byte where nothing of a part is
    filled. Gives the totals as they stand in the document.
    """
    blank, found = _parts(template), _parts(report)
    if sorted(blank) != sorted(found):
        raise ReadBackDiffersError("The document has other parts than its blank.")
    filling = _Filling(content)
    seen: set[str] = set()
    for name, data in blank.items():
        if not _PART.fullmatch(name):
            if data != found[name]:
                raise ReadBackDiffersError(f"Part {name} is another one than in the blank document.")
            continue
        seen |= filling.hold(_root(found[name]), _root(data), name)
    for sheet, name in content.cells:
        if name not in seen:
            raise ReadBackDiffersError(f"Cell {sheet}!{name} is not in the document.")
    return lambda sheet, where: filling.totals[sheet, where]


def _parts(document: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            return {each.filename: archive.read(each) for each in archive.infolist() if not each.is_dir()}
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise ReadBackDiffersError("The document cannot be read back.") from error


def _root(data: bytes) -> Element:
    try:
        return ET.fromstring(data)  # noqa: S314 - our own file; the writer refuses a DOCTYPE
    except ET.ParseError as error:
        raise ReadBackDiffersError("The document cannot be read back.") from error


@dataclass(slots=True)
class _Rows:
    """A table as it stands in the file, and the rows of it that are filled."""

    sheet: SheetContent
    begin: int
    count: int
    columns: Mapping[int, str]


class _Filling:
    """Holds one part against its blank, and remembers the totals that it read."""

    def __init__(self, content: ReportContent) -> None:
        self._cells = {name: value for (_, name), value in content.cells.items()}
        self._sheet_of = {name: sheet for sheet, name in content.cells}
        self._sheets = content.sheets
        self.totals: dict[tuple[str, str], Decimal] = {}

    def hold(self, found: Element, blank: Element, part: str) -> set[str]:
        """The names that were read in it."""
        if self._frame(found, is_blank=False) != self._frame(blank, is_blank=True):
            raise ReadBackDiffersError(f"Part {part}: something is otherwise than in the blank document.")
        seen = set()
        for name, text in self._filled(found):
            value = self._cells[name]
            if not _says(text, value):
                raise ReadBackDiffersError(f"{name!r}: read otherwise.")
            if isinstance(value, int | Decimal):
                self.totals[self._sheet_of[name], name] = _number(text)
            seen.add(name)
        for table in found.iter():
            rows = self._rows(table, is_blank=False) if _local(table) == "tbl" else None
            if rows is not None:
                self._hold_rows(table, rows)
        return seen

    def _filled(self, element: Element) -> Iterator[tuple[str, str]]:
        """Every place with a name that is filled, and the text in it."""
        for child in element:
            name = _tag_of(child)
            if name in self._cells:
                yield name, _text(next(each for each in child if _local(each) == "sdtContent"))
            else:
                yield from self._filled(child)
        for name, texts in _bookmarked(element):
            if name in self._cells:
                yield name, "".join(map(_text, texts))

    def _hold_rows(self, table: Element, rows: _Rows) -> None:
        lines = _children(table, "tr")[rows.begin : rows.begin + rows.count]
        texts = [{column: _text(cell) for column, cell in _cells(line).items()} for line in lines]
        if rows.sheet.row_count == 0 and any(texts[0][column] for column in rows.columns):
            raise ReadBackDiffersError(f"{rows.sheet.sheet!r}: a line was read, none was meant.")
        for column, header in rows.columns.items():
            read = [line[column] for line in texts][: rows.sheet.row_count]
            _require_column(read, header, rows)
            if rows.sheet.columns[header].kind is ValueKind.NUMBER:
                self.totals[rows.sheet.sheet, header] = sum(map(_number, filter(None, read)), Decimal(0))

    def _rows(self, table: Element, *, is_blank: bool) -> _Rows | None:
        rows = _children(table, "tr")
        for sheet in self._sheets:
            if len(rows) <= sheet.header_row:
                continue
            heads = {" ".join(_text(c).split()): n for n, c in _cells(rows[sheet.header_row - 1]).items()}
            wanted = {header: " ".join(header.split()) for header in sheet.columns}
            if all(header in heads for header in wanted.values()):
                count = 1 if is_blank else max(sheet.row_count, 1)
                columns = {heads[shown]: header for header, shown in wanted.items()}
                return _Rows(sheet, sheet.header_row, count, columns)
        return None

    def _frame(self, element: Element, *, is_blank: bool) -> object:
        """All that is not filled, in such a way that two are equal when nothing else is."""
        name = _tag_of(element)
        if name in self._cells:
            properties = next(each for each in element if _local(each) == "sdtPr")
            kept = [each for each in properties if _local(each) not in _OF_PLACEHOLDERS]
            return ("control", name, [self._frame(each, is_blank=is_blank) for each in kept], element.tail)
        children = [self._frame(each, is_blank=is_blank) for each in self._unfilled(element)]
        rows = self._rows(element, is_blank=is_blank) if _local(element) == "tbl" else None
        if rows is not None:
            children = self._frame_of_table(element, rows, is_blank=is_blank)
        return (element.tag, sorted(element.items()), element.text, children, element.tail)

    def _frame_of_table(self, table: Element, rows: _Rows, *, is_blank: bool) -> list[object]:
        """Every row that is filled has to be what the pattern row is: they count as one."""
        lines = _children(table, "tr")
        filled = lines[rows.begin : rows.begin + rows.count]
        around = [each for each in table if each not in filled]
        patterns = [self._frame_of_row(line, rows) for line in filled]
        if any(each != patterns[0] for each in patterns):
            raise ReadBackDiffersError(f"{rows.sheet.sheet!r}: a row looks otherwise than the others.")
        return [*(self._frame(each, is_blank=is_blank) for each in around), patterns[:1]]

    def _frame_of_row(self, row: Element, rows: _Rows) -> object:
        cells = _cells(row)
        masked = {id(cells[column]) for column in rows.columns if column in cells}

        def frame(element: Element) -> object:
            if id(element) in masked:
                return ("filled", [frame(each) for each in element if _local(each) == "tcPr"])
            own = sorted(item for item in element.items() if not item[0].endswith(_PERSONAL))
            return (element.tag, own, element.text, [frame(each) for each in element])

        return frame(row)

    def _unfilled(self, element: Element) -> list[Element]:
        """The children without what stands within a bookmark that is filled."""
        within = {id(each) for name, inside in _bookmarked(element) if name in self._cells for each in inside}
        return [each for each in element if id(each) not in within]


def _require_column(read: Sequence[str], header: str, rows: _Rows) -> None:
    values = rows.sheet.columns[header]
    for index, (text, meant) in enumerate(zip(read, _items(values), strict=True)):
        if not _says(text, meant, values.digits):
            where = f"{rows.sheet.sheet!r}, column {header!r}, row {rows.begin + index + 1}"
            raise ReadBackDiffersError(f"{where}: read otherwise.")


def _bookmarked(element: Element) -> Iterator[tuple[str, list[Element]]]:
    """Every bookmark that begins and ends among the children, and what stands in it."""
    children = list(element)
    for at, child in enumerate(children):
        if _local(child) == "bookmarkStart":
            own = _attribute(child, "id")
            for end, each in enumerate(children[at:], at):
                if _local(each) == "bookmarkEnd" and _attribute(each, "id") == own:
                    yield _attribute(child, "name"), children[at + 1 : end]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _children(element: Element, name: str) -> list[Element]:
    return [each for each in element if _local(each) == name]


def _tag_of(element: Element) -> str:
    if _local(element) != "sdt":
        return ""
    tags = [tag for properties in _children(element, "sdtPr") for tag in _children(properties, "tag")]
    return _attribute(tags[0], "val") if tags else ""


def _cells(row: Element) -> dict[int, Element]:
    cells, column = {}, 0
    for cell in _children(row, "tc"):
        cells[column] = cell
        spans = [s for properties in _children(cell, "tcPr") for s in _children(properties, "gridSpan")]
        column += int(_attribute(spans[0], "val")) if spans else 1
    return cells


def _text(element: Element) -> str:
    signs = {"br": "\n", "tab": "\t"}
    pieces = []
    for each in element.iter():
        name = _local(each)
        pieces.append((each.text or "") if name == "t" else signs.get(name, ""))
    return "".join(pieces)


def _items(values: Values) -> Iterator[str | int | date | None]:
    items = values.items.astype("datetime64[D]") if values.kind is ValueKind.DATE else values.items
    for item, blank in zip(items.tolist(), values.blank.tolist(), strict=True):
        yield None if blank else item


def _says(text: str, value: CellValue, digits: int = 0) -> bool:
    """Whether a text, taken apart, is this value: a number by its numerator."""
    match value:
        case None | "":
            return text == ""
        case date():
            return _day(text) == value
        case int():
            if not _NUMBER.fullmatch(text) or len(text.partition(",")[2]) != digits:
                return False
            return _number(text).scaleb(digits) == value
        case Decimal():
            decimals = len(text.partition(",")[2])
            is_number = _NUMBER.fullmatch(text) is not None and decimals == -int(value.as_tuple().exponent)
            return is_number and _number(text) == value
        case str():
            return text == value


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    return found and date(int(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1]))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def document_as_text(report: bytes) -> str:
    """A document as lines of text: a paragraph a line, a row of a table with bars between its cells."""
    lines: list[str] = []
    for name, data in sorted(_parts(report).items()):
        found = [*_lines(_root(data))] if _PART.fullmatch(name) else []
        if found:
            lines += [f"== {name.removeprefix('word/').removesuffix('.xml')}", *found, ""]
    return "\n".join(lines)


def _lines(element: Element) -> Iterator[str]:
    for each in element:
        if _local(each) == "tr":
            yield " | ".join(" ".join(_text(cell).split()) for cell in _cells(each).values()).rstrip(" |")
        elif _local(each) == "p":
            text = _text(each).replace("\n", " / ").strip()
            if text:
                yield text
        else:
            yield from _lines(each)
