"""The first cells of a workbook as texts, for a page that shows what a filled one looks like."""

import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice

import openpyxl
import python_calamine
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from service.files.workbook.blank_workbook import Found, rows_of

MOST_ROWS, MOST_COLUMNS = 40, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """The first rows and columns of a sheet."""

    name: str
    letters: tuple[str, ...]
    """Of the columns."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """By row number; what a formula gives is empty until a spreadsheet calculates it."""
    is_cut: bool
    """Whether there is more than is shown."""


def pictures_of(content: bytes) -> tuple[SheetPicture, ...]:
    """Every sheet of an Excel or OpenDocument workbook that shows anything.

    Raises CalamineError for what is no workbook.
    """
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = {name: list(rows_of(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names}
    in_percent = _in_percent(content) if zipfile.Path(BytesIO(content), "xl/").exists() else frozenset()
    return tuple(_picture(name, rows, in_percent) for name, rows in sheets.items() if rows)


def _in_percent(content: bytes) -> frozenset[tuple[str, int, int]]:
    """Sheet, row and column of every cell of an Excel workbook that shows its number in per cent."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    with warnings.catch_warnings(action="ignore"):  # of what openpyxl would lose in saving; nothing is saved
        return _percentages(book)


def _percentages(book: Workbook) -> frozenset[tuple[str, int, int]]:
    return frozenset(
        (sheet.title, cell.row or 0, cell.column or 0)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        for cell in row
        if "%" in str(cell.number_format)
    )


def _picture(
    name: str, rows: Sequence[Sequence[Found]], in_percent: Collection[tuple[str, int, int]]
) -> SheetPicture:
    width = min(max(map(len, rows)), MOST_COLUMNS)
    return SheetPicture(
        name=name,
        letters=tuple(get_column_letter(column) for column in range(1, width + 1)),
        rows=tuple(_shown(name, rows, width, in_percent)),
        is_cut=len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS,
    )


def _shown(
    sheet: str, rows: Sequence[Sequence[Found]], width: int, in_percent: Collection[tuple[str, int, int]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in islice(enumerate(rows, start=1), MOST_ROWS):
        texts = [
            _text(value, in_percent=(sheet, number, column) in in_percent)
            for column, value in enumerate(row[:width], start=1)
        ]
        yield number, (*texts, *("" for _ in range(width - len(texts))))


def _text(value: Found, *, in_percent: bool) -> str:
    """As an office in the Netherlands reads it."""
    match value:
        case float() | int() if in_percent:
            return f"{value * 100:.10g} %".replace(".", ",")
        case float():
            return f"{value:.10g}".replace(".", ",")
        case datetime() | date():
            return f"{value:%d-%m-%Y}"
    return str(value)
