"""Reports that are the municipality's own OpenDocument spreadsheet, filled."""

from collections.abc import Sequence
from functools import partial

from service.domain.formats.output import OdsOutput
from service.files.open_document import (
    compile_open_document,
    copied_open_sheets,
    require_open_document_reads_back,
    write_open_document,
)
from service.files.reports.addresses import open_document_addresses
from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, TemplateWriter
from service.files.reports.kind import ReportKind
from service.files.workbook import SheetTarget


def _compiled(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    compiled = compile_open_document(template, sheets, cells, file=file)
    return CompiledTemplate(
        partial(write_open_document, compiled), tuple(sheet.listed for sheet in compiled.sheets)
    )


_OPEN_DOCUMENT = TemplateFile(
    compiled=_compiled,
    copies=copied_open_sheets,
    read_back=require_open_document_reads_back,
)
KIND = ReportKind(
    output=OdsOutput,
    writer=lambda capacity: TemplateWriter(_OPEN_DOCUMENT, capacity),
    read_back=_OPEN_DOCUMENT.require_reads_back,
    addresses=open_document_addresses,
    check=_OPEN_DOCUMENT.check,
)
