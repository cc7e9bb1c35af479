"""Empty lines that a form has ready below its pattern row: which they are, and that they are filled first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from lxml.etree import _Element as Element
from openpyxl.formula.translate import Translator

from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import Package, collapsed, elements
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of

_PLAIN = {"", "0"}
"""Styles of a cell that nobody gave looks."""


@dataclass(frozen=True, slots=True)
class ReadyLines:
    """The lines that stand ready below the pattern row of a block."""

    first: int
    count: int
    are_followed: bool
    """Whether anything stands below them in the same columns."""

    @property
    def last(self) -> int:
        """The row of the last of them."""
        return self.first + self.count - 1


def prepared_lines(template: bytes, targets: Sequence[SheetTarget], file: str) -> tuple[ReadyLines, ...]:
    """Per block the lines that stand ready below its pattern row. Raises FormatError for a missing block.

    A line is ready when every cell that is filled has looks or a number, or another has the formula of the
    pattern row; and when each of its cells is empty, goes on numbering, or has what the pattern row has.
    """
    package = Package(template, file)
    placed = places_of(package, targets)
    texts = package.texts()
    layouts = {
        sheet: SheetLayout(package.root(package.sheet(sheet).part), sheet, texts, file)
        for sheet in {each.sheet for each in placed}
    }
    return tuple(_ready_below(layouts[each.sheet], each, placed) for each in placed)


def _ready_below(layout: SheetLayout, placed: PlacedTarget, every: Sequence[PlacedTarget]) -> ReadyLines:
    pattern = placed.header_row + 1
    rows = {number: {column_of(cell): cell for cell in row} for number, row in layout.rows()}
    taken = [each.first_row for each in every if each.sheet == placed.sheet and each.strip == placed.strip]
    lines = takewhile(
        lambda row: row not in taken and _is_ready(layout, placed, rows, row), count(pattern + 1)
    )
    ready = 0 if placed.target.place.listed else sum(1 for _ in lines)
    return ReadyLines(pattern + 1, ready, _says_something_below(rows, placed, pattern + ready))


def _says_something_below(rows: Mapping[int, Mapping[int, Element]], placed: PlacedTarget, last: int) -> bool:
    """Whether anything stands below a row, in the columns that the block moves."""
    below = ((row, *cell) for row, cells in rows.items() if row > last for cell in cells.items())
    return any(len(cell) and placed.moves(row, column) for row, column, cell in below)


def _is_ready(
    layout: SheetLayout, placed: PlacedTarget, rows: Mapping[int, Mapping[int, Element]], row: int
) -> bool:
    pattern = placed.header_row + 1
    own, above = rows.get(row, {}), rows.get(pattern, {})
    columns = [column for column in own if placed.strip is None or column in placed.strip]
    has_looks = all(column in own and not _says_nothing(own[column]) for column in placed.columns)
    if not has_looks and not any(_formula(own[column]) for column in columns):
        return False
    return all(_goes_on(layout, above.get(column), own[column], row - pattern) for column in columns)


def _says_nothing(cell: Element) -> bool:
    """Whether a cell has no looks, and nothing in it."""
    return cell.get("s", "") in _PLAIN and not len(cell)


def _goes_on(layout: SheetLayout, above: Element | None, cell: Element, lines: int) -> bool:
    """Whether a cell says nothing of its own, so many lines below the one of the pattern row."""
    formula, text = _formula(cell), collapsed(layout.text(cell))
    if formula or not text:
        return not formula or (above is not None and _moved(_formula(above), above, lines) == formula)
    said = "" if above is None else collapsed(layout.text(above))
    return text == said or (said.isdigit() and text.isdigit() and int(text) - int(said) == lines)


def _formula(cell: Element) -> str:
    return next((each.text or "" for each in elements(cell, "f")), "")


def _moved(formula: str, cell: Element, lines: int) -> str:
    address = cell.get("r", "A1")
    letters = address.rstrip("0123456789")
    there = f"{letters}{int(address.removeprefix(letters)) + lines}"
    return str(Translator(f"={formula}", address).translate_formula(there)).removeprefix("=")
