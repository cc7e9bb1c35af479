"""Where things stand on a template's sheet: header texts, the pattern row, merged cells, cells by address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from service.files.workbook.block_places import SheetTexts
from service.files.workbook.days_in_cells import DaysInCells
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

    def texts(
        self, last_row: int | None = None, *, calculated: bool = True, days: DaysInCells | None = None
    ) -> SheetTexts:
        """Every text down to a row, by its place; without it of the whole sheet.

        `calculated`: what formulas gave when the workbook was saved counts as a text. `days`: a number that
        is shown as a day is that day, as 2026-01-01.
        """
        cells = dict(self._cells_down_to(last_row))
        formulas = frozenset(place for place, cell in cells.items() if elements(cell, "f"))
        wanted = cells if calculated else {place: cells[place] for place in cells.keys() - formulas}
        said = {place: collapsed(self.text(cell)) for place, cell in wanted.items()}
        found = {place: days.text(cells[place], text) for place, text in said.items()} if days else said
        return SheetTexts(
            name=self.name,
            file=self.file,
            texts={place: text for place, text in found.items() if text},
            first_of=self._first_of,
            formulas=formulas,
        )

    def _cells_down_to(self, last_row: int | None) -> Iterator[tuple[tuple[int, int], Element]]:
        for number, row in self.rows():
            if last_row is None or number <= last_row:
                yield from (((number, column_of(cell)), cell) for cell in row)

    def _first_of(self, row: int, column: int) -> tuple[int, int]:
        box = self.merged_around(row, column)
        return (row, column) if box is None else (box.top, box.left)

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
