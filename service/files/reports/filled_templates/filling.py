"""Fill templates, remembering those that were compiled, and hold what was filled against its template."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TypeVar

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import NEEDS_A_TEMPLATE
from service.domain.formats.output import DocxOutput, OdsOutput, TemplateOutput, XlsxOutput
from service.domain.translation.content import ReportContent, SheetContent, shown_rows, with_blanks
from service.files.exact import TotalRead
from service.files.reports.kind import AddressesOf, ListedKeys, ReportKind
from service.files.workbook import SheetTarget, names_of_copies, split_sheets

Fill = Callable[[ReportContent], bytes]
_Template = TypeVar("_Template", bound=XlsxOutput | OdsOutput | DocxOutput)
_Key = tuple[bytes, tuple[SheetTarget, ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template that is ready to be filled."""

    fill: Fill
    listed: ListedKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """One kind of template: how it is compiled into what fills it, copied by sheet, and read back."""

    compiled: Callable[[bytes, Sequence[SheetTarget], Sequence[tuple[str, str]], str], CompiledTemplate]
    copies: Callable[[bytes, Mapping[str, Sequence[str]], str], bytes]
    read_back: Callable[[bytes, ReportContent, bytes, Mapping[str, Sequence[str]]], TotalRead]

    def spread(
        self, content: ReportContent, output: TemplateOutput, template: bytes | None
    ) -> tuple[ReportContent, bytes, Mapping[str, Sequence[str]]]:
        """Content and template with a sheet for every code that asks one, and the names of those sheets.

        Raises FormatError without a template.
        """
        if template is None:
            raise FormatError(NEEDS_A_TEMPLATE.fault(), output.filename)
        if not output.sheet_per:
            return with_ready_lines(content), template, {}
        names = names_of_copies(content, output.sheet_per)
        return (
            with_ready_lines(split_sheets(content, output.sheet_per)),
            self.copies(template, names, output.template),
            names,
        )

    def require_reads_back(
        self, report: bytes, content: ReportContent, output: TemplateOutput, template: bytes | None
    ) -> TotalRead:
        """Whatever the format does not fill has to read as in the template, the rows below moved down."""
        content, blank, names = self.spread(content, output, template)
        return self.read_back(report, content, blank, names)

    def check(
        self,
        template: bytes,
        sheets: Sequence[SheetTarget],
        cells: Sequence[tuple[str, str]],
        output: TemplateOutput,
    ) -> ListedKeys:
        """Raise FormatError, naming the template, unless every sheet, header text and cell can be filled."""
        return self.compiled(template, sheets, cells, output.template).listed


def with_ready_lines(content: ReportContent) -> ReportContent:
    """The content with the lines that stay ready and empty behind its own."""
    return replace(content, sheets=tuple(map(_with_ready_lines, content.sheets)))


def _with_ready_lines(sheet: SheetContent) -> SheetContent:
    missing = 0 if sheet.listed else shown_rows(sheet.row_count, sheet.place) - sheet.row_count
    if not (sheet.place.keeps_prepared and missing > 0):
        return sheet
    return replace(
        sheet, columns={name: with_blanks(values, missing) for name, values in sheet.columns.items()}
    )


class TemplateWriter:
    """Fills templates of one kind.

    Keeps the last `capacity` compiled templates, by what is in them and what is filled. May be shared by
    threads; each process has its own.
    """

    def __init__(self, kind: TemplateFile, capacity: int) -> None:
        """Start with nothing compiled."""
        self._kind = kind
        self._capacity = capacity
        self._compiled: OrderedDict[_Key, CompiledTemplate] = OrderedDict()
        self._lock = Lock()

    def __call__(self, content: ReportContent, output: TemplateOutput, template: bytes | None) -> bytes:
        """The municipality's own file with the content in it."""
        content, blank, _ = self._kind.spread(content, output, template)
        targets = tuple(map(SheetTarget.of, content.sheets))
        return self._filler(blank, targets, tuple(content.cells), output.template).fill(content)

    def _filler(
        self,
        template: bytes,
        targets: tuple[SheetTarget, ...],
        cells: tuple[tuple[str, str], ...],
        file: str,
    ) -> CompiledTemplate:
        key = (sha256(template).digest(), targets, cells)
        with self._lock:
            if key in self._compiled:
                self._compiled.move_to_end(key)
                return self._compiled[key]
        compiled = self._kind.compiled(template, targets, cells, file)
        with self._lock:
            self._compiled[key] = compiled
            if len(self._compiled) > self._capacity:
                self._compiled.popitem(last=False)
        return compiled


def kind_of_template(file: TemplateFile, addresses: AddressesOf[_Template]) -> ReportKind[_Template]:
    """The kind of report of which this is the template."""
    return ReportKind(
        writer=lambda capacity: TemplateWriter(file, capacity),
        read_back=file.require_reads_back,
        addresses=addresses,
        check=file.check,
    )
