"""Every kind of report there is. A new one is a package beside these and a line here."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from service.domain.formats.output import (
    CsvOutput,
    DocxOutput,
    FixedWidthOutput,
    JsonOutput,
    OdsOutput,
    Output,
    XlsxOutput,
    XmlOutput,
    ZipOutput,
)
from service.files.reports.kind import ReportKind

WHERE: Mapping[type[Output], str] = {
    XlsxOutput: "filled_templates.workbook",
    OdsOutput: "filled_templates.open_document",
    DocxOutput: "word_document",
    CsvOutput: "csv_lines",
    FixedWidthOutput: "fixed_width",
    XmlOutput: "xml_elements",
    JsonOutput: "json_objects",
    ZipOutput: "zip_of_files",
}
"""Where each stands under the name KIND. It is imported when the first report of it is made: most
installations, and every command, need one or two."""


def kind_of(output: Output) -> ReportKind[Any]:
    """The kind that a format asks for."""
    return kind_for(type(output))


@cache
def kind_for(output: type[Output]) -> ReportKind[Any]:
    """The kind of which a format says this."""
    kind: ReportKind[Any] = import_module(f"{__package__}.{WHERE[output]}").KIND
    return kind
