"""Open an OpenDocument spreadsheet as a template: its sheets, and any row or cell as an element."""

import copy
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

from lxml import etree
from lxml.etree import _Element as Element

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import (
    NO_OPEN_DOCUMENT,
    OTHER_FORMULA_LANGUAGE,
    SHEET_NOT_THERE,
    TRACKS_CHANGES,
    UNREADABLE_OPEN_DOCUMENT,
)
from service.files.archive import read_entries
from service.files.workbook import SheetTexts, collapsed, elements, local_name, tree_of

CONTENT = "content.xml"
_NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns"
TABLE = f"{{{_NAMESPACES}:table:1.0}}"
OFFICE = f"{{{_NAMESPACES}:office:1.0}}"
TEXT = f"{{{_NAMESPACES}:text:1.0}}"
_REPEATED_ROW = f"{TABLE}number-rows-repeated"
_REPEATED_CELL = f"{TABLE}number-columns-repeated"
_ROW_GROUPS = ("table-header-rows", "table-row-group", "table-rows")
_CELLS = ("table-cell", "covered-table-cell")


class OpenDocument:
    """The parts of a template. Every failure is a FormatError that names `file`."""

    def __init__(self, template: bytes, file: str) -> None:
        """Open the zip and find the sheets."""
        self.file = file
        try:
            self.entries = {entry.name: entry for entry in read_entries(template)}
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise FormatError(UNREADABLE_OPEN_DOCUMENT.fault(), file) from error
        self.content = tree_of(self.entries, CONTENT, file)
        self._require_plain()
        self.sheets = tuple(OpenSheet(table, file) for table in elements(self.content, "table"))

    def sheet(self, name: str) -> "OpenSheet":
        """The sheet of that name; a FormatError that names the sheets there are when it is not there."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        known = ", ".join(repr(sheet.name) for sheet in self.sheets)
        raise FormatError(SHEET_NOT_THERE.fault(sheet=name, known=known), self.file)

    def charts(self) -> Iterator[tuple[str, Element]]:
        """The parts that hold a chart."""
        for part in self.entries:
            if part.endswith(f"/{CONTENT}"):
                root = tree_of(self.entries, part, self.file)
                if elements(root, "chart"):
                    yield part, root

    def _require_plain(self) -> None:
        if not elements(self.content, "spreadsheet"):
            raise FormatError(NO_OPEN_DOCUMENT.fault(), self.file)
        if elements(self.content, "tracked-changes"):
            raise FormatError(TRACKS_CHANGES.fault(), self.file)
        if any(e.get(f"{TABLE}formula", "").startswith("msoxl:") for e in elements(self.content, *_CELLS)):
            raise FormatError(OTHER_FORMULA_LANGUAGE.fault(), self.file)


@dataclass(frozen=True, slots=True)
class _Run:
    """One element that stands for one or more rows or cells alike."""

    first: int
    count: int
    element: Element


class OpenSheet:
    """A sheet's tree. Rows and cells count from 1; those written as one are parted when asked for."""

    def __init__(self, table: Element, file: str) -> None:
        """Look at a table; nothing in it is changed yet."""
        self.table = table
        self.name = table.get(f"{TABLE}name", "")
        self.file = file

    def rows(self) -> Iterator[tuple[int, int, Element]]:
        """Every row element, with its first row number and for how many rows it stands."""
        for run in self._row_runs():
            yield run.first, run.count, run.element

    def row(self, number: int) -> Element:
        """The element of one row, made when it is not there."""
        runs = list(self._row_runs())
        found = _parted(runs, number, _REPEATED_ROW)
        if found is not None:
            return found
        last = runs[-1]
        made = _new_row(last.element)
        last.element.addnext(made)
        missing = number - last.first - last.count
        if missing:
            between = _new_row(last.element)
            _set_count(between, _REPEATED_ROW, missing)
            last.element.addnext(between)
        return made

    def cell(self, number: int, column: int) -> Element:
        """The element of one cell, made when it is not there."""
        row = self.row(number)
        runs = list(_cell_runs(row))
        found = _parted(runs, column, _REPEATED_CELL)
        if found is not None:
            return found
        made = etree.SubElement(row, f"{TABLE}table-cell")
        missing = column - 1 - (runs[-1].first + runs[-1].count - 1 if runs else 0)
        if missing:
            between = etree.Element(f"{TABLE}table-cell")
            _set_count(between, _REPEATED_CELL, missing)
            made.addprevious(between)
        return made

    def texts(self) -> SheetTexts:
        """Every text of the sheet, white space collapsed, by its place."""
        said: dict[tuple[int, int], str] = {}
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        reckoned: set[tuple[int, int]] = set()
        for number, count, row in self.rows():
            for run in _cell_runs(row):
                high, wide = (
                    int(run.element.get(f"{TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns")
                )
                if high > 1 or wide > 1:
                    merged[number, run.first] = (number + high - 1, run.first + wide - 1)
                text = collapsed(cell_text(run.element))
                has_formula = run.element.get(f"{TABLE}formula") is not None
                # Empty cells are written as one, up to a million rows at once.
                places = _places(number, count, run) if text or has_formula else []
                said |= dict.fromkeys(places, text) if text else {}
                reckoned |= set(places) if has_formula else set()

        return SheetTexts(
            name=self.name,
            file=self.file,
            texts=said,
            first_of=partial(_first_of, merged),
            formulas=frozenset(reckoned),
        )

    def merged_around(self, number: int, column: int) -> tuple[int, int] | None:
        """The first cell (row, column) of the merged cell that a cell lies under; None when it lies open."""
        for first, _, row in self.rows():
            if first > number:
                break
            for run in _cell_runs(row):
                high, wide = (
                    int(run.element.get(f"{TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns")
                )
                covers = first <= number < first + high and run.first <= column < run.first + wide
                if covers and (first, run.first) != (number, column):
                    return first, run.first
        return None

    def _row_runs(self) -> Iterator[_Run]:
        first = 1
        for element in _row_elements(self.table):
            count = int(element.get(_REPEATED_ROW, "1"))
            yield _Run(first, count, element)
            first += count


def _places(number: int, count: int, run: _Run) -> list[tuple[int, int]]:
    return list(product(range(number, number + count), range(run.first, run.first + run.count)))


def _first_of(merged: Mapping[tuple[int, int], tuple[int, int]], row: int, column: int) -> tuple[int, int]:
    over = (
        first
        for first, last in merged.items()
        if first[0] <= row <= last[0] and first[1] <= column <= last[1]
    )
    return next(over, (row, column))


def cell_text(cell: Element) -> str:
    """What a cell says: its text value, or its paragraphs as a reader sees them."""
    value = cell.get(f"{OFFICE}string-value")
    if value is not None:
        return value
    return "\n".join(_paragraph(part) for part in cell if part.tag == f"{TEXT}p")


def _paragraph(element: Element) -> str:
    text = element.text or ""
    for part in element:
        if part.tag == f"{TEXT}s":
            text += " " * int(part.get(f"{TEXT}c", "1"))
        elif local_name(part) not in {"annotation", "note"}:
            text += _paragraph(part)
        text += part.tail or ""
    return text


def _row_elements(parent: Element) -> Iterator[Element]:
    for child in parent:
        if local_name(child) == "table-row":
            yield child
        elif local_name(child) in _ROW_GROUPS:
            yield from _row_elements(child)


def _cell_runs(row: Element) -> Iterator[_Run]:
    first = 1
    for element in row:
        if local_name(element) in _CELLS:
            count = int(element.get(_REPEATED_CELL, "1"))
            yield _Run(first, count, element)
            first += count


def _parted(runs: list[_Run], number: int, attribute: str) -> Element | None:
    """The element that stands for `number` alone; what it stood for before and after gets its own copies."""
    run = next((run for run in runs if run.first <= number < run.first + run.count), None)
    if run is None:
        return None
    before, after = number - run.first, run.first + run.count - 1 - number
    for count, place in ((before, run.element.addprevious), (after, run.element.addnext)):
        if count:
            other = copy.deepcopy(run.element)
            other.tail = None
            _set_count(other, attribute, count)
            place(other)
    _set_count(run.element, attribute, 1)
    return run.element


def _set_count(element: Element, attribute: str, count: int) -> None:
    element.attrib.pop(attribute, None)
    if count > 1:
        element.set(attribute, str(count))


def _new_row(like: Element) -> Element:
    made = etree.Element(f"{TABLE}table-row")
    style = like.get(f"{TABLE}style-name")
    if style:
        made.set(f"{TABLE}style-name", style)
    etree.SubElement(made, f"{TABLE}table-cell")
    return made
