"""Formulas and texts of a blank workbook in cells that a format fills: a report would lose them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter

from service.files.workbook.layout import SheetLayout, place_of
from service.files.workbook.package import Package, elements
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of

_TEXTS = ("s", "inlineStr", "str")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwritten:
    """What the municipality wrote in a cell that a format fills."""

    block: str
    """What a format calls the block of the column; empty for a single cell."""
    address: str
    """The address of the column, or of the single cell with its sheet."""
    cell: str
    """Which cell it is: `Blad!C4`."""
    formula: str = ""
    text: str = ""


def overwritten_cells(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[Overwritten]:
    """Every formula or text in a single cell or pattern row that is written over; a number is an example.

    For a template of which it is known that it fits; listed lines are never overwritten at all.
    """
    package = Package(template, "")
    layouts: dict[str, SheetLayout] = {}

    def layout_of(name: str) -> SheetLayout:
        if name not in layouts:
            sheet = package.sheet(name)
            layouts[name] = SheetLayout(package.root(sheet.part), sheet.name, package.texts(), package.file)
        return layouts[name]

    for block, address, sheet, cell in filled_by_templates(places_of(package, sheets), cells):
        layout = layout_of(sheet)
        found = layout.cell(*place_of(cell))
        formula, text = _formula_in(found), _text_in(layout, found)
        if formula or text:
            place = f"{sheet}!{cell}"
            yield Overwritten(block=block, address=address, cell=place, formula=formula, text=text)


def filled_by_templates(
    every: Sequence[PlacedTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Block (empty for a single cell), address, sheet and cell of all that is filled and not listed."""
    for sheet, cell in cells:
        yield "", f"{sheet}!{cell}", sheet, cell
    for placed in every:
        row = placed.header_row + 1
        for header, column in zip(placed.target.headers, placed.columns, strict=True):
            if placed.target.place.listed is None:
                yield placed.target.name, header, placed.sheet, f"{get_column_letter(column)}{row}"


def _formula_in(cell: Element) -> str:
    return next((f"={formula.text or ''}" for formula in elements(cell, "f")), "")


def _text_in(layout: SheetLayout, cell: Element) -> str:
    if elements(cell, "f") or cell.get("t", "n") not in _TEXTS:
        return ""
    return layout.text(cell).strip()
