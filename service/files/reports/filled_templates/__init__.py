"""Reports that are the municipality's own file, filled: workbooks and OpenDocument spreadsheets."""

from collections.abc import Sequence
from functools import partial

from service.domain.formats.output import OdsOutput, XlsxOutput
from service.files.open_document import (
    compile_open_document,
    copied_open_sheets,
    require_open_document_reads_back,
    write_open_document,
)
from service.files.reports.addresses import open_document_addresses, workbook_addresses
from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, TemplateWriter
from service.files.reports.kind import ReportKind
from service.files.workbook import (
    SheetTarget,
    compile_template,
    copied_sheets,
    require_workbook_reads_back,
    write_workbook,
)


def _compiled_workbook(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    compiled = compile_template(template, sheets, cells, file=file)
    return CompiledTemplate(
        partial(write_workbook, compiled), tuple(block.listed for block in compiled.blocks)
    )


def _compiled_open_document(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    compiled = compile_open_document(template, sheets, cells, file=file)
    return CompiledTemplate(
        partial(write_open_document, compiled), tuple(sheet.listed for sheet in compiled.sheets)
    )


_WORKBOOK = TemplateFile(
    compiled=_compiled_workbook,
    copies=copied_sheets,
    read_back=require_workbook_reads_back,
)
_OPEN_DOCUMENT = TemplateFile(
    compiled=_compiled_open_document,
    copies=copied_open_sheets,
    read_back=require_open_document_reads_back,
)
WORKBOOK = ReportKind(
    output=XlsxOutput,
    writer=lambda capacity: TemplateWriter(_WORKBOOK, capacity),
    read_back=_WORKBOOK.require_reads_back,
    addresses=workbook_addresses,
    check=_WORKBOOK.check,
)
OPEN_DOCUMENT = ReportKind(
    output=OdsOutput,
    writer=lambda capacity: TemplateWriter(_OPEN_DOCUMENT, capacity),
    read_back=_OPEN_DOCUMENT.require_reads_back,
    addresses=open_document_addresses,
    check=_OPEN_DOCUMENT.check,
)
__all__ = ["OPEN_DOCUMENT", "WORKBOOK", "CompiledTemplate", "TemplateFile", "TemplateWriter"]
