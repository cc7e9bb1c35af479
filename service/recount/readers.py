"""Produced files as the recount opens them: cells and columns, by readers that did not write them."""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import cast

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

from service.domain.failures import TerminalError
from service.recount.documents import FormatDocument
from service.recount.letters import Letter
from service.recount.reader import Cell, Reader

_Page = Sequence[Sequence[Cell]]


class _Workbook(Reader):
    """Sheets as rows of values; each is taken whole when it is first asked for."""

    def __init__(
        self,
        pages: Mapping[str, Callable[[], _Page]],
        output: Mapping[str, object],
        declared: Collection[str],
    ) -> None:
        self._sheet_per = cast("Mapping[str, str]", output.get("sheet_per", {}))
        self._declared = declared
        self._unread = pages
        self._pages: dict[str, _Page] = {}

    def cell(self, sheet: str, address: str) -> Cell:
        row, column = coordinate_to_tuple(address)
        page = self._page(self._copy_of(sheet))
        return _filled(page[row - 1][column - 1]) if row <= len(page) and column <= len(page[0]) else None

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        if sheet in self._sheet_per:
            return self._copies(self._sheet_per[sheet], header_row, headers, count)
        page = self._page(sheet)
        texts = _texts(page, header_row)
        missing = [header for header in headers if _folded(header) not in texts]
        if missing:
            raise TerminalError(f"Sheet {sheet} has no column {missing[0]!r} in row {header_row}.")
        rows = page[header_row : header_row + count]
        return {header: [_filled(row[texts.index(_folded(header))]) for row in rows] for header in headers}

    def _copy_of(self, sheet: str) -> str:
        """The first sheet that stands in the place of a pattern sheet; any other is itself."""
        if sheet not in self._sheet_per or sheet in self._unread:
            return sheet
        return next(name for name in self._unread if name not in self._declared)

    def page(self, sheet: str) -> _Page:
        return self._page(sheet)

    def _copies(self, key: str, header_row: int, headers: Sequence[str], count: int) -> dict[str, list[Cell]]:
        """The rows of every sheet that is called after what stands in its column `key`."""
        found: dict[str, list[Cell]] = {header: [] for header in headers}
        for name in self._unread:
            page = self._page(name)
            texts = _texts(page, header_row)
            if name in self._declared or not set(map(_folded, headers)) <= set(texts):
                continue
            own = texts.index(_folded(key))
            for row in page[header_row:]:
                if str(row[own]) == name:
                    for header in headers:
                        found[header].append(_filled(row[texts.index(_folded(header))]))
        if len(found[key]) != count:
            raise TerminalError(
                f"The sheets per {key} have {len(found[key])} lines, the export gives {count}."
            )
        return found

    def _page(self, name: str) -> _Page:
        if name not in self._pages:
            self._pages[name] = self._unread[name]()
        return self._pages[name]


def _pages_of_excel(content: bytes) -> dict[str, Callable[[], _Page]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl would lose on saving does not matter: we only read
        book = load_workbook(io.BytesIO(content))
    return {
        page.title: partial(lambda page: cast("_Page", list(page.iter_rows(values_only=True))), page)
        for page in book.worksheets
    }


def _pages_of_open_document(content: bytes) -> dict[str, Callable[[], _Page]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: partial(
            lambda name: cast("_Page", book.get_sheet_by_name(name).to_python(skip_empty_area=False)), name
        )
        for name in book.sheet_names
    }


def _texts(page: _Page, header_row: int) -> list[str]:
    return [_folded(text) for text in page[header_row - 1]] if len(page) >= header_row else []


def _filled(value: Cell) -> Cell:
    return None if value == "" else value


class _Csv(Reader):
    def __init__(self, content: bytes, output: Mapping[str, object]) -> None:
        text = content.decode(str(output.get("encoding", "utf-8")))
        self._lines = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=str(output.get("separator", ";")))
        )

    def cell(self, sheet: str, address: str) -> Cell:
        raise TerminalError(f"A csv has no cell {sheet}!{address}.")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        header, lines = self._lines[0], self._lines[1:]
        if len(lines) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(lines)} lines, the export gives {count}.")
        return {name: [line[header.index(name)] or None for line in lines] for name in headers}


class _Json(Reader):
    def __init__(self, content: bytes) -> None:
        self._sheets = json.loads(content)

    def cell(self, sheet: str, address: str) -> Cell:
        return cast("Cell", self._sheets[sheet].get(address))

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        rows = self._sheets[sheet]
        if len(rows) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(rows)} rows, the export gives {count}.")
        return {header: [row[header] for row in rows] for header in headers}


class _FixedWidth(Reader):
    def __init__(self, content: bytes, output: Mapping[str, object]) -> None:
        lines = content.decode(str(output.get("encoding", "windows-1252"))).splitlines()
        self._lines = lines[1:] if output.get("header_line") else lines
        self._columns = cast("Mapping[str, Mapping[str, object]]", output["columns"])

    def cell(self, sheet: str, address: str) -> Cell:
        raise TerminalError(f"A file of fixed width has no cell {sheet}!{address}.")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        if len(self._lines) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(self._lines)} lines, the export gives {count}.")
        found: dict[str, list[Cell]] = {}
        start = 0
        for header, column in self._columns.items():
            stop = start + int(str(column["width"]))
            found[header] = [line[start:stop].strip() or None for line in self._lines]
            start = stop
        return {header: found[header] for header in headers}


class _Xml(Reader):
    def __init__(self, content: bytes, output: Mapping[str, object]) -> None:
        self._root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        self._repeat = [str(each) for each in cast("Sequence[object]", output.get("repeat", ()))]

    def cell(self, sheet: str, address: str) -> Cell:
        return _text_at(self._root, f"{sheet}/{address}")

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        rows = _below(self._root, sheet)
        if len(rows) != count or header_row != 1:
            raise TerminalError(f"{sheet} has {len(rows)} rows, the export gives {count}.")
        above = {path.rpartition("/")[2] for path in self._repeat if sheet.startswith(f"{path}/")}
        found: dict[str, list[Cell]] = {}
        for header in headers:
            first, _, rest = header.partition("/")
            if rest and first in above:
                found[header] = [_text_at(next(row.iterancestors(f"{{*}}{first}")), rest) for row in rows]
            else:
                found[header] = [_text_at(row, header) for row in rows]
        return found


def _below(element: etree._Element, path: str) -> list[etree._Element]:
    steps = "/".join(f"{{*}}{step.rpartition(':')[2]}" for step in path.split("/"))
    return list(element.iterfind(steps))


def _text_at(element: etree._Element, path: str) -> Cell:
    above, _, last = path.rpartition("/")
    if last.startswith("@"):
        holder = _below(element, above)[0] if above else element
        return holder.get(last[1:])
    found = _below(element, path)
    return found[0].text if found else None


class _Files(Reader):
    """The files of a zip, each by its own reader."""

    def __init__(self, content: bytes, document: FormatDocument) -> None:
        files = cast("Mapping[str, Mapping[str, object]]", document.output["files"])
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            read = [archive.read(name) for name in archive.namelist()]
        self._readers = {
            file: _reader(output, data, {sheet.partition("/")[2] for sheet in document.sheets})
            for (file, output), data in zip(files.items(), read, strict=True)
        }

    def cell(self, sheet: str, address: str) -> Cell:
        file, _, own = sheet.partition("/")
        return self._readers[file].cell(own or file, address)

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        file, _, own = sheet.partition("/")
        return self._readers[file].columns(own or file, header_row, headers, count)

    def page(self, sheet: str) -> _Page:
        file, _, own = sheet.partition("/")
        return self._readers[file].page(own or file)


def reader_of(document: FormatDocument, content: bytes) -> Reader:
    """The reader for the kind of file that a format asks; raises TerminalError for a kind without one."""
    if document.output.get("kind") == "zip":
        return _Files(content, document)
    return _reader(document.output, content, set(document.sheets))


def _reader(output: Mapping[str, object], content: bytes, declared: Collection[str]) -> Reader:
    kinds: Mapping[object, Callable[[], Reader]] = {
        "xlsx": lambda: _Workbook(_pages_of_excel(content), output, declared),
        "ods": lambda: _Workbook(_pages_of_open_document(content), output, declared),
        "docx": lambda: Letter(content),
        "csv": lambda: _Csv(content, output),
        "json": lambda: _Json(content),
        "fixed-width": lambda: _FixedWidth(content, output),
        "xml": lambda: _Xml(content, output),
    }
    kind = output.get("kind")
    if kind not in kinds:
        raise TerminalError(f"The recount does not read files of kind {kind}.")
    return kinds[kind]()


def _folded(header: object) -> str:
    return re.sub(r"\s+", " ", str(header)).strip()
