"""What all reports that are text have in common: encodings, line ends, and the one sheet they hold."""

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import ONE_SHEET_ONLY
from service.domain.formats.output import CsvOutput, FixedWidthOutput
from service.domain.translation.content import ReportContent, SheetContent

CODECS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "windows-1252": "cp1252"}
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}


def only_sheet(content: ReportContent, output: CsvOutput | FixedWidthOutput) -> SheetContent:
    """Give the one sheet of a report that is a text file; a FormatError when it has more or fewer."""
    if len(content.sheets) != 1 or content.cells:
        raise FormatError(ONE_SHEET_ONLY.fault(), output.filename)
    return content.sheets[0]


def why_not_in_encoding(text: str, encoding: str) -> str:
    """Why a text cannot be written in one of the CODECS; empty when it can."""
    try:
        text.encode(CODECS[encoding].removesuffix("-sig"))
    except UnicodeEncodeError as error:
        return f"the character U+{ord(error.object[error.start]):04X} is not in {encoding}."
    return ""
