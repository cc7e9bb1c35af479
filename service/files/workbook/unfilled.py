"""Columns of a blank workbook that nobody fills, and the formulas, names and charts that reckon with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element
from openpyxl.utils.cell import range_boundaries

from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import Package, elements, local_name
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of

_RANGE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<cells>\$?[A-Z]{1,3}\$?[1-9]\d*(?::\$?[A-Z]{1,3}\$?[1-9]\d*)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(])"
)
_TEXT = re.compile(r'"[^"]*"')
_CHART = re.compile(r"xl/charts/[^/]+\.xml")
_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfilledColumn:
    """A headed column of which the pattern row has neither a value nor a formula, and no format fills it."""

    block: str
    """What a format calls the block it is part of."""
    sheet: str
    header: str
    """Its address."""
    column: int
    header_row: int
    used_by: str = ""
    """A formula, name or chart that looks at its data; empty when none does."""


def unfilled_columns(template: bytes, sheets: Sequence[SheetTarget]) -> tuple[UnfilledColumn, ...]:
    """Every headed column that stays empty in a report. For a template of which it is known that it fits."""
    package = Package(template, "")
    texts = package.texts()
    every = places_of(package, sheets)
    filled = {
        (placed.sheet, column, row)
        for placed in every
        for column in placed.columns
        for row in placed.filled_rows
    }
    found = [
        each
        for placed in every
        for each in _unfilled(package, texts, placed)
        if not any((each.sheet, each.column, row) in filled for row in placed.filled_rows)
    ]
    formulas = list(_formulas(package)) if found else []
    return tuple(_with_user(each, formulas) for each in found)


def headers_of(template: bytes, sheets: Sequence[SheetTarget]) -> dict[str, frozenset[str]]:
    """By block, the address of every headed column. For a template of which it is known that it fits."""
    every = places_of(Package(template, ""), sheets)
    return {each.target.name: frozenset(dict(each.header.addresses())) for each in every}


def has_macros(template: bytes) -> bool:
    """Whether a workbook says of itself that it holds macros: then it is an xlsm, whatever it is called."""
    return b"macroEnabled" in Package(template, "").entries["[Content_Types].xml"].content()


def _unfilled(package: Package, texts: Sequence[str], placed: PlacedTarget) -> Iterator[UnfilledColumn]:
    layout = SheetLayout(package.root(package.sheet(placed.sheet).part), placed.sheet, texts, package.file)
    filled = {*placed.columns, *placed.key_columns}
    rows = [row for number, row in layout.rows() if number in placed.filled_rows]
    holding = {column_of(cell) for row in rows for cell in row if _holds_something(cell)}
    for header, column in placed.header.addresses():
        is_own = placed.strip is None or column in placed.strip
        if is_own and column not in filled | holding:
            yield UnfilledColumn(
                block=placed.target.name,
                sheet=placed.sheet,
                header=header,
                column=column,
                header_row=placed.header_row,
            )


def _holds_something(cell: Element) -> bool:
    return any(local_name(part) in {"v", "f", "is"} for part in cell)


def _formulas(package: Package) -> Iterator[tuple[str, str, str]]:
    """The sheet it stands on (empty for none), where it stands, and its text."""
    for sheet in package.sheets:
        for cell in elements(package.root(sheet.part), "c"):
            for formula in elements(cell, "f"):
                yield sheet.name, f"{sheet.name}!{cell.get('r', '')}", formula.text or ""
    for name in elements(package.workbook, "definedName"):
        yield "", name.get("name", ""), name.text or ""
    for part in filter(_CHART.fullmatch, package.entries):
        for formula in elements(package.root(part), "f"):
            yield "", part.rpartition("/")[2].partition(".")[0], formula.text or ""


def _with_user(column: UnfilledColumn, formulas: Sequence[tuple[str, str, str]]) -> UnfilledColumn:
    user = next((where for own, where, text in formulas if _looks_at(text, own, column)), "")
    return replace(column, used_by=user)


def _looks_at(formula: str, own_sheet: str, column: UnfilledColumn) -> bool:
    """Whether a formula names a cell or range of this column below its header, and of few others.

    A range over more than one column, such as a print area or a whole table, says nothing of this one.
    """
    for found in _RANGE.finditer(_TEXT.sub('""', formula)):
        sheet = (found["sheet"] or own_sheet).strip("'").replace("''", "'")
        left, top, right, bottom = _boundaries(found["cells"])
        is_here = sheet.casefold() == column.sheet.casefold() and left == right == column.column
        if is_here and bottom > column.header_row and top <= _LAST_ROW:
            return True
    return False


def _boundaries(cells: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    return left or 1, top or 1, right or left or 1, bottom or _LAST_ROW
