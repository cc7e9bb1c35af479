"""Empty lines that a municipality prepared below the first one: they stay, below those that are filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from service.files.workbook.layout import SheetLayout, column_of
from service.files.workbook.package import Package, local_name
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of


@dataclass(frozen=True, slots=True)
class PreparedLines:
    """The empty lines between the pattern row of a block and what stands below it."""

    block: str
    """What a format calls it."""
    first: int
    last: int


def prepared_lines(template: bytes, sheets: Sequence[SheetTarget]) -> tuple[PreparedLines, ...]:
    """Of each block that grows and has something below it. For a template that is known to fit."""
    package = Package(template, "")
    texts = package.texts()
    return tuple(
        found
        for placed in places_of(package, sheets)
        if placed.target.place.listed is None
        for found in _prepared(package, texts, placed)
    )


def _prepared(package: Package, texts: Sequence[str], placed: PlacedTarget) -> Iterator[PreparedLines]:
    layout = SheetLayout(package.root(package.sheet(placed.sheet).part), placed.sheet, texts, package.file)
    first = placed.header_row + 2
    below = {number: row for number, row in layout.rows() if number >= first}
    last = first - 1
    while last + 1 in below and _is_prepared(below[last + 1], placed):
        last += 1
    if last >= first and any(_says_something(row, placed) for number, row in below.items() if number > last):
        yield PreparedLines(placed.target.name, first, last)


def _is_prepared(row: Element, placed: PlacedTarget) -> bool:
    """Whether most columns that are filled have their looks here, and none has anything in it."""
    own = {column_of(cell) for cell in row} & set(placed.columns)
    return 2 * len(own) > len(placed.columns) and not _says_something(row, placed)


def _says_something(row: Element, placed: PlacedTarget) -> bool:
    return any(
        local_name(part) in {"v", "f", "is"} and column_of(cell) in placed.columns
        for cell in row
        for part in cell
    )
