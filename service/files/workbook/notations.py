"""How the cells of a blank workbook that a format fills show a number: plainly, in per cent or as a day."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lxml.etree import _Element as Element
from openpyxl.styles.numbers import is_date_format

from service.domain.formats.cell_notations import Notation
from service.files.workbook.layout import SheetLayout, place_of
from service.files.workbook.package import Package
from service.files.workbook.placed import SheetTarget
from service.files.workbook.template import places_of
from service.files.xml_columns import shows_percents

Notations = Mapping[tuple[str, str], Notation]
"""By block, and the address of the column or of the cell."""


@lru_cache(maxsize=64)
def notations_of(
    template: bytes, sheets: tuple[SheetTarget, ...], cells: tuple[tuple[str, str], ...]
) -> Notations:
    """Of every column the notation of the first cell it fills, and of every single cell its own.

    For a template of which it is known that it fits; raises FormatError otherwise.
    """
    package = Package(template, "")
    return dict(_found(package, sheets, cells))


def _found(
    package: Package, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Notation]]:
    styles, texts = package.number_formats(), package.texts()
    layouts: dict[str, SheetLayout] = {}

    def layout_of(sheet: str) -> SheetLayout:
        if sheet not in layouts:
            root = package.root(package.sheet(sheet).part)
            layouts[sheet] = SheetLayout(root, sheet, texts, package.file)
        return layouts[sheet]

    for placed in places_of(package, sheets):
        layout = layout_of(placed.sheet)
        for header, column in zip(placed.target.headers, placed.columns, strict=True):
            notation = _notation(layout.cell(placed.filled_rows[0], column), styles)
            yield (placed.target.name, header), notation
    for sheet, address in cells:
        yield (sheet, address), _notation(layout_of(sheet).cell(*place_of(address)), styles)


def _notation(cell: Element, styles: Sequence[str]) -> Notation:
    style = int(cell.get("s", "0"))
    written = styles[style] if style < len(styles) else "General"
    if is_date_format(written):
        return Notation.DATE
    return Notation.PERCENT if shows_percents(written) else Notation.PLAIN
