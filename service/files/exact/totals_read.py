"""Totals of columns as they stand in a report that was read back, apart from what was meant."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.utils import get_column_letter

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import ReportContent
from service.files.workbook import ReadSheet, place_of

TotalRead = Callable[[str, str], Decimal]
"""The exact total of a column by sheet and header text, or the number in a cell by sheet and address."""


def total_of_texts(found: Iterable[str], digits: int = 0, decimal_sign: str = ".") -> Decimal:
    """Add up numbers as they were written; empty fields count for nothing.

    Without a decimal sign the last `digits` of each are its decimals. Raises ReadBackDiffersError, without
    the text itself, for what is no number.
    """
    texts = [text.replace(decimal_sign, ".") if decimal_sign else text for text in found if text]
    if any(_NUMBER.fullmatch(text) is None for text in texts):
        raise ReadBackDiffersError("Een getal is niet als getal terug te lezen.")
    total = sum(map(Decimal, texts), Decimal(0))
    return total if decimal_sign else total.scaleb(-digits)


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


def total_of_arrays(columns: Iterable[pa.Array]) -> Decimal:
    """As `total_of_texts`, of whole pieces of a column at once, without empty fields."""
    total = Decimal(0)
    for texts in columns:
        try:
            total += pc.sum(texts.cast(_EXACT), min_count=0).as_py()
        except pa.ArrowInvalid:  # no number, or more decimals than fit
            total += total_of_texts(texts.to_pylist())
    return total


_EXACT = pa.decimal128(38, 9)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PREFIX = re.compile(rb"<([\w.-]+:)?sheetData")


def _written_in(sheet: bytes, letters: str, rows: range) -> Iterable[str]:
    """The numbers in a column of a sheet, exactly as they are written there."""
    found = _PREFIX.search(sheet)
    prefix = (found[1] or b"" if found else b"").decode()
    cell = re.compile(rf'<{prefix}c r="{letters}(\d+)"[^>]*><{prefix}v>([^<]*)<'.encode())
    return (match[2].decode() for match in cell.finditer(sheet) if int(match[1]) in rows)
