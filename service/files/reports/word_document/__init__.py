"""Reports that are a Word document of the municipality, filled: a statement to be signed."""

from collections.abc import Sequence

from service.files.reports.addresses import document_addresses
from service.files.reports.filled_templates import CompiledTemplate, TemplateFile, kind_of_template
from service.files.reports.word_document.read_back import document_as_text, require_document_reads_back
from service.files.reports.word_document.writer import compile_document
from service.files.workbook import SheetTarget


def _compiled(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]], file: str
) -> CompiledTemplate:
    """A document lists no lines: each of its tables has one row that is repeated."""
    return CompiledTemplate(compile_document(template, sheets, cells, file), ((),) * len(sheets))


KIND = kind_of_template(
    TemplateFile(
        compiled=_compiled,
        copies=lambda template, _names, _file: template,
        read_back=lambda report, content, template, _names: require_document_reads_back(
            report, content, template
        ),
    ),
    document_addresses,
)
__all__ = ["KIND", "document_as_text"]
