"""Cut the lines of a report at their positions and hold every field against what was meant."""

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import FixedColumn, FixedWidthOutput
from service.domain.translation.content import ReportContent, ValueKind
from service.files.exact import Notation, TotalRead, first_difference, total_of_column
from service.files.reports.text_files import CODECS, LINE_ENDS


def require_fixed_width_reads_back(
    report: bytes, content: ReportContent, output: FixedWidthOutput
) -> TotalRead:
    """Raise ReadBackDiffersError, naming header and row, unless every line holds its fields and no more."""
    sheet = content.sheets[0]
    try:
        lines = report.decode(CODECS[output.encoding]).split(LINE_ENDS[output.line_end])
    except UnicodeDecodeError as error:
        raise ReadBackDiffersError(f"{output.filename}: the file cannot be read back.") from error
    rows = lines[1 if output.header_line else 0 : -1]
    widths = {sum(column.width for column in output.columns.values())}
    if lines[-1] or len(rows) != sheet.row_count or not widths >= set(map(len, lines[:-1])):
        raise ReadBackDiffersError(f"{output.filename}: other lines were read than meant.")
    start, read = 0, {}
    for header, column in output.columns.items():
        stop = start + column.width
        notation = Notation(output.decimal_sign, output.date_form, partial(_written, column))
        fields = pa.array([row[start:stop] for row in rows], pa.string())
        start, read[header] = stop, _without_padding(fields, column)
        place = first_difference(read[header], sheet.columns[header], notation)
        if place is not None:
            raise ReadBackDiffersError(
                f"{output.filename}, column {header!r}, row {place + 1}: read otherwise."
            )
    return lambda _, header: total_of_column(read[header], sheet.columns[header].digits, output.decimal_sign)


def _written(column: FixedColumn, texts: pa.Array, kind: ValueKind) -> pa.Array:
    if kind is ValueKind.TEXT and column.too_long == "cut":
        texts = pc.utf8_slice_codeunits(texts, 0, column.width)
    return _without_padding(texts, column)


def _without_padding(fields: pa.Array, column: FixedColumn) -> pa.Array:
    """The value that stands in each field; blanks alone are no value."""
    if column.align == "left":
        values = pc.utf8_rtrim(fields, characters=column.pad)
    elif column.pad == "0":
        values = pc.replace_substring_regex(fields, "^(-?)0+(.)", r"\1\2")
    else:
        values = pc.utf8_ltrim(fields, characters=column.pad)
    return values if column.pad == " " else pc.if_else(pc.match_substring_regex(fields, "^ *$"), "", values)
