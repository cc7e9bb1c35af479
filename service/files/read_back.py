"""Read a report with a reader that did not write it, and hold it against what was meant."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import assert_never

from service.domain.content import ReportContent, ValueKind, Values
from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.formats.output import (
    CsvOutput,
    FixedWidthOutput,
    JsonOutput,
    OdsOutput,
    Output,
    TemplateOutput,
    XlsxOutput,
    XmlOutput,
)
from service.files.csv_writer import CODECS, only_sheet, safe_text
from service.files.fixed_width_read_back import require_fixed_width_reads_back
from service.files.json_read_back import require_json_reads_back
from service.files.open_document_read_back import require_open_document_reads_back
from service.files.open_document_sheet_copies import copied_open_sheets
from service.files.totals_read import TotalRead, total_of_texts, workbook_totals
from service.files.workbook_read_back import require_workbook_reads_back
from service.files.workbook_sheet_copies import copied_sheets, names_of_copies, split_sheets
from service.files.xml_read_back import require_xml_reads_back


def require_reads_back(
    report: bytes, content: ReportContent, output: Output, template: bytes | None = None
) -> TotalRead:
    """Raise ReadBackDiffersError, naming sheet, header and row, unless the report holds exactly the content.

    Never names a value: it may be about a person. For a workbook `template` is the blank one: whatever the
    format does not fill has to read as it does there, the rows below the data moved down, and no formula may
    be there that the template did not declare. Gives the totals of columns as they were read, so that the
    balance can be made up from the file itself.
    """
    match output:
        case XlsxOutput() | OdsOutput():
            if template is None:
                raise FormatError("Een werkmap wordt met haar sjabloon vergeleken.", file=output.filename)
            return _require_filled_template(report, content, output, template)
        case CsvOutput():
            return _require_lines_read_back(report, content, output)
        case FixedWidthOutput():
            return require_fixed_width_reads_back(report, content, output)
        case XmlOutput():
            return require_xml_reads_back(report, content, output)
        case JsonOutput():
            return require_json_reads_back(report, content, output)
        case _:
            assert_never(output)


def _require_filled_template(
    report: bytes, content: ReportContent, output: TemplateOutput, template: bytes
) -> TotalRead:
    names: Mapping[str, Sequence[str]] = {}
    is_open = output.kind == "ods"
    if output.sheet_per:
        names = names_of_copies(content, output.sheet_per)
        template = (copied_open_sheets if is_open else copied_sheets)(template, names, output.template)
        content = split_sheets(content, output.sheet_per)
    if is_open:
        return require_open_document_reads_back(report, content, template, names)
    return workbook_totals(require_workbook_reads_back(report, content, template), content, names)


def _require_lines_read_back(report: bytes, content: ReportContent, output: CsvOutput) -> TotalRead:
    sheet = only_sheet(content, output)
    try:
        text = report.decode(CODECS[output.encoding])
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=output.separator, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadBackDiffersError(f"{output.filename}: het bestand is niet terug te lezen.") from error
    headers = [safe_text(header, output) for header in sheet.columns]
    if not rows or rows[0] != headers:
        raise ReadBackDiffersError(f"{output.filename}, regel 1: de kopregel is een andere.")
    if len(rows) - 1 != sheet.row_count:
        raise ReadBackDiffersError(
            f"{output.filename}: {len(rows) - 1} regels gelezen, {sheet.row_count} bedoeld."
        )
    if any(len(row) != len(headers) for row in rows):
        raise ReadBackDiffersError(f"{output.filename}: een regel heeft te veel of te weinig velden.")
    columns = list(zip(*rows[1:], strict=True)) if len(rows) > 1 else [()] * len(headers)
    for (header, values), found in zip(sheet.columns.items(), columns, strict=True):
        fault = _first_fault(list(found), values, output)
        if fault is not None:
            raise ReadBackDiffersError(
                f"{output.filename}, kolom {header!r}, rij {fault + 2}: anders gelezen."
            )
    read = dict(zip(sheet.columns, columns, strict=True))
    return lambda _, header: total_of_texts(read[header], decimal_sign=output.decimal_sign)


def _first_fault(found: list[str], values: Values, output: CsvOutput) -> int | None:
    """The index of the first cell that reads otherwise than meant."""
    read: Mapping[ValueKind, Callable[[list[str], Values, CsvOutput], list[object]]] = {
        ValueKind.TEXT: _as_texts,
        ValueKind.NUMBER: _as_numerators,
        ValueKind.DATE: _as_days,
    }
    blanks = values.blank.tolist()
    meant = values.items.tolist()
    if values.kind is ValueKind.TEXT:
        meant = [safe_text(text, output) for text in meant]
    meant = ["" if blank else value for blank, value in zip(blanks, meant, strict=True)]
    got = read[values.kind](found, values, output)
    if got == meant:
        return None
    return next(i for i, (one, other) in enumerate(zip(got, meant, strict=True)) if one != other)


def _as_texts(found: list[str], _values: Values, _output: CsvOutput) -> list[object]:
    return list(found)


def _as_numerators(found: list[str], values: Values, output: CsvOutput) -> list[object]:
    """Texts as whole numbers over the denominator; all stay text unless each has exactly those decimals."""
    decimals = rf"{re.escape(output.decimal_sign)}[0-9]{{{values.digits}}}" if values.digits else ""
    joined = "\n".join([*found, ""])
    if not re.fullmatch(rf"(?:(?:-?[0-9]+{decimals})?+\n)*+", joined):
        return list(found)
    numbers = joined.replace(output.decimal_sign, "").split("\n")
    return [int(number) if number else "" for number in numbers[:-1]]


_FORMS_OF_DAYS = {
    "jjjj-mm-dd": re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    "jjjjmmdd": re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    "dd-mm-jjjj": re.compile(r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4})"),
}


def _as_days(found: list[str], _values: Values, output: CsvOutput) -> list[object]:
    """Texts as days; each different text is read once, and what is no day in this form stays text."""

    def read(text: str) -> object:
        match = _FORMS_OF_DAYS[output.date_form].fullmatch(text)
        try:
            return date(*(int(match[part]) for part in ("year", "month", "day"))) if match else text
        except ValueError:
            return text

    days = {text: read(text) for text in set(found)}
    return [days[text] for text in found]
