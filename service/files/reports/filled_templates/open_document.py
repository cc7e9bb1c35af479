"""Reports that are the municipality's own OpenDocument spreadsheet, filled."""

from collections.abc import Sequence
from functools import partial

from service.files.open_document import (
    compile_open_document,
    copied_open_sheets,
    require_open_document_reads_back,
    write_open_document,
)
from service.files.reports.addresses import open_document_addresses
from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, kind_of_template
from service.files.workbook import SheetTarget


def _compiled(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    compiled = compile_open_document(template, sheets, cells, file=file)
    return CompiledTemplate(
        partial(write_open_document, compiled), tuple(sheet.listed for sheet in compiled.sheets)
    )


KIND = kind_of_template(
    TemplateFile(
        compiled=_compiled,
        copies=copied_open_sheets,
        read_back=require_open_document_reads_back,
    ),
    open_document_addresses,
)
