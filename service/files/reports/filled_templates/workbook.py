"""Reports that are the municipality's own workbook, filled."""

from collections.abc import Sequence
from functools import partial

from service.domain.formats.output import XlsxOutput
from service.files.reports.addresses import workbook_addresses
from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, TemplateWriter
from service.files.reports.kind import ReportKind
from service.files.workbook import (
    SheetTarget,
    compile_template,
    copied_sheets,
    require_workbook_reads_back,
    write_workbook,
)


def _compiled(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    compiled = compile_template(template, sheets, cells, file=file)
    return CompiledTemplate(
        partial(write_workbook, compiled), tuple(block.listed for block in compiled.blocks)
    )


_WORKBOOK = TemplateFile(
    compiled=_compiled,
    copies=copied_sheets,
    read_back=require_workbook_reads_back,
)
KIND = ReportKind(
    output=XlsxOutput,
    writer=lambda capacity: TemplateWriter(_WORKBOOK, capacity),
    read_back=_WORKBOOK.require_reads_back,
    addresses=workbook_addresses,
    check=_WORKBOOK.check,
)
