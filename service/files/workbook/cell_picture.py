"""The first cells of a workbook as texts, for a page that shows what a filled one looks like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice

import python_calamine
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
    sheets = ((name, list(rows_of(workbook.get_sheet_by_name(name)))) for name in workbook.sheet_names)
    return tuple(_picture(name, rows) for name, rows in sheets if rows)


def _picture(name: str, rows: Sequence[Sequence[Found]]) -> SheetPicture:
    width = min(max(map(len, rows)), MOST_COLUMNS)
    return SheetPicture(
        name=name,
        letters=tuple(get_column_letter(column) for column in range(1, width + 1)),
        rows=tuple(_shown(rows, width)),
        is_cut=len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS,
    )


def _shown(rows: Sequence[Sequence[Found]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in islice(enumerate(rows, start=1), MOST_ROWS):
        texts = [_text(value) for value in row[:width]]
        yield number, (*texts, *("" for _ in range(width - len(texts))))


def _text(value: Found) -> str:
    """As an office in the Netherlands reads it."""
    match value:
        case float():
            return f"{value:.10g}".replace(".", ",")
        case datetime() | date():
            return f"{value:%d-%m-%Y}"
    return str(value)
