"""Cut the lines of a report at their positions and hold every field against what was meant."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import FixedColumn, FixedWidthOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.exact import Notation, TotalRead, meant_texts, total_of_texts
from service.files.reports.csv_writer import CODECS, LINE_ENDS


def require_fixed_width_reads_back(
    report: bytes, content: ReportContent, output: FixedWidthOutput
) -> TotalRead:
    """Raise ReadBackDiffersError, naming header and row, unless every line holds its fields and no more."""
    sheet = content.sheets[0]
    try:
        lines = report.decode(CODECS[output.encoding]).split(LINE_ENDS[output.line_end])
    except UnicodeDecodeError as error:
        raise ReadBackDiffersError(f"{output.filename}: het bestand is niet terug te lezen.") from error
    rows = lines[1 if output.header_line else 0 : -1]
    width = sum(column.width for column in output.columns.values())
    if lines[-1] or len(rows) != sheet.row_count or any(len(line) != width for line in lines[:-1]):
        raise ReadBackDiffersError(f"{output.filename}: er zijn andere regels gelezen dan bedoeld.")
    start, read = 0, {}
    for header, column in output.columns.items():
        stop = start + column.width
        value = _without_padding(column)
        found = [value(row[start:stop]) for row in rows]
        meant = _meant(sheet.columns[header], column, output)
        if found != meant:
            index = next(i for i, pair in enumerate(zip(found, meant, strict=True)) if pair[0] != pair[1])
            raise ReadBackDiffersError(
                f"{output.filename}, kolom {header!r}, rij {index + 1}: anders gelezen."
            )
        start, read[header] = stop, found

    def total(_: str, header: str) -> Decimal:
        return total_of_texts(read[header], sheet.columns[header].digits, output.decimal_sign)

    return total


def _without_padding(column: FixedColumn) -> Callable[[str], str]:
    """What gives the value that stands in a field; blanks alone are no value."""
    if column.pad == " ":
        return _without_blanks_after if column.align == "left" else _without_blanks_before
    return partial(_value, column)


def _without_blanks_after(field: str) -> str:
    return field.rstrip(" ")


def _without_blanks_before(field: str) -> str:
    return field.lstrip(" ")


def _value(column: FixedColumn, field: str) -> str:
    if not field.strip(" "):
        return ""
    if column.align == "left":
        return field.rstrip(column.pad)
    if column.pad != "0":
        return field.lstrip(column.pad)
    sign = "-" if field.startswith("-") else ""
    return sign + (field.removeprefix("-").lstrip("0") or "0")


def _meant(values: Values, column: FixedColumn, output: FixedWidthOutput) -> list[str]:
    texts = meant_texts(values, Notation(output.decimal_sign, output.date_form))
    if values.kind is ValueKind.TEXT and column.too_long == "cut":
        texts = (text[: column.width] for text in texts)
    value = _without_padding(column)
    return [
        "" if blank or not text else value(text)
        for blank, text in zip(values.blank.tolist(), texts, strict=True)
    ]
