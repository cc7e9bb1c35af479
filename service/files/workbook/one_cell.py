"""One cell of a workbook as it stands in the file: its formula, or what it shows."""

import warnings
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import openpyxl


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a cell holds."""

    text: str = ""
    """As it is read; empty for nothing and for a formula."""
    formula: str = ""
    """With = in front; empty when it is none."""
    is_number: bool = False


def cell_at(workbook: bytes, sheet: str, row: int, column: int) -> ShownCell | None:
    """A cell by its row and column, from 1; None when there is no such sheet."""
    book = openpyxl.load_workbook(BytesIO(workbook), read_only=True)
    if sheet not in book.sheetnames:
        return None
    with warnings.catch_warnings(action="ignore"):  # of what openpyxl would lose in saving; nothing is saved
        rows = book[sheet].iter_rows(
            min_row=row, max_row=row, min_col=column, max_col=column, values_only=True
        )
        return _shown(next(iter(next(iter(rows), ())), None))


def _shown(value: object) -> ShownCell:
    match value:
        case None:
            return ShownCell()
        case bool():
            return ShownCell(text=str(value))
        case int() | float():
            return ShownCell(text=f"{value:.10g}", is_number=True)
        case datetime() | date():
            return ShownCell(text=f"{value:%Y-%m-%d}", is_number=True)
    text = str(getattr(value, "text", value))
    return ShownCell(formula=text) if text.startswith("=") else ShownCell(text=text)
