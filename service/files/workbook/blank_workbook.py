"""What a template holds before anything is filled in, as calamine reads it and where its formulas stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO

import python_calamine

from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import Package, elements

Found = object
"""A cell as calamine gives it; empty text for an empty one."""
Cells = dict[tuple[int, int], Found]
"""By row and column, both from 1; only cells that hold something."""


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """What a sheet of the template holds before anything is filled in.

    Formulas of validations and conditional formats are counted too: there are as many in the report.
    """

    cells: Cells
    formulas: frozenset[tuple[int, int]]
    part: str
    formula_tag: bytes
    declared_elsewhere: int
    """How many elements are written like a formula but stand in no cell."""


@dataclass(frozen=True, slots=True)
class BlankWorkbook:
    """A template as it was read, and the day from which it counts days."""

    sheets: Mapping[str, BlankSheet]
    epoch: date


@lru_cache(maxsize=64)
def blank_workbook(template: bytes) -> BlankWorkbook:
    """Read a template once: its values with calamine, where its formulas are from its XML."""
    package = Package(template, "")
    texts = package.texts()
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(template))
    parts = {sheet.name: sheet.part for sheet in package.sheets}
    sheets = {}
    for name in workbook.sheet_names:
        part = parts.get(name)
        if part is None:
            sheets[name] = BlankSheet({}, frozenset(), "", b"f", 0)
            continue
        root = package.root(part)
        layout = SheetLayout(root, name, texts, "")
        formulas = frozenset(
            (number, column_of(cell)) for number, row in layout.rows() for cell in row if elements(cell, "f")
        )
        tag = f"{root.prefix}:f".encode() if root.prefix else b"f"
        written = package.entries[part].content().count(b"<" + tag)
        cells = cells_of(rows_of(workbook.get_sheet_by_name(name)), 1)
        sheets[name] = BlankSheet(cells, formulas, part, tag, written - len(formulas))
    counts_from_1904 = any(
        properties.get("date1904") in {"1", "true"} for properties in elements(package.workbook, "workbookPr")
    )
    return BlankWorkbook(sheets, date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30))


def rows_of(sheet: python_calamine.CalamineSheet) -> Iterator[list[Found]]:
    """Every row of the sheet from row 1 and column A on; calamine leaves out empty columns in front."""
    before: list[Found] = [""] * (sheet.start[1] if sheet.start else 0)
    rows: Iterator[list[Found]] = iter(sheet.iter_rows())  # type: ignore[arg-type]  # lists are invariant
    return (before + row for row in rows) if before else rows


def cells_of(rows: Iterable[Sequence[Found]], first: int) -> Cells:
    """The cells of these rows that hold something; `first` is the number of the first row."""
    return {
        (number, column): value
        for number, row in enumerate(rows, start=first)
        for column, value in enumerate(row, start=1)
        if value != ""
    }
