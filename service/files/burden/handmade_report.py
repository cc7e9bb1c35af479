"""A report as texts by address, to hold one that was made by hand beside ours."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import python_calamine

from service.domain.failures import TerminalError

MOST_BYTES = 20_000_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".ods")
_ENCODINGS = ("utf-8-sig", "windows-1252")


def texts_by_address(content: bytes, filename: str) -> Mapping[str, str]:
    """Every filled cell, `sheet!row,column` → its text; a number without needless zeros, a day as ISO.

    Raises TerminalError for a file that cannot be read. To be called in a separate process.
    """
    if filename.lower().endswith(_WORKBOOKS):
        return _of_workbook(content)
    rows = csv.reader(io.StringIO(_decoded(content), newline=""), delimiter=_separator(content))
    return _addressed("", rows)


def _of_workbook(content: bytes) -> dict[str, str]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        found: dict[str, str] = {}
        for name in book.sheet_names:
            found |= _addressed(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise TerminalError("This is not a workbook that can be read.") from fault
    return found


def _addressed(sheet: str, rows: Iterable[Iterable[object]]) -> dict[str, str]:
    return {
        f"{sheet}!{down},{across}": text
        for down, row in enumerate(rows, 1)
        for across, value in enumerate(row, 1)
        if (text := _text(value))
    }


def _text(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return str(value).strip()


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TerminalError("This is not a text file that can be read.")


def _separator(content: bytes) -> str:
    first = content.split(b"\n", 1)[0]
    return max(";,\t", key=lambda each: first.count(each.encode()))
