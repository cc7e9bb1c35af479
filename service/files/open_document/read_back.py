"""Read a filled OpenDocument spreadsheet with calamine and hold every cell against what was meant."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import python_calamine
from lxml import etree

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.faults import comma_list
from service.domain.formats.faults.workbooks import SHEET_NOT_THERE
from service.domain.translation.content import ReportContent
from service.files.archive import read_entries
from service.files.exact import TotalRead
from service.files.open_document.layout import CONTENT, TABLE, OpenDocument
from service.files.workbook import (
    Cells,
    Found,
    ReadTarget,
    RowAndColumn,
    SheetReadBack,
    SheetTarget,
    SheetTexts,
    cells_of,
    place_of,
    placed_on,
    rows_to_total,
)

_FORMULA = b" table:formula="
"""A quotation mark inside a text or a value is written otherwise, so that only formulas are counted."""
_KINDS_BY_VALUE = {
    b' office:value="': (b"float", b"percentage", b"currency"),
    b' office:date-value="': (b"date",),
}
"""What a cell says it is that has such a value (OpenDocument 1.3 part 3, §19.385): calamine does not ask."""
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_COLUMNS_REPEATED = f"{TABLE}number-columns-repeated"
_LONG_NUMBER = re.compile(rb' office:value="-?[0.]*[1-9]\.?(?:[0-9]\.?){15}[^"]*')
"""Of sixteen digits or more: calamine may give another number than stands there, close to it."""
Grid = Sequence[Sequence[Found]]
"""Every row of a sheet from row 1 and column A on, all of one length."""


@dataclass(frozen=True, slots=True)
class _BlankSheet:
    cells: Cells
    formulas: frozenset[RowAndColumn]
    texts: SheetTexts

    def targets_of(self, content: ReportContent) -> dict[str, ReadTarget]:
        """Where each block of this sheet stands, by its name."""
        targets = {}
        for each in content.sheets:
            if each.sheet == self.texts.name:
                placed = placed_on(self.texts, SheetTarget.of(each))
                targets[each.name] = ReadTarget.of(each, placed)
        return targets


def require_open_document_reads_back(
    report: bytes, content: ReportContent, template: bytes, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    """Raise ReadBackDiffersError unless the filled sheets hold the content and otherwise the template.

    Gives the totals of columns from the numbers that were read, of which a double keeps every digit.
    `copies`: the sheets that stand in the place of a pattern sheet.
    """
    blank = _blank_sheets(template)
    missing = [each.sheet for each in content.sheets if each.sheet not in blank]
    if missing:
        raise FormatError(SHEET_NOT_THERE.fault(sheet=missing[0], known=comma_list(map(repr, blank))))
    try:
        written = _content_xml(report)
        workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(report))
    except (zipfile.BadZipFile, zlib.error, StopIteration, python_calamine.CalamineError) as error:
        raise ReadBackDiffersError("The workbook cannot be read back.") from error
    if workbook.sheet_names != list(blank):
        raise ReadBackDiffersError("The workbook has other sheets than its template.")
    _require_kinds(written)
    _require_exact_numbers(written, template)
    grids: dict[str, Grid] = {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in blank
    }
    targets = {name: each.targets_of(content) for name, each in blank.items()}
    _require_same(grids, written, content, blank, targets)
    return _totals(grids, content, copies, targets)


def _require_kinds(written: bytes) -> None:
    """Require as many numbers and days as there are cells that say they hold one."""
    for value, kinds in _KINDS_BY_VALUE.items():
        stated = sum(written.count(b' office:value-type="%b"' % kind) for kind in kinds)
        if written.count(value) != stated:
            raise ReadBackDiffersError("A cell has a value of another kind than it says.")


def _require_exact_numbers(written: bytes, template: bytes) -> None:
    """Require that a double keeps every digit of the numbers that are not the template's own."""
    found = set(_LONG_NUMBER.findall(written))
    if found and not found <= set(_LONG_NUMBER.findall(_content_xml(template))):
        raise ReadBackDiffersError("A number has more digits than a spreadsheet keeps.")


def _content_xml(file: bytes) -> bytes:
    return next(entry for entry in read_entries(file) if entry.name == CONTENT).content()


def _require_same(
    grids: Mapping[str, Grid],
    written: bytes,
    content: ReportContent,
    blank: Mapping[str, _BlankSheet],
    targets: Mapping[str, Mapping[str, ReadTarget]],
) -> None:
    """Hold every cell of every sheet against what was meant, and count the formulas in the XML."""
    singles: dict[str, dict[RowAndColumn, Found]] = {name: {} for name in blank}
    for (name, address), value in content.cells.items():
        singles[name][place_of(address)] = value
    formulas = 0
    for name, its_blank in blank.items():
        cells = (its_blank.cells, its_blank.formulas)
        compared = SheetReadBack(name, cells, list(targets[name].values()), singles[name])
        compared.require(iter(grids[name]))
        formulas += compared.formulas_meant()
    if written.count(_FORMULA) != formulas:
        raise ReadBackDiffersError(f"{written.count(_FORMULA)} formulas read, the template gives {formulas}.")


@lru_cache(maxsize=64)
def _blank_sheets(template: bytes) -> dict[str, _BlankSheet]:
    """Read a template once: its values with calamine, its formulas and header texts from its XML."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(template))
    opened = OpenDocument(template, "")
    found = {}
    for sheet in opened.sheets:
        cells = cells_of(workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), 1)
        found[sheet.name] = _BlankSheet(cells, frozenset(_formulas(sheet.table)), sheet.texts())
    return found


def _formulas(table: etree._Element) -> Iterator[RowAndColumn]:
    for place, cell in _cells(table):
        if cell.get(f"{TABLE}formula") is not None:
            yield place


def _cells(table: etree._Element) -> Iterator[tuple[RowAndColumn, etree._Element]]:
    """Every cell that is written out, by its place; a repeated one once, at its first place."""
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        for column, cell in _cells_of(row):
            yield (number, column), cell
        number += int(row.get(f"{TABLE}number-rows-repeated", "1"))


def _cells_of(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 1
    for cell in row.iter(*_CELLS):
        yield column, cell
        column += int(cell.get(_COLUMNS_REPEATED, "1"))


def _totals(
    grids: Mapping[str, Grid],
    content: ReportContent,
    copies: Mapping[str, Sequence[str]],
    targets: Mapping[str, Mapping[str, ReadTarget]],
) -> TotalRead:
    blocks = {each.name: each.sheet for each in content.sheets}

    def read(block: str, where: str) -> Decimal:
        total = Decimal(0)
        for name in copies.get(block, (block,)):
            sheet = blocks.get(name, name)
            rows, column = rows_to_total(targets[sheet], name, where)
            grid = grids[sheet]
            total += _total_of_cells(grid[row - 1][column - 1 : column] for row in rows if row <= len(grid))
        return total

    return read


def _total_of_cells(cells: Iterable[Sequence[Found]]) -> Decimal:
    """Add up the numbers. The shortest text of a double is what was written, of fifteen digits or fewer."""
    numbers = (cell for one in cells for cell in one if type(cell) in {float, int})
    return sum((Decimal(repr(number)) for number in numbers), Decimal(0))
