"""Write and check reports of any kind, remembering the templates that were compiled."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from threading import Lock

from service.domain.content import ReportContent
from service.domain.failures import FormatError
from service.domain.formats.output import (
    CsvOutput,
    FixedWidthOutput,
    JsonOutput,
    Output,
    XlsxOutput,
    XmlOutput,
)
from service.files.csv_writer import write_csv
from service.files.fixed_width_writer import write_fixed_width
from service.files.json_writer import write_json
from service.files.read_back import require_reads_back
from service.files.totals_read import TotalRead
from service.files.workbook_sheet_copies import copied_sheets, names_of_copies, split_sheets
from service.files.workbook_template import SheetTarget, WorkbookTemplate, compile_template
from service.files.workbook_writer import write_workbook
from service.files.xml_writer import write_xml

_Key = tuple[bytes, tuple[SheetTarget, ...], tuple[tuple[str, str], ...]]


class ReportWriter:
    """Turns contents into files.

    Keeps the last `capacity` compiled templates, by what is in them and what is filled. May be shared by
    threads; each process has its own.
    """

    def __init__(self, capacity: int = 64) -> None:
        """Start with nothing compiled."""
        self._capacity = capacity
        self._compiled: OrderedDict[_Key, WorkbookTemplate] = OrderedDict()
        self._lock = Lock()
        self._writers: Mapping[str, Callable[[ReportContent, Output, bytes | None], bytes]] = {
            "xlsx": self._write_xlsx,
            "csv": _write_csv,
            "fixed-width": _write_fixed_width,
            "xml": _write_xml,
            "json": _write_json,
        }

    def write_report(self, content: ReportContent, output: Output, template: bytes | None = None) -> bytes:
        """Write the file for this content: the same bytes for the same content, output, template and engine.

        `template` is the blank workbook of an xlsx output. Raises CannotBeWrittenError for a value that the
        file cannot hold, FormatError for a template that does not fit the format. Nothing is checked
        afterwards: see `require_reads_back`.
        """
        return self._writers[output.kind](content, output, template)

    def write_checked_report(
        self,
        content: ReportContent,
        output: Output,
        template: bytes | None = None,
        prove: Callable[[TotalRead], None] | None = None,
    ) -> bytes:
        """Write the file and read it back; raises ReadBackDiffersError when it holds anything else.

        `prove` gets the totals that were read, to hold the balance against them.
        """
        report = self.write_report(content, output, template)
        totals = require_reads_back(report, content, output, template)
        if prove is not None:
            prove(totals)
        return report

    def _write_xlsx(self, content: ReportContent, output: Output, template: bytes | None) -> bytes:
        if not isinstance(output, XlsxOutput) or template is None:
            raise FormatError("Een werkmap heeft een sjabloon nodig.", file=output.filename)
        if output.sheet_per:
            names = names_of_copies(content, output.sheet_per)
            template = copied_sheets(template, names, output.template)
            content = split_sheets(content, output.sheet_per)
        targets = tuple(SheetTarget(s.sheet, s.header_row, tuple(s.columns)) for s in content.sheets)
        return write_workbook(self._template(template, targets, tuple(content.cells), output), content)

    def _template(
        self,
        template: bytes,
        targets: tuple[SheetTarget, ...],
        cells: tuple[tuple[str, str], ...],
        output: XlsxOutput,
    ) -> WorkbookTemplate:
        key = (sha256(template).digest(), targets, cells)
        with self._lock:
            if key in self._compiled:
                self._compiled.move_to_end(key)
                return self._compiled[key]
        compiled = compile_template(template, targets, cells, file=output.template)
        with self._lock:
            self._compiled[key] = compiled
            if len(self._compiled) > self._capacity:
                self._compiled.popitem(last=False)
        return compiled


def check_headers(
    template: bytes, content_sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> None:
    """Raise FormatError, naming `file`, unless every sheet, header text and cell is there to be filled."""
    compile_template(template, content_sheets, cells, file=file)


def _write_csv(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, CsvOutput):
        raise FormatError("Dit formaat is geen csv.", file=output.filename)
    return write_csv(content, output)


def _write_fixed_width(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, FixedWidthOutput):
        raise FormatError("Dit formaat heeft geen vaste breedtes.", file=output.filename)
    return write_fixed_width(content, output)


def _write_xml(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, XmlOutput):
        raise FormatError("Dit formaat is geen xml.", file=output.filename)
    return write_xml(content, output)


def _write_json(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, JsonOutput):
        raise FormatError("Dit formaat is geen json.", file=output.filename)
    return write_json(content, output)
