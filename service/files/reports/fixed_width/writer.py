"""Write a report as lines in which every field has its own positions."""

from collections.abc import Callable, Sequence
from functools import partial

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.workbooks import COLUMNS_WITHOUT_WIDTH
from service.domain.formats.output import FixedColumn, FixedWidthOutput
from service.domain.translation.content import ReportContent, SheetContent, ValueKind, Values
from service.domain.wording import Wording
from service.files.exact import texts_of_days, texts_of_numbers
from service.files.reports.text_files import CODECS, LINE_ENDS, only_sheet, why_not_in_encoding


def write_fixed_width(content: ReportContent, output: FixedWidthOutput) -> bytes:
    """Write one line per row, every field padded to its width, always the same bytes for the same input.

    Raises CannotBeWrittenError, with header and row (the first data row being row 1), for what does not fit,
    a character the encoding lacks, a line end or NUL in a text, and a text that would lose blanks to its
    padding; FormatError when the format does not give every column its width.
    """
    sheet = require_widths(content, output)
    columns = [
        _column(header, sheet.columns[header], column, output) for header, column in output.columns.items()
    ]
    lines = ["".join(line) for line in zip(*columns, strict=True)]
    if output.header_line:
        names = (name[: column.width].ljust(column.width) for name, column in output.columns.items())
        lines.insert(0, "".join(names))
    end = LINE_ENDS[output.line_end]
    return end.join([*lines, ""]).encode(CODECS[output.encoding])


def require_widths(content: ReportContent, output: FixedWidthOutput) -> SheetContent:
    """Give the one sheet; a FormatError when the output does not have exactly its columns."""
    sheet = only_sheet(content, output)
    if set(sheet.columns) != set(output.columns):
        wrong = sorted(set(sheet.columns) ^ set(output.columns))
        raise FormatError(COLUMNS_WITHOUT_WIDTH.fault(columns=", ".join(map(repr, wrong))), output.filename)
    return sheet


def fitting(text: str, column: FixedColumn) -> str:
    """A text as the format wants it: cut when it is too long and may be cut."""
    return text[: column.width] if column.too_long == "cut" else text


def _texts_of(
    values: Values, column: FixedColumn, output: FixedWidthOutput
) -> tuple[Sequence[str], Callable[[str], str]]:
    """What each value is written as, and what says why a text is refused (empty: it is not)."""
    match values.kind:
        case ValueKind.TEXT:
            texts: Sequence[str] = [fitting(text, column) for text in values.items.tolist()]
            return texts, partial(_why_text_refused, column=column, encoding=output.encoding)
        case ValueKind.NUMBER:
            texts = _numbers(values, output)
        case _:
            texts = _days(values, output)
    return texts, partial(_why_too_long, column=column)


def _column(header: str, values: Values, column: FixedColumn, output: FixedWidthOutput) -> Sequence[str]:
    written, why = _texts_of(values, column, output)
    texts = ["" if blank else text for blank, text in zip(values.blank.tolist(), written, strict=True)]
    refused = set(filter(why, filter(None, set(texts))))
    if refused:
        index = next(i for i, text in enumerate(texts) if text in refused)
        raise CannotBeWrittenError(
            Wording(
                f"kolom {header!r}, rij {index + 1}.",
                f"Column {header!r}, row {index + 1}: {why(texts[index])}",
            )
        )
    padded = {text: _padded(text, column) for text in set(texts)}
    return [padded[text] for text in texts]


def _numbers(values: Values, output: FixedWidthOutput) -> list[str]:
    texts: list[str] = texts_of_numbers(values).to_pylist()
    return [text.replace(".", output.decimal_sign) for text in texts]


def _days(values: Values, output: FixedWidthOutput) -> list[str]:
    return texts_of_days(values, output.date_form)


def _padded(text: str, column: FixedColumn) -> str:
    """An empty field is blanks, whatever its padding: it has no value."""
    if not text:
        return " " * column.width
    if column.align == "left":
        return text.ljust(column.width, column.pad)
    sign = "-" if column.pad == "0" and text.startswith("-") else ""
    return sign + text.removeprefix(sign).rjust(column.width - len(sign), column.pad)


def _why_too_long(text: str, column: FixedColumn) -> str:
    return f"it does not fit in {column.width} characters." if len(text) > column.width else ""


def _why_text_refused(text: str, column: FixedColumn, encoding: str) -> str:
    edge = text[-1] if column.align == "left" else text[0]
    if any(sign in text for sign in "\0\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        return "the text has a line end or NUL, which a line of fixed places cannot hold."
    if edge == column.pad or not text.strip(" "):
        return "the text would lose characters at its edge, as the field is filled up with them."
    return _why_too_long(text, column) or why_not_in_encoding(text, encoding)
