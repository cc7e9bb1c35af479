"""What a template holds before anything is filled in, as calamine reads it and where its formulas stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from io import BytesIO

import python_calamine

from service.files.workbook.block_places import SheetTexts
from service.files.workbook.days_in_cells import text_of_day
from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import Package, collapsed, elements
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.sheet_targets import placed_on

Found = object
"""A cell as calamine gives it; empty text for an empty one."""
Cells = dict[tuple[int, int], Found]
"""By row and column, both from 1; only cells that hold something."""


@dataclass(frozen=True, kw_only=True, eq=False)
class BlankSheet:
    """What a sheet of the template holds before anything is filled in.

    Formulas of validations and conditional formats are counted too: there are as many in the report.
    """

    name: str
    cells: Cells
    formulas: frozenset[tuple[int, int]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    """The first and the last cell of each merged cell, rows and columns from 1."""
    part: str = ""
    formula_tag: bytes = b"f"
    declared_elsewhere: int = 0
    """How many elements are written like a formula but stand in no cell."""

    @cached_property
    def texts(self) -> SheetTexts:
        """What its cells say, to find blocks in."""
        said = {place: collapsed(_said(value)) for place, value in self.cells.items()}
        texts = {place: text for place, text in said.items() if text}
        return SheetTexts(
            name=self.name, file="", texts=texts, first_of=self._first_of, formulas=self.formulas
        )

    def _first_of(self, row: int, column: int) -> tuple[int, int]:
        for first, last in self.merged:
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
                return first
        return row, column


def _said(value: Found) -> str:
    """A cell as a header says it: a whole number without decimals, a day as 2026-01-01."""
    day = text_of_day(value)
    if day is not None:
        return day
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@lru_cache(maxsize=1024)
def read_target(sheet: BlankSheet, target: SheetTarget) -> PlacedTarget:
    """Where a block stands on a sheet, as calamine reads it."""
    return placed_on(sheet.texts, target)


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
    sheets = {
        name: _blank_sheet(package, texts, parts[name], workbook.get_sheet_by_name(name))
        if name in parts
        else BlankSheet(name=name, cells={}, formulas=frozenset())
        for name in workbook.sheet_names
    }
    counts_from_1904 = any(
        properties.get("date1904") in {"1", "true"} for properties in elements(package.workbook, "workbookPr")
    )
    return BlankWorkbook(sheets, date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30))


def _blank_sheet(
    package: Package, texts: Sequence[str], part: str, sheet: python_calamine.CalamineSheet
) -> BlankSheet:
    root = package.root(part)
    layout = SheetLayout(root, sheet.name, texts, "")
    formulas = frozenset(
        (number, column_of(cell)) for number, row in layout.rows() for cell in row if elements(cell, "f")
    )
    tag = f"{root.prefix}:f".encode() if root.prefix else b"f"
    written = package.entries[part].content().count(b"<" + tag)
    return BlankSheet(
        name=sheet.name,
        cells=cells_of(rows_of(sheet), 1),
        formulas=formulas,
        merged=[
            ((top + 1, left + 1), (bottom + 1, right + 1))
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ],
        part=part,
        formula_tag=tag,
        declared_elsewhere=written - len(formulas),
    )


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
