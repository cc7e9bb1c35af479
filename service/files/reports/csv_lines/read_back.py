"""Read lines of text with the csv reader of Python and hold every column against what was meant."""

import csv
from functools import partial
from io import StringIO

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import CsvOutput
from service.domain.translation.content import ReportContent, ValueKind
from service.files.exact import Notation, TotalRead, first_difference, total_of_column
from service.files.reports.csv_lines.writer import FORMULA_LIKE, safe_text
from service.files.reports.text_files import CODECS, only_sheet

_LIKE_A_FORMULA = f"^{FORMULA_LIKE.pattern}"


def require_csv_reads_back(report: bytes, content: ReportContent, output: CsvOutput) -> TotalRead:
    """Raise ReadBackDiffersError, naming header and row, unless the lines hold the content exactly."""
    sheet = only_sheet(content, output)
    try:
        text = report.decode(CODECS[output.encoding])
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=output.separator, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadBackDiffersError(f"{output.filename}: the file cannot be read back.") from error
    headers = [safe_text(header, output) for header in sheet.columns]
    if not rows or rows[0] != headers:
        raise ReadBackDiffersError(f"{output.filename}, line 1: the line of headers is another one.")
    if len(rows) - 1 != sheet.row_count:
        raise ReadBackDiffersError(f"{output.filename}: {len(rows) - 1} lines read, {sheet.row_count} meant.")
    if set(map(len, rows)) != {len(headers)}:
        raise ReadBackDiffersError(f"{output.filename}: a line has too many or too few fields.")
    columns = list(zip(*rows[1:], strict=True)) if len(rows) > 1 else [()] * len(headers)
    notation = Notation(output.decimal_sign, output.date_form, partial(_safe_texts, output))
    read = {}
    for (header, values), texts in zip(sheet.columns.items(), columns, strict=True):
        read[header] = pa.array(texts, pa.string())
        fault = first_difference(read[header], values, notation)
        if fault is not None:
            raise ReadBackDiffersError(
                f"{output.filename}, column {header!r}, row {fault + 2}: read otherwise."
            )
    return lambda _, header: total_of_column(read[header], 0, output.decimal_sign)


def _safe_texts(output: CsvOutput, texts: pa.Array, kind: ValueKind) -> pa.Array:
    if kind is not ValueKind.TEXT or not pc.any(pc.match_substring_regex(texts, _LIKE_A_FORMULA)).as_py():
        return texts
    return pa.array([safe_text(text, output) for text in texts.to_pylist()], pa.string())
