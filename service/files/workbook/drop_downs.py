"""What a workbook lets somebody choose from in cells that a format fills: the lists of its validations."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element as Element
from openpyxl.utils.cell import range_boundaries

from service.files.workbook.layout import SheetLayout, place_of
from service.files.workbook.package import Package, elements, local_name
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of

_RANGE = re.compile(r"[A-Z]{1,3}\d*(:[A-Z]{1,3}\d*)?")
Choices = Mapping[tuple[str, str], frozenset[str]]
"""By block (empty for a single cell) and address, the texts of the list."""


def choices_in(template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]) -> Choices:
    """The list of each column and cell that has one. For a template of which it is known that it fits."""
    package = Package(template, "")
    lists: dict[str, list[tuple[str, frozenset[str]]]] = {}
    found = {}
    for block, address, sheet, row, column in filled_places(places_of(package, sheets), cells):
        if sheet not in lists:
            lists[sheet] = list(_lists_of(package, sheet))
        own = next((texts for ranges, texts in lists[sheet] if _is_in(ranges, row, column)), frozenset())
        if own:
            found[block, address] = own
    return found


def filled_places(
    every: Sequence[PlacedTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, str, int, int]]:
    """Block, address, sheet, row and column of each single cell and of the first cell of each column."""
    for sheet, cell in cells:
        yield "", f"{sheet}!{cell}", sheet, *place_of(cell)
    for placed in every:
        for header, column in zip(placed.target.headers, placed.columns, strict=True):
            yield placed.target.name, header, placed.sheet, placed.filled_rows[0], column


def _lists_of(package: Package, sheet: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The ranges of each validation by a list, and what it lets choose."""
    for validation in elements(package.root(package.sheet(sheet).part), "dataValidation"):
        if validation.get("type") == "list":
            ranges = validation.get("sqref") or _said(validation, "sqref")
            yield ranges, frozenset(_texts(package, sheet, _said(validation, "formula1")))


def _said(validation: Element, name: str) -> str:
    """The text of a part, also where a newer form wraps it once more."""
    found = [part for part in validation.iter() if local_name(part) == name]
    return "".join(map(str, found[0].itertext())).strip() if found else ""


def _texts(package: Package, sheet: str, formula: str) -> Iterator[str]:
    """The texts of `"a,b"`, of a range, or of a name for one; none where it is reckoned."""
    if formula.startswith('"'):
        yield from map(str.strip, formula.strip('"').split(","))
    else:
        yield from _texts_in_range(package, sheet, formula)


def _texts_in_range(package: Package, sheet: str, formula: str) -> Iterator[str]:
    named = {each.get("name", ""): each.text or "" for each in elements(package.workbook, "definedName")}
    where, _, cells = named.get(formula.removeprefix("="), formula.removeprefix("=")).rpartition("!")
    own = where.strip("'").replace("''", "'") or sheet
    part = next((each.part for each in package.sheets if each.name == own), "")
    ranges = cells.replace("$", "")
    if part and _RANGE.fullmatch(ranges):
        texts = SheetLayout(package.root(part), own, package.texts(), "").texts().texts
        yield from (text for place, text in texts.items() if _is_in(ranges, *place))


def _is_in(ranges: str, row: int, column: int) -> bool:
    for each in ranges.split():
        left, top, right, bottom = range_boundaries(each)
        if (top or 1) <= row <= (bottom or row) and (left or 1) <= column <= (right or column):
            return True
    return False
