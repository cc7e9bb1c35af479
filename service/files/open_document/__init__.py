"""OpenDocument spreadsheets of municipalities: compiled, filled and read back as workbooks are."""

from typing import TYPE_CHECKING

from service.on_demand import on_demand

if TYPE_CHECKING:
    from service.files.open_document.drop_downs import choices_in_open_document
    from service.files.open_document.filling import write_open_document
    from service.files.open_document.lists_going_on import open_lists_that_go_on
    from service.files.open_document.one_cell import open_cell_at, placed_in_open_document
    from service.files.open_document.overwritten import overwritten_in_open_document
    from service.files.open_document.read_back import require_open_document_reads_back
    from service.files.open_document.sheet_copies import copied_open_sheets
    from service.files.open_document.template import compile_open_document

__all__ = [
    "choices_in_open_document",
    "compile_open_document",
    "copied_open_sheets",
    "open_cell_at",
    "open_lists_that_go_on",
    "overwritten_in_open_document",
    "placed_in_open_document",
    "require_open_document_reads_back",
    "write_open_document",
]
__getattr__ = on_demand(
    __name__,
    {
        "drop_downs": ("choices_in_open_document",),
        "filling": ("write_open_document",),
        "lists_going_on": ("open_lists_that_go_on",),
        "one_cell": ("open_cell_at", "placed_in_open_document"),
        "overwritten": ("overwritten_in_open_document",),
        "read_back": ("require_open_document_reads_back",),
        "sheet_copies": ("copied_open_sheets",),
        "template": ("compile_open_document",),
    },
)
