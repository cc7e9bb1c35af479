"""How the cells of a blank workbook that a format fills show a number: plainly, in per cent or as a day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lxml.etree import _Element as Element
from openpyxl.styles.numbers import is_date_format

from service.domain.formats.cell_notations import Notation
from service.files.workbook.layout import SheetLayout, columns_of_headers, place_of
from service.files.workbook.package import Package
from service.files.workbook.sheet_targets import SheetTarget

_IS_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands, or takes as an instruction: a % in it counts for nothing."""
Notations = Mapping[tuple[str, str], Notation]
"""By sheet, and the header text or the address of the cell."""


@lru_cache(maxsize=64)
def notations_of(
    template: bytes, sheets: tuple[SheetTarget, ...], cells: tuple[tuple[str, str], ...]
) -> Notations:
    """Of every column the notation of its pattern cell, and of every single cell its own.

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

    for target in sheets:
        layout = layout_of(target.sheet)
        columns = columns_of_headers(layout, target.header_row, target.headers)
        for header, column in zip(target.headers, columns, strict=True):
            yield (target.sheet, header), _notation(layout.cell(target.header_row + 1, column), styles)
    for sheet, address in cells:
        yield (sheet, address), _notation(layout_of(sheet).cell(*place_of(address)), styles)


def _notation(cell: Element, styles: Sequence[str]) -> Notation:
    style = int(cell.get("s", "0"))
    written = styles[style] if style < len(styles) else "General"
    if is_date_format(written):
        return Notation.DATE
    return Notation.PERCENT if "%" in _IS_LITERAL.sub("", written) else Notation.PLAIN
