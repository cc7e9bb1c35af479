"""Read a filled workbook with calamine and hold every cell against the content and the blank workbook."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from types import MappingProxyType

import pyarrow as pa
import python_calamine
from openpyxl.utils import get_column_letter
from python_calamine import CalamineSheet

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import ReportContent, SheetContent, ValueKind
from service.files.archive import Entry, pack_start, read_entries, stored_entry, write_archive
from service.files.exact import TotalRead, total_of_arrays, total_of_texts
from service.files.workbook.blank_workbook import BlankWorkbook, Found, blank_workbook, rows_of
from service.files.workbook.layout import place_of
from service.files.workbook.package import collapsed
from service.files.workbook.row_scan import DataRows, ScannedBlock
from service.files.workbook.sheet_read_back import SheetReadBack
from service.files.xml_columns import UnusualSheetError
from service.process.fast_paths import may_be_fast

_WORTH_SCANNING = 48
"""Rows; with fewer, calamine alone is faster."""
_PREFIX = re.compile(rb"<([\w.-]+:)?sheetData")


@dataclass(frozen=True, slots=True)
class _ReadSheet:
    """A filled sheet as it stands in the report, and where its columns were found in it."""

    written: bytes
    columns: Mapping[str, int]
    numbers: Mapping[str, Sequence[pa.Array]]
    """What columns of numbers say, piece after piece, where they were read as whole columns."""


def require_workbook_reads_back(
    report: bytes, content: ReportContent, template: bytes, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    """Raise ReadBackDiffersError unless the filled sheets hold the content and otherwise the template.

    Calamine reads the report; of many data rows it reads the first, and a scan of the XML reads them all.
    Where the scan meets what it does not know, calamine reads everything. Gives the totals of columns from
    the XML. `copies`: the sheets that stand in the place of a pattern sheet.
    """
    try:
        try:
            sheets = _require_same_workbook(report, content, template, scans=may_be_fast())
        except UnusualSheetError:
            sheets = _require_same_workbook(report, content, template, scans=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, KeyError) as error:
        raise ReadBackDiffersError("The workbook cannot be read back.") from error
    return _totals(sheets, content, copies)


def _require_same_workbook(
    report: bytes, content: ReportContent, template: bytes, *, scans: bool
) -> Mapping[str, _ReadSheet]:
    blank = blank_workbook(template)
    parts = {entry.name: entry for entry in read_entries(report)}
    touched = sorted({each.sheet for each in content.sheets} | {sheet for sheet, _ in content.cells})
    if not blank.sheets.keys() >= set(touched):
        raise ReadBackDiffersError("The workbook has other sheets than its template.")
    written = {name: parts[blank.sheets[name].part].content() for name in touched}
    found = _scanned_rows(written, content) if scans else {}
    workbook = _opened(report, parts, {blank.sheets[name].part: rows for name, rows in found.items()})
    if workbook.sheet_names != list(blank.sheets):
        raise ReadBackDiffersError("The workbook has other sheets than its template.")
    return {
        name: _read_sheet(workbook.get_sheet_by_name(name), blank, written[name], content, found.get(name))
        for name in touched
    }


def _scanned_rows(written: Mapping[str, bytes], content: ReportContent) -> dict[str, DataRows]:
    """The data rows of every sheet that has enough of them to be worth a scan."""
    return {
        each.sheet: DataRows.find(written[each.sheet], each.header_row + 1, each.row_count)
        for each in content.sheets
        if each.row_count >= _WORTH_SCANNING
    }


def _read_sheet(
    sheet: CalamineSheet,
    blank: BlankWorkbook,
    written: bytes,
    content: ReportContent,
    found: DataRows | None,
) -> _ReadSheet:
    name, its_blank = sheet.name, blank.sheets[sheet.name]
    filled = next((each for each in content.sheets if each.sheet == name), None)
    singles = {place_of(a): value for (on, a), value in content.cells.items() if on == name}
    rows = rows_of(sheet)
    above = list(islice(rows, filled.header_row)) if filled else []
    columns = _columns_of(filled, above, sheet) if filled else {}
    compared = SheetReadBack(name, (its_blank.cells, its_blank.formulas), filled, columns, singles)
    scanned = _Scanned(found, columns, blank.epoch, filled) if found and filled else _NothingScanned()
    compared.require(chain(above, rows), scanned.blocks())
    meant = its_blank.declared_elsewhere + compared.formulas_meant()
    read = _formulas_in(written, its_blank.formula_tag, found) + scanned.formulas
    if read != meant:
        raise ReadBackDiffersError(f"Sheet {name!r}: {read} formulas read, the template gives {meant}.")
    return _ReadSheet(written, columns, scanned.numbers)


def _formulas_in(written: bytes, name: bytes, scanned: DataRows | None) -> int:
    """How many formulas stand outside the rows that were scanned."""
    tag = b"<" + name
    if scanned is None:
        return written.count(tag)
    return scanned.without_all_but_the_first().count(tag) - scanned.first().count(tag)


def _opened(
    report: bytes, parts: Mapping[str, Entry], scanned: Mapping[str, DataRows]
) -> python_calamine.CalamineWorkbook:
    """The report as calamine sees it, of each scanned sheet only the first data row."""
    if not scanned:
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(report))
    entries = [
        stored_entry(name, scanned[name].without_all_but_the_first()) if name in scanned else part
        for name, part in parts.items()
    ]
    return python_calamine.CalamineWorkbook.from_filelike(BytesIO(write_archive(pack_start(()), entries)))


class _NothingScanned:
    """A sheet whose rows calamine reads, all of them."""

    numbers: Mapping[str, Sequence[pa.Array]] = MappingProxyType({})
    formulas = 0

    def blocks(self) -> None:
        return None


class _Scanned:
    """The data rows of one sheet that the scan reads, counting what the comparison does not look at."""

    def __init__(
        self, rows: DataRows, columns: Mapping[str, int], epoch: date, content: SheetContent
    ) -> None:
        self._rows = rows
        self._columns = columns
        self._epoch = epoch
        self._content = content
        self.numbers: dict[str, list[pa.Array]] = {}
        self.formulas = 0

    def blocks(self) -> Iterator[ScannedBlock] | None:
        return self._blocks()

    def _blocks(self) -> Iterator[ScannedBlock]:
        columns = self._content.columns
        numbers = [name for name, values in columns.items() if values.kind is ValueKind.NUMBER]
        for block in self._rows.blocks(self._epoch):
            yield block
            self.formulas += block.formulas
            for header in numbers:
                column = block.columns[self._columns[header]]
                self.numbers.setdefault(header, []).append(column.texts_of_numbers)


def _columns_of(
    content: SheetContent, above: Sequence[Sequence[Found]], sheet: CalamineSheet
) -> dict[str, int]:
    """Where each header stands in the report itself, merged cells seen through."""
    last = content.header_row - 1
    tops = {left: top for (top, left), (bottom, _) in sheet.merged_cell_ranges or () if top <= last <= bottom}
    width = len(above[last]) if len(above) > last else 0
    texts = {
        collapsed(str(above[tops.get(column, last)][column])): column + 1 for column in reversed(range(width))
    }
    for header in content.columns:
        if collapsed(header) not in texts:
            raise ReadBackDiffersError(
                f"Sheet {sheet.name!r}, column {header!r}, row {content.header_row}: read otherwise."
            )
    return {header: texts[collapsed(header)] for header in content.columns}


def _totals(
    sheets: Mapping[str, _ReadSheet], content: ReportContent, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    rows = {sheet.sheet: (sheet.header_row + 1, sheet.row_count) for sheet in content.sheets}

    def read(sheet: str, where: str) -> Decimal:
        total = Decimal(0)
        for name in copies.get(sheet, (sheet,)):
            found = sheets[name]
            if where in found.numbers:
                total += total_of_arrays(found.numbers[where])
                continue
            if where in found.columns:
                letters, (first, count) = get_column_letter(found.columns[where]), rows[name]
            else:
                row, column = place_of(where)
                data, below = rows.get(name, (row, 0))
                first = row + max(below, 1) - 1 if row > data else row
                letters, count = get_column_letter(column), 1
            total += total_of_texts(_written_in(found.written, letters, range(first, first + count)))
        return total

    return read


def _written_in(sheet: bytes, letters: str, rows: range) -> Iterable[str]:
    """The numbers in a column of a sheet, exactly as they are written there."""
    found = _PREFIX.search(sheet)
    prefix = (found[1] or b"" if found else b"").decode()
    cell = re.compile(rf'<{prefix}c r="{letters}(\d+)"[^>]*><{prefix}v>([^<]*)<'.encode())
    return (match[2].decode() for match in cell.finditer(sheet) if int(match[1]) in rows)
