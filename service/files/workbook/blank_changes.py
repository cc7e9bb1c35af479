"""What another blank workbook has otherwise than the one before, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from service.files.workbook.blank_workbook import BlankSheet, Found, blank_workbook

MOST_CHANGES = 500
"""More than anybody reads; a workbook that is another one altogether differs everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankChange:
    """One cell that is otherwise, or a whole sheet that came or went."""

    sheet: str
    cell: str = ""
    """Its address; empty for a whole sheet."""
    before: str = ""
    after: str = ""
    is_formula: bool = False
    """Whether a formula stands, or stood, in the cell: its text is not compared, its result is."""


def changes_of_blank(before: bytes, after: bytes) -> tuple[BlankChange, ...]:
    """What is otherwise, sheet by sheet and row by row, at most `MOST_CHANGES`. Raises FormatError."""
    old, new = blank_workbook(before).sheets, blank_workbook(after).sheets
    found: list[BlankChange] = []
    for name in dict.fromkeys((*old, *new)):
        if name not in new or name not in old:
            found.append(BlankChange(sheet=name, before=name * (name in old), after=name * (name in new)))
            continue
        found += _changes_of_sheet(old[name], new[name])
    return tuple(found[:MOST_CHANGES])


def _changes_of_sheet(old: BlankSheet, new: BlankSheet) -> Iterator[BlankChange]:
    for place in sorted(old.cells.keys() | new.cells.keys() | old.formulas ^ new.formulas):
        before, after = _said(old.cells.get(place, "")), _said(new.cells.get(place, ""))
        is_formula = place in old.formulas | new.formulas
        if before != after or (place in old.formulas) != (place in new.formulas):
            row, column = place
            yield BlankChange(
                sheet=old.name,
                cell=f"{get_column_letter(column)}{row}",
                before=before,
                after=after,
                is_formula=is_formula,
            )


def _said(value: Found) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
