"""Every kind of report there is. A new one is a package beside these and a line here."""

from collections.abc import Mapping
from typing import Any

from service.domain.formats.output import Output
from service.files.reports.csv_lines import CSV
from service.files.reports.filled_templates import OPEN_DOCUMENT, WORKBOOK
from service.files.reports.fixed_width import FIXED_WIDTH
from service.files.reports.json_objects import JSON
from service.files.reports.kind import ReportKind
from service.files.reports.word_document import DOCUMENT
from service.files.reports.xml_elements import XML
from service.files.reports.zip_of_files import zip_of

_OF_ONE_FILE: Mapping[type[Output], ReportKind[Any]] = {
    kind.output: kind for kind in (WORKBOOK, OPEN_DOCUMENT, DOCUMENT, CSV, FIXED_WIDTH, XML, JSON)
}
_ZIP = zip_of(_OF_ONE_FILE)
KINDS: Mapping[type[Output], ReportKind[Any]] = {**_OF_ONE_FILE, _ZIP.output: _ZIP}


def kind_of(output: Output) -> ReportKind[Any]:
    """The kind that a format asks for."""
    return KINDS[type(output)]
