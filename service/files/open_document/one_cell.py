"""One cell of an OpenDocument spreadsheet as it stands in the file, and where blocks stand in a template."""

from collections.abc import Sequence

from service.domain.failures import FormatError
from service.files.open_document.layout import OFFICE, TABLE, OpenDocument
from service.files.workbook import PlacedTarget, SheetTarget, ShownCell, placed_targets


def open_cell_at(spreadsheet: bytes, sheet: str, row: int, column: int) -> ShownCell | None:
    """A cell by its row and column, from 1; None when there is no such sheet."""
    try:
        cell = OpenDocument(spreadsheet, "").sheet(sheet).cell(row, column)
    except FormatError:
        return None
    formula = cell.get(f"{TABLE}formula", "")
    text = "" if formula else "\n".join("".join(part.itertext()) for part in cell)
    is_number = cell.get(f"{OFFICE}value-type") not in (None, "string")
    return ShownCell(text=text, formula=formula, is_number=is_number and not formula)


def placed_in_open_document(
    template: bytes, targets: Sequence[SheetTarget], file: str
) -> tuple[PlacedTarget, ...]:
    """Where each block stands in a template. Raises FormatError for one that is not there."""
    opened = OpenDocument(template, file)
    return placed_targets(targets, lambda name, _: opened.sheet(name).texts(), file)
