"""Formulas and texts of a blank OpenDocument spreadsheet that stand in a cell which a format fills."""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element

from service.files.open_document.layout import OFFICE, TABLE, OpenDocument, cell_text
from service.files.workbook import Overwritten, SheetTarget, filled_by_templates, place_of, placed_targets


def overwritten_in_open_document(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[Overwritten]:
    """As `workbook.overwritten_cells`, of an .ods."""
    opened = OpenDocument(template, "")
    placed = placed_targets(sheets, lambda name, _: opened.sheet(name).texts(), "")
    for block, address, sheet, cell in filled_by_templates(placed, cells):
        found = opened.sheet(sheet).cell(*place_of(cell))
        formula, text = found.get(f"{TABLE}formula", "").removeprefix("of:"), _text_in(found)
        if formula or text:
            place = f"{sheet}!{cell}"
            yield Overwritten(block=block, address=address, cell=place, formula=formula, text=text)


def _text_in(cell: Element) -> str:
    is_text = cell.get(f"{OFFICE}value-type") == "string" and cell.get(f"{TABLE}formula") is None
    return cell_text(cell).strip() if is_text else ""
