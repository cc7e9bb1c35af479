"""Read a filled OpenDocument spreadsheet and hold every cell against what was meant."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import pyarrow as pa
import python_calamine
from lxml import etree
from openpyxl.utils import get_column_letter

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.faults import listed
from service.domain.formats.faults.workbooks import SHEET_NOT_THERE
from service.domain.translation.content import ReportContent, SheetContent, ValueKind, Values, text_of_number
from service.files.archive import pack_start, read_entries, stored_entry, write_archive
from service.files.exact import TotalRead, nearest_doubles, total_of_arrays, total_of_texts
from service.files.open_document.layout import CONTENT, OFFICE, TABLE, OpenDocument
from service.files.open_document.row_comparison import RowComparison
from service.files.open_document.row_scan import SHEET, DataRows, behind_next_sheet
from service.files.workbook import LAST_ROW, collapsed, place_of
from service.files.xml_columns import UnusualSheetError, require

_FORMULA = b" table:formula="
"""A quotation mark inside a text or a value is written otherwise, so that only formulas are counted."""
_KINDS_BY_VALUE = {
    b' office:value="': (b"float", b"percentage", b"currency"),
    b' office:date-value="': (b"date",),
}
"""What a cell says it is that has such a value (OpenDocument 1.3 part 3, §19.385): calamine does not ask."""
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_COLUMNS_REPEATED = f"{TABLE}number-columns-repeated"
_VALUE = f"{OFFICE}value"
_WORTH_SCANNING = 48
"""Rows; with fewer, calamine alone is faster."""
_ASKED_BY_CALAMINE = ("mimetype", "META-INF/manifest.xml")
Place = tuple[int, int]
"""Row and column, both from 1."""
Cell = object
"""As calamine gives it; empty text for an empty one."""


@dataclass(frozen=True, slots=True)
class _BlankSheet:
    cells: Mapping[Place, Cell]
    formulas: frozenset[Place]
    headers: Mapping[int, Mapping[str, int]]
    """By header row that was asked for: the column of each header text."""


def require_open_document_reads_back(
    report: bytes, content: ReportContent, template: bytes, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    """Raise ReadBackDiffersError unless the filled sheets hold the content and otherwise the template.

    Of many data rows calamine reads two, and a scan of the XML reads them all; where the scan meets what it
    does not know, or what is not as it was meant, calamine reads everything. Gives the totals of columns from
    the numbers as they stand in the file. `copies`: the sheets that stand in the place of a pattern sheet.
    """
    blank = _blank_sheets(template, tuple((sheet.sheet, sheet.header_row) for sheet in content.sheets))
    try:
        entries = read_entries(report)
        written = next(entry for entry in entries if entry.name == CONTENT).content()
    except (zipfile.BadZipFile, zlib.error, StopIteration) as error:
        raise ReadBackDiffersError("De werkmap is niet terug te lezen.") from error
    if any(sheet.row_count >= _WORTH_SCANNING for sheet in content.sheets):
        with suppress(UnusualSheetError, ReadBackDiffersError):  # calamine reads it all, and says what it is
            few = _with_few_rows(written, content, blank)
            kept = [each for each in entries if each.name in _ASKED_BY_CALAMINE]
            archive = write_archive(pack_start(()), [*kept, stored_entry(CONTENT, few.written)])
            _require_same(archive, few, blank)
            return _totals(few, copies, blank)
    whole = _Read(written, content, {})
    _require_same(report, whole, blank)
    return _totals(whole, copies, blank)


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as it is read here, or what is left of it without rows that were read as whole columns."""

    written: bytes
    content: ReportContent
    numbers: Mapping[tuple[str, int], Sequence[pa.Array]]
    """By sheet and column: what numbers say in the rows that are not in it."""


def _require_kinds(written: bytes) -> None:
    """Require as many numbers and days as there are cells that say they hold one."""
    for value, kinds in _KINDS_BY_VALUE.items():
        said = sum(written.count(b' office:value-type="%b"' % kind) for kind in kinds)
        if written.count(value) != said:
            raise ReadBackDiffersError("Een cel heeft een waarde van een andere soort dan zij zegt.")


def _with_few_rows(written: bytes, content: ReportContent, blank: Mapping[str, _BlankSheet]) -> _Read:
    """Compare the data rows of large sheets as whole columns; gives the report with only two of them.

    Raises UnusualSheetError when one is not as it was meant, or perhaps is not.
    """
    sheets = {sheet.sheet: sheet for sheet in content.sheets}
    kept: list[bytes] = []
    numbers: dict[tuple[str, int], Sequence[pa.Array]] = {}
    copied = at = 0
    for name, its_blank in blank.items():
        sheet = sheets.get(name)
        if sheet is None or sheet.row_count < _WORTH_SCANNING:
            at = behind_next_sheet(written, at)
            continue
        rows = DataRows.find(written, at, sheet.header_row + 1, sheet.row_count)
        compared = RowComparison(*_columns_and_formulas(sheet, its_blank))
        for block, end in rows.blocks():
            compared.require_same(block)
            at = end
        kept.append(written[copied : rows.third])
        copied = at
        numbers |= {(name, column): texts for column, texts in compared.numbers.items()}
        sheets[name] = SheetContent(
            name, sheet.header_row, {header: values.part(0, 2) for header, values in sheet.columns.items()}
        )
    few = b"".join((*kept, written[copied:]))
    require(few.count(SHEET) == len(blank))
    return _Read(few, ReportContent(content.cells, tuple(sheets.values())), numbers)


def _columns_and_formulas(
    sheet: SheetContent, blank: _BlankSheet
) -> tuple[Mapping[int, Values], AbstractSet[int]]:
    """By column number what is filled, and the other columns of the pattern row that hold a formula."""
    headers = blank.headers[sheet.header_row]
    columns = {headers[collapsed(header)]: values for header, values in sheet.columns.items()}
    formulas = {column for row, column in blank.formulas if row == sheet.header_row + 1}
    return columns, formulas - columns.keys()


def _require_same(report: bytes, read: _Read, blank: Mapping[str, _BlankSheet]) -> None:
    """Hold every cell of a report, which is the one that was `read`, against what was meant."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(report))
    except python_calamine.CalamineError as error:
        raise ReadBackDiffersError("De werkmap is niet terug te lezen.") from error
    rows = {sheet.sheet: sheet for sheet in read.content.sheets}
    if workbook.sheet_names != list(blank):
        raise ReadBackDiffersError("De werkmap heeft andere bladen dan haar sjabloon.")
    singles: dict[str, dict[Place, Cell]] = {name: {} for name in blank}
    for (name, address), value in read.content.cells.items():
        singles[name][place_of(address)] = value
    _require_kinds(read.written)
    formulas = 0
    for name, sheet in blank.items():
        compared = _SheetReadBack(name, sheet, rows.get(name), singles[name])
        compared.require(workbook.get_sheet_by_name(name))
        formulas += compared.formulas_meant()
    if read.written.count(_FORMULA) != formulas:
        raise ReadBackDiffersError(
            f"{read.written.count(_FORMULA)} formules gelezen, het sjabloon geeft er {formulas}."
        )


class _SheetReadBack:
    """One sheet as it should be."""

    def __init__(
        self, name: str, blank: _BlankSheet, content: SheetContent | None, singles: Mapping[Place, Cell]
    ) -> None:
        self._name = name
        self._blank = blank
        self._content = content
        self._pattern = content.header_row + 1 if content else 0
        self._shown = max(content.row_count, 1) if content else 0
        self._singles = {place: "" if value is None else value for place, value in singles.items()}
        self._formulas = blank.formulas - singles.keys()

    def require(self, sheet: python_calamine.CalamineSheet) -> None:
        """Compare every cell of the sheet as it was read."""
        grid = sheet.to_python(skip_empty_area=False)
        if self._content is None:
            self._require_rows(grid, range(1, LAST_ROW + 1), 0)
            return
        last = self._pattern + self._shown - 1
        self._require_rows(grid[: self._pattern - 1], range(1, self._pattern), 0)
        self._require_rows(grid[last:], range(self._pattern + 1, LAST_ROW + 1), self._shown - 1)
        self._require_data(grid[self._pattern - 1 : last])

    def formulas_meant(self) -> int:
        """How many formulas there should be: the template's, those of its pattern row once per data row."""
        filled = set(self._filled_columns().values())
        repeated = sum(row == self._pattern and column not in filled for row, column in self._formulas)
        return sum(row != self._pattern for row, _ in self._formulas) + repeated * self._shown

    def _filled_columns(self) -> dict[str, int]:
        if self._content is None:
            return {}
        headers = self._blank.headers[self._content.header_row]
        return {header: headers[collapsed(header)] for header in self._content.columns}

    def _require_rows(self, grid: Sequence[Sequence[Cell]], own: range, moved: int) -> None:
        """Rows outside the data: the template's `own` rows and single cells on them, `moved` rows down."""
        found = {
            (own.start + moved + number, column): value
            for number, row in enumerate(grid)
            for column, value in enumerate(row, start=1)
            if value != ""
        }
        meant = {(r + moved, c): v for (r, c), v in self._blank.cells.items() if r in own}
        meant |= {(r + moved, c): v for (r, c), v in self._singles.items() if r in own}
        skipped = {(r + moved, c) for r, c in self._formulas}
        for place in sorted((found.keys() | meant.keys()) - skipped):
            if not _is_same(found.get(place, ""), meant.get(place, "")):
                raise self._differs(place[0], get_column_letter(place[1]))

    def _require_data(self, grid: Sequence[Sequence[Cell]]) -> None:
        columns: list[Sequence[Cell]] = list(zip(*grid, strict=True)) if grid else []
        names = {column: header for header, column in self._filled_columns().items()}
        width = max([*names, *(column for _, column in self._blank.cells), len(columns)])
        for column in range(1, width + 1):
            found = columns[column - 1] if column <= len(columns) else ()
            found = (*found, *[""] * (self._shown - len(found)))
            if column in names and self._content is not None:
                meant = _meant(self._content.columns[names[column]], self._shown)
            elif (self._pattern, column) in self._formulas:
                continue
            else:
                meant = [self._blank.cells.get((self._pattern, column), "")] * self._shown
            if list(found) != meant:
                pairs = zip(found, meant, strict=True)
                index = next((i for i, pair in enumerate(pairs) if not _is_same(*pair)), None)
                if index is not None:
                    name = names.get(column, get_column_letter(column))
                    raise self._differs(self._pattern + index, name)

    def _differs(self, row: int, column: str) -> ReadBackDiffersError:
        return ReadBackDiffersError(f"Blad {self._name!r}, kolom {column!r}, rij {row}: anders gelezen.")


def _meant(values: Values, shown: int) -> list[Cell]:
    """What calamine should give for a column; one empty cell when there are no rows."""
    if not len(values):
        return [""] * shown
    items: list[Cell] = values.items.tolist()
    if values.kind is ValueKind.NUMBER:
        items = _nearest_doubles(values)
    if not values.blank.any():
        return items
    return ["" if blank else item for blank, item in zip(values.blank.tolist(), items, strict=True)]


def _nearest_doubles(values: Values) -> list[Cell]:
    doubles = nearest_doubles(values.numbers, values.denominator)
    if doubles is None:
        return [float(text_of_number(int(number), values.digits)) for number in values.numbers]
    cells: list[Cell] = doubles.tolist()
    return cells


def _is_same(found: Cell, meant: Cell) -> bool:
    if isinstance(found, datetime):
        return found.time() == datetime.min.time() and found.date() == meant
    if isinstance(meant, int | float) and not isinstance(meant, bool):
        return isinstance(found, int | float) and float(found) == float(meant)
    return type(found) is type(meant) and found == meant


@lru_cache(maxsize=64)
def _blank_sheets(template: bytes, targets: tuple[tuple[str, int], ...]) -> dict[str, _BlankSheet]:
    """Read a template once: its values with calamine, its formulas and header texts from its XML."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(template))
    opened = OpenDocument(template, "")
    found = {}
    for sheet in opened.sheets:
        grid = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        cells = {
            (number, column): value
            for number, row in enumerate(grid, start=1)
            for column, value in enumerate(row, start=1)
            if value != ""
        }
        headers = {
            row: dict(reversed(list(sheet.headers(row)))) for name, row in targets if name == sheet.name
        }
        found[sheet.name] = _BlankSheet(cells, frozenset(_formulas(sheet.table)), headers)
    missing = [name for name, _ in targets if name not in found]
    if missing:
        raise FormatError(SHEET_NOT_THERE.fault(sheet=missing[0], known=listed(map(repr, found))))
    return found


def _formulas(table: etree._Element) -> Iterator[Place]:
    for place, cell in _cells(table):
        if cell.get(f"{TABLE}formula") is not None:
            yield place


def _cells(table: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
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


def _numbers_in(table: etree._Element, column: int, rows: range) -> Iterator[str]:
    """What the numbers say in these rows of a column; a repeated cell says it once, at its first place."""
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        if number >= rows.stop:
            return
        if number >= rows.start:
            yield _number_in(row, column)
        number += int(row.get(f"{TABLE}number-rows-repeated", "1"))


def _number_in(row: etree._Element, column: int) -> str:
    at = 1
    for cell in row.iterchildren(*_CELLS):
        if at >= column:
            return cell.get(_VALUE, "") if at == column else ""
        at += int(cell.get(_COLUMNS_REPEATED) or 1)
    return ""


def _totals(whole: _Read, copies: Mapping[str, Sequence[str]], blank: Mapping[str, _BlankSheet]) -> TotalRead:
    """Totals from the XML of the content, read with lxml when a first one is asked for."""
    rows = {sheet.sheet: (sheet.header_row, sheet.row_count) for sheet in whole.content.sheets}

    @lru_cache(maxsize=1)
    def tables() -> dict[str, etree._Element]:
        root = etree.fromstring(whole.written, etree.XMLParser(resolve_entities=False, huge_tree=True))
        return {table.get(f"{TABLE}name", ""): table for table in root.iter(f"{TABLE}table")}

    def read(sheet: str, where: str) -> Decimal:
        total = Decimal(0)
        for name in copies.get(sheet, (sheet,)):
            header_row, count = rows.get(name, (0, 0))
            column = blank[name].headers.get(header_row, {}).get(collapsed(where))
            if column is None:
                row, column = place_of(where)
                first = row + max(count, 1) - 1 if header_row and row > header_row + 1 else row
                count = 1
            else:
                first = header_row + 1
                if (name, column) in whole.numbers:  # from the second row on
                    total += total_of_arrays(whole.numbers[name, column])
                    count = 1
            total += total_of_texts(_numbers_in(tables()[name], column, range(first, first + count)))
        return total

    return read
