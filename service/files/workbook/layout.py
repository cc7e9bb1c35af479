"""Where things stand on a template's sheet: header texts, the pattern row, merged cells, cells by address."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import HEADER_MISSING, HEADER_TWICE, HEADERS_NOT_THERE
from service.domain.wording import AND, Wording, joined, same
from service.files.workbook.package import MAIN, collapsed, elements, local_name, plain_text


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells, both corners included, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class SheetLayout:
    """A sheet's tree, with every row and cell carrying its own address and every formula its own text."""

    def __init__(self, root: Element, name: str, texts: Sequence[str], file: str) -> None:
        """Complete addresses that the file leaves out, and write out formulas that cells share."""
        self.root = root
        self.name = name
        self.file = file
        self._texts = texts
        self.rows_parent = next(iter(elements(root, "sheetData")))
        self.merged = tuple(self._merged())
        _complete_addresses(self.rows_parent)
        _write_out_shared_formulas(self.rows_parent)

    def rows(self) -> Iterator[tuple[int, Element]]:
        """Every row that is there, by number."""
        for row in self.rows_parent:
            if local_name(row) == "row":
                yield int(row.get("r", "0")), row

    def row(self, number: int) -> Element:
        """A row, made in its place when it is not there."""
        after = None
        for found, row in self.rows():
            if found == number:
                return row
            if found > number:
                after = row
                break
        made = etree.Element(f"{{{MAIN}}}row", nsmap=self.root.nsmap)
        made.set("r", str(number))
        if after is None:
            self.rows_parent.append(made)
        else:
            after.addprevious(made)
        return made

    def cell(self, number: int, column: int) -> Element:
        """A cell, made in its place, with the style its row or column gives it, when it is not there."""
        row = self.row(number)
        after = None
        for cell in row:
            found = column_of(cell)
            if found == column:
                return cell
            if found > column:
                after = cell
                break
        made = etree.Element(f"{{{MAIN}}}c", nsmap=self.root.nsmap)
        made.set("r", f"{get_column_letter(column)}{number}")
        style = self._default_style(row, column)
        if style:
            made.set("s", style)
        if after is None:
            row.append(made)
        else:
            after.addprevious(made)
        return made

    def text(self, cell: Element) -> str:
        """What a cell says when it holds text; a number as it stands in the file."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return plain_text(cell)
        value = next((part.text or "" for part in cell if local_name(part) == "v"), "")
        return self._texts[int(value)] if kind == "s" and value else value

    def headers(self, header_row: int) -> Iterator[tuple[str, int]]:
        """Every header text of the row, white space collapsed, with its column.

        A column whose header cell is the lower part of a merged cell has the text of that merged cell.
        """
        cells = self._cells_down_to(header_row)
        for column in sorted({column for _, column in cells}):
            box = self.merged_around(header_row, column)
            if box is not None and box.left != column:
                continue
            cell = cells.get((box.top if box else header_row, column))
            text = "" if cell is None else collapsed(self.text(cell))
            if text:
                yield text, column

    def _cells_down_to(self, last: int) -> dict[tuple[int, int], Element]:
        above = [(number, row) for number, row in self.rows() if number <= last]
        return {(number, column_of(cell)): cell for number, row in above for cell in row}

    def merged_around(self, row: int, column: int) -> Box | None:
        """The merged cell that a cell is part of."""
        return next((box for box in self.merged if box.holds(row, column)), None)

    def _merged(self) -> Iterator[Box]:
        for merge in elements(self.root, "mergeCell"):
            left, top, right, bottom = range_boundaries(merge.get("ref", ""))
            yield Box(left or 1, top or 1, right or 1, bottom or 1)

    def _default_style(self, row: Element, column: int) -> str:
        if row.get("customFormat") in {"1", "true"}:
            return row.get("s", "")
        for group in elements(self.root, "col"):
            if int(group.get("min", "0")) <= column <= int(group.get("max", "0")):
                return group.get("style", "")
        return ""


def columns_of_headers(layout: SheetLayout, header_row: int, headers: Sequence[str]) -> tuple[int, ...]:
    """The column of each header text.

    Raises FormatError that names file, sheet, every header text that is missing or occurs twice, and the
    header texts that are there.
    """
    return columns_among(list(layout.headers(header_row)), layout.name, layout.file, header_row, headers)


def columns_among(
    there: Sequence[tuple[str, int]], sheet: str, file: str, header_row: int, headers: Sequence[str]
) -> tuple[int, ...]:
    """As `columns_of_headers`, with the header texts that are `there` and their columns."""
    columns, known = dict(reversed(there)), [text for text, _ in there]
    faults = _faults_of_headers(known, headers)
    if faults:
        raise FormatError(
            HEADERS_NOT_THERE.fault(
                sheet=sheet,
                row=header_row,
                faults=joined(AND, faults),
                known=same(", ".join(map(repr, known))) or Wording("niets", "nothing"),
            ),
            file,
        )
    return tuple(columns[collapsed(header)] for header in headers)


def _faults_of_headers(known: Sequence[str], headers: Sequence[str]) -> list[Wording]:
    """What is wrong with these headers on a row that has the texts `known`."""
    counted = Counter(known)
    missing = [header for header in headers if not counted[collapsed(header)]]
    twice = [header for header in headers if counted[collapsed(header)] > 1]
    found = ((HEADER_MISSING, missing), (HEADER_TWICE, twice))
    return [words.fill(headers=", ".join(map(repr, each))) for words, each in found if each]


def place_of(address: str) -> tuple[int, int]:
    """`C4` → row 4, column 3."""
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def column_of(cell: Element) -> int:
    """The column of a cell, from 1."""
    return place_of(cell.get("r", ""))[1]


def _complete_addresses(rows: Element) -> None:
    number = 0
    for row in rows:
        number = int(row.get("r", number + 1))
        row.set("r", str(number))
        column = 0
        for cell in row:
            column = column_of(cell) if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column)}{number}")


def _write_out_shared_formulas(rows: Element) -> None:
    masters: dict[str, tuple[str, str]] = {}
    for formula in elements(rows, "f"):
        parent = formula.getparent()
        if formula.get("t") != "shared" or parent is None:
            continue
        address, group = parent.get("r", ""), formula.get("si", "")
        if formula.text:
            masters[group] = (formula.text, address)
        else:
            text, origin = masters[group]
            moved = Translator("=" + text, origin).translate_formula(address)
            formula.text = moved.removeprefix("=")
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
