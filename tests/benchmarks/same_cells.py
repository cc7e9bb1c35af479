"""The cells of a report file, to hold two files side by side; formulas have no value in them yet."""

import io
from pathlib import Path

from python_calamine import CalamineWorkbook


def cells_of(path: Path) -> object:
    """Every sheet as rows of values, trailing blanks left out; a csv as its text."""
    content = path.read_bytes()
    if path.suffix == ".csv":
        return content.decode("cp1252").splitlines()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    }


def _rows(rows: list[list[object]]) -> list[list[object]]:
    plain = [[_plain(cell) for cell in row] for row in rows]
    stripped = [_without_trailing(row, None) for row in plain]
    return _without_trailing(stripped, [])


def _plain(cell: object) -> object:
    if cell == "":
        return None
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _without_trailing(items: list, empty: object) -> list:
    last = len(items)
    while last and items[last - 1] == empty:
        last -= 1
    return items[:last]
