"""Word documents as the recount opens them: controls by their tag, tables by their header row."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from service.domain.failures import TerminalError
from service.recount.reader import Cell, Reader

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)")
_PART = re.compile(r"word/(?:document|header|footer)\d*\.xml")


class Letter(Reader):
    """A document; a bookmark counts as well as a control. Values are their texts."""

    def __init__(self, content: bytes) -> None:
        """Open every part with text."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if _PART.fullmatch(name)]
            self._roots = [etree.fromstring(archive.read(name), parser) for name in names]

    def cell(self, sheet: str, address: str) -> Cell:
        """The text of the first control or bookmark of that name."""
        for root in self._roots:
            for control in root.iterfind(".//{*}sdt"):
                tag, content = control.find("{*}sdtPr/{*}tag"), control.find("{*}sdtContent")
                if tag is not None and content is not None and _own(tag, "val") == address:
                    return _value(_text(content))
            for start in root.iterfind(".//{*}bookmarkStart"):
                if _own(start, "name") == address:
                    return _value("".join(map(_text, _until_the_end(start))))
        raise TerminalError(f"The document has no {sheet}!{address}.")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        """The rows below the headers of the one table that has them."""
        for table in (table for root in self._roots for table in root.iterfind(".//{*}tbl")):
            rows = [[_text(cell) for cell in row.iterfind("{*}tc")] for row in table.iterfind("{*}tr")]
            head = rows[header_row - 1] if len(rows) > header_row else []
            if set(headers) <= set(head):
                lines = rows[header_row : header_row + count]
                return {header: _below(lines, head.index(header)) for header in headers}
        raise TerminalError(f"The document has no table {sheet}.")


def _below(lines: Sequence[Sequence[str]], column: int) -> list[Cell]:
    return [line[column] or None for line in lines]


def _value(text: str) -> Cell:
    """A day or a whole number as such, so that it is the same fact as in a workbook; nothing for no text."""
    day = _DAY.fullmatch(text)
    if day:
        return date(int(day[3]), _MONTHS.index(day[2]) + 1, int(day[1]))
    return int(text.replace(".", "")) if _WHOLE.fullmatch(text) else text or None


def _until_the_end(start: etree._Element) -> Iterator[etree._Element]:
    for each in start.itersiblings():
        if str(each.tag).endswith("}bookmarkEnd") and _own(each, "id") == _own(start, "id"):
            return
        yield each


def _own(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), "")


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iterfind(".//{*}t"))
