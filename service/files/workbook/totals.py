"""Totals of a workbook's columns and cells as they stand in the XML of its sheets, read back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from service.domain.translation.content import ReportContent
from service.files.exact import TotalRead, total_of_arrays, total_of_texts
from service.files.workbook.layout import place_of
from service.files.workbook.read_back import ReadSheet

_PREFIX = re.compile(rb"<([\w.-]+:)?sheetData")


def workbook_totals(
    sheets: Mapping[str, ReadSheet], content: ReportContent, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    """Totals from the XML of the sheets. `copies`: the sheets that stand in the place of a pattern sheet."""
    rows = {sheet.sheet: (sheet.header_row + 1, sheet.row_count) for sheet in content.sheets}

    def read(sheet: str, where: str) -> Decimal:
        total = Decimal(0)
        for name in copies.get(sheet, (sheet,)):
            found = sheets[name]
            if where in found.numbers:
                total += total_of_arrays(found.numbers[where])
                continue
            if where in found.columns:
                letters, (first, count) = get_column_letter(found.columns[where]), rows[name]
            else:
                row, column = place_of(where)
                data, below = rows.get(name, (row, 0))
                first = row + max(below, 1) - 1 if row > data else row
                letters, count = get_column_letter(column), 1
            total += total_of_texts(_written_in(found.written, letters, range(first, first + count)))
        return total

    return read


def _written_in(sheet: bytes, letters: str, rows: range) -> Iterable[str]:
    """The numbers in a column of a sheet, exactly as they are written there."""
    found = _PREFIX.search(sheet)
    prefix = (found[1] or b"" if found else b"").decode()
    cell = re.compile(rf'<{prefix}c r="{letters}(\d+)"[^>]*><{prefix}v>([^<]*)<'.encode())
    return (match[2].decode() for match in cell.finditer(sheet) if int(match[1]) in rows)
