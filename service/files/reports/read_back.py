"""Read a report with a reader that did not write it, and hold it against what was meant."""

import csv
from collections.abc import Mapping, Sequence
from functools import partial
from io import StringIO
from typing import assert_never

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.formats.faults.workbooks import COMPARED_WITH_A_TEMPLATE
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
from service.domain.translation.content import ReportContent, ValueKind
from service.files.exact import Notation, TotalRead, first_difference, total_of_column
from service.files.open_document import copied_open_sheets, require_open_document_reads_back
from service.files.reports.csv_writer import CODECS, FORMULA_LIKE, only_sheet, safe_text
from service.files.reports.fixed_width_read_back import require_fixed_width_reads_back
from service.files.reports.json_read_back import require_json_reads_back
from service.files.reports.xml_read_back import require_xml_reads_back
from service.files.workbook import (
    copied_sheets,
    names_of_copies,
    require_workbook_reads_back,
    split_sheets,
)

_LIKE_A_FORMULA = f"^{FORMULA_LIKE.pattern}"


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
                raise FormatError(COMPARED_WITH_A_TEMPLATE.fault(), output.filename)
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
    read_back = require_open_document_reads_back if is_open else require_workbook_reads_back
    return read_back(report, content, template, names)


def _require_lines_read_back(report: bytes, content: ReportContent, output: CsvOutput) -> TotalRead:
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
