"""Write and check reports of any kind, remembering the templates that were compiled."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from threading import Lock

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import NEEDS_A_TEMPLATE, NO_CSV, NO_JSON, NO_WIDTHS, NO_XML
from service.domain.formats.output import (
    CsvOutput,
    FixedWidthOutput,
    JsonOutput,
    Output,
    TemplateOutput,
    XmlOutput,
)
from service.domain.translation.content import ReportContent
from service.files.exact import TotalRead
from service.files.open_document import compile_open_document, copied_open_sheets, write_open_document
from service.files.reports.csv_writer import write_csv
from service.files.reports.fixed_width_writer import write_fixed_width
from service.files.reports.json_writer import write_json
from service.files.reports.read_back import require_reads_back
from service.files.reports.xml_writer import write_xml
from service.files.workbook import (
    SheetTarget,
    compile_template,
    copied_sheets,
    names_of_copies,
    split_sheets,
    write_workbook,
)

_Key = tuple[str, bytes, tuple[SheetTarget, ...], tuple[tuple[str, str], ...]]
_Fill = Callable[[ReportContent], bytes]


@dataclass(frozen=True, slots=True)
class _TemplateKind:
    """How templates of one kind are compiled (into what fills them), and how their sheets are copied."""

    compiled: Callable[[bytes, Sequence[SheetTarget], Sequence[tuple[str, str]], str], _Fill]
    copies: Callable[[bytes, Mapping[str, Sequence[str]], str], bytes]


def _compiled_workbook(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> _Fill:
    return partial(write_workbook, compile_template(template, sheets, cells, file=file))


def _compiled_open_document(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> _Fill:
    return partial(write_open_document, compile_open_document(template, sheets, cells, file=file))


_TEMPLATE_KINDS: Mapping[str, _TemplateKind] = {
    "xlsx": _TemplateKind(_compiled_workbook, copied_sheets),
    "ods": _TemplateKind(_compiled_open_document, copied_open_sheets),
}


class ReportWriter:
    """Turns contents into files.

    Keeps the last `capacity` compiled templates, by what is in them and what is filled. May be shared by
    threads; each process has its own.
    """

    def __init__(self, capacity: int = 64) -> None:
        """Start with nothing compiled."""
        self._capacity = capacity
        self._compiled: OrderedDict[_Key, _Fill] = OrderedDict()
        self._lock = Lock()
        self._writers: Mapping[str, Callable[[ReportContent, Output, bytes | None], bytes]] = {
            "xlsx": self._fill_template,
            "ods": self._fill_template,
            "csv": _write_csv,
            "fixed-width": _write_fixed_width,
            "xml": _write_xml,
            "json": _write_json,
        }

    def write_report(self, content: ReportContent, output: Output, template: bytes | None = None) -> bytes:
        """Write the file for this content: the same bytes for the same content, output, template and engine.

        `template` is the blank workbook of an output that has one. Raises CannotBeWrittenError for a value
        that the file cannot hold, FormatError for a template that does not fit the format. Nothing is checked
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

    def _fill_template(self, content: ReportContent, output: Output, template: bytes | None) -> bytes:
        if not isinstance(output, TemplateOutput) or template is None:
            raise FormatError(NEEDS_A_TEMPLATE.fault(), output.filename)
        if output.sheet_per:
            names = names_of_copies(content, output.sheet_per)
            template = _TEMPLATE_KINDS[output.kind].copies(template, names, output.template)
            content = split_sheets(content, output.sheet_per)
        targets = tuple(SheetTarget(s.sheet, s.header_row, tuple(s.columns)) for s in content.sheets)
        return self._filler(template, targets, tuple(content.cells), output)(content)

    def _filler(
        self,
        template: bytes,
        targets: tuple[SheetTarget, ...],
        cells: tuple[tuple[str, str], ...],
        output: TemplateOutput,
    ) -> _Fill:
        key = (output.kind, sha256(template).digest(), targets, cells)
        with self._lock:
            if key in self._compiled:
                self._compiled.move_to_end(key)
                return self._compiled[key]
        compiled = _TEMPLATE_KINDS[output.kind].compiled(template, targets, cells, output.template)
        with self._lock:
            self._compiled[key] = compiled
            if len(self._compiled) > self._capacity:
                self._compiled.popitem(last=False)
        return compiled


def check_headers(
    template: bytes,
    content_sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    output: TemplateOutput,
) -> None:
    """Raise FormatError, naming the template, unless every sheet, header text and cell can be filled."""
    _TEMPLATE_KINDS[output.kind].compiled(template, content_sheets, cells, output.template)


def _write_csv(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, CsvOutput):
        raise FormatError(NO_CSV.fault(), output.filename)
    return write_csv(content, output)


def _write_fixed_width(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, FixedWidthOutput):
        raise FormatError(NO_WIDTHS.fault(), output.filename)
    return write_fixed_width(content, output)


def _write_xml(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, XmlOutput):
        raise FormatError(NO_XML.fault(), output.filename)
    return write_xml(content, output)


def _write_json(content: ReportContent, output: Output, _template: bytes | None) -> bytes:
    if not isinstance(output, JsonOutput):
        raise FormatError(NO_JSON.fault(), output.filename)
    return write_json(content, output)
