"""Reports that are the municipality's own workbook, filled."""

from collections.abc import Sequence
from functools import partial

from service.files.reports.addresses import workbook_addresses
from service.files.reports.filled_templates.filling import CompiledTemplate, TemplateFile, kind_of_template
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


KIND = kind_of_template(
    TemplateFile(
        compiled=_compiled,
        copies=copied_sheets,
        read_back=require_workbook_reads_back,
    ),
    workbook_addresses,
)
