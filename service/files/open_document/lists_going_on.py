"""Rows of an OpenDocument spreadsheet that look like more lines of a fixed list, below where it ends."""

from collections.abc import Iterator, Sequence

from service.files.open_document.layout import OpenDocument
from service.files.workbook import GoingOn, SheetTarget, going_on_below, placed_targets


def open_lists_that_go_on(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[GoingOn]:
    """As `workbook.lists_that_go_on`, of an .ods."""
    opened = OpenDocument(template, "")
    placed = placed_targets(sheets, lambda name, _: opened.sheet(name).texts(), "")
    yield from going_on_below(placed, lambda name: opened.sheet(name).texts(), cells)
