"""Addresses in files that are lists: `14:Bedrag` in lines of text, `/Productie/3/Bedrag` in JSON."""

import re
from dataclasses import dataclass

from service.domain.formats.output import CsvOutput, DocxOutput, FixedWidthOutput, JsonOutput
from service.domain.translation.content import ReportContent
from service.files.reports.addresses.address import FilledCell, NothingElse, SingleCell

_LINE_AND_FIELD = re.compile(r"(\d+)\s*:\s*(.+)", re.DOTALL)


@dataclass(frozen=True)
class TextAddresses(NothingElse):
    """`line:field`. A line is a record: a text with line ends in it is still one."""

    content: ReportContent
    first: int
    """The number of the first line with data."""

    def of_line(self, block: int, header: str, line: int) -> str:  # noqa: ARG002 - such a file has one list
        """`14:Bedrag`."""
        return f"{self.first + line}:{header}"

    def of_cell(self, cell: SingleCell) -> str:
        """Such a file has no single cells; its own address."""
        return "!".join(cell)

    def find(self, address: str) -> FilledCell | None:
        """The cell of that line and field."""
        found = _LINE_AND_FIELD.fullmatch(address.strip())
        if found is None:
            return None
        return _of_block(self.content, 0, found[2], int(found[1]) - self.first)


@dataclass(frozen=True)
class JsonAddresses(NothingElse):
    """JSON Pointer (RFC 6901): the first row of a list is 0."""

    content: ReportContent

    def of_line(self, block: int, header: str, line: int) -> str:
        """`/Productie/3/Bedrag`."""
        return "".join(f"/{_escaped(str(part))}" for part in (self.content.sheets[block].sheet, line, header))

    def of_cell(self, cell: SingleCell) -> str:
        """`/Voorblad/naam`."""
        return "".join(f"/{_escaped(part)}" for part in cell)

    def find(self, address: str) -> FilledCell | None:
        """The cell that the pointer points at."""
        parts = [part.replace("~1", "/").replace("~0", "~") for part in address.strip().split("/")[1:]]
        if len(parts) == 2 and (parts[0], parts[1]) in self.content.cells:  # noqa: PLR2004 - sheet and address
            return FilledCell(single=(parts[0], parts[1]))
        if len(parts) != 3 or not parts[1].isdecimal():  # noqa: PLR2004 - sheet, row and header
            return None
        names = [sheet.sheet for sheet in self.content.sheets]
        if parts[0] not in names:
            return None
        return _of_block(self.content, names.index(parts[0]), parts[2], int(parts[1]))


@dataclass(frozen=True)
class DocumentAddresses(NothingElse):
    """A content control by its name, and a cell of a table as `Table!row:header`."""

    content: ReportContent

    def of_line(self, block: int, header: str, line: int) -> str:
        """`Regels!3:Bedrag`."""
        sheet = self.content.sheets[block]
        return f"{sheet.sheet}!{sheet.header_row + 1 + line}:{header}"

    def of_cell(self, cell: SingleCell) -> str:
        """The name of the control or bookmark."""
        return cell[1]

    def find(self, address: str) -> FilledCell | None:
        """The control of that name, or the cell of that table."""
        written = address.strip()
        for cell in self.content.cells:
            if written in (cell[1], "!".join(cell)):
                return FilledCell(single=cell)
        for block, sheet in enumerate(self.content.sheets):
            within = written.removeprefix(f"{sheet.sheet}!")
            found = _LINE_AND_FIELD.fullmatch(within) if within != written else None
            if found is not None:
                return _of_block(self.content, block, found[2], int(found[1]) - sheet.header_row - 1)
        return None


def text_addresses(
    content: ReportContent, output: CsvOutput | FixedWidthOutput, _template: bytes | None
) -> TextAddresses:
    """Lines are counted from 1, that with the headers too."""
    has_header = isinstance(output, CsvOutput) or output.header_line
    return TextAddresses(content, 1 + has_header)


def json_addresses(content: ReportContent, _output: JsonOutput, _template: bytes | None) -> JsonAddresses:
    """Pointers into the file."""
    return JsonAddresses(content)


def document_addresses(
    content: ReportContent, _output: DocxOutput, _template: bytes | None
) -> DocumentAddresses:
    """Names of controls, and rows of tables."""
    return DocumentAddresses(content)


def _of_block(content: ReportContent, block: int, header: str, line: int) -> FilledCell | None:
    sheet = content.sheets[block]
    if header not in sheet.columns or not 0 <= line < sheet.row_count:
        return None
    return FilledCell(block=block, header=header, lines=(line,))


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
