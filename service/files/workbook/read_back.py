"""Read a filled workbook with calamine and hold every cell against the content and the blank workbook."""

import re
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import pyarrow as pa
import python_calamine
from openpyxl.utils import get_column_letter
from python_calamine import CalamineSheet

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.translation.content import ReportContent, ValueKind
from service.files.archive import Entry, pack_start, read_entries, stored_entry, write_archive
from service.files.exact import TotalRead, total_of_arrays, total_of_texts
from service.files.workbook.blank_workbook import (
    BlankSheet,
    BlankWorkbook,
    blank_workbook,
    read_target,
    rows_of,
)
from service.files.workbook.layout import place_of
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.row_scan import DataRows, ScannedBlock, without_rows
from service.files.workbook.sheet_read_back import ReadTarget, SheetReadBack, rows_to_total
from service.files.workbook.striped_read_back import StripedReadBack
from service.files.workbook.strips import in_strips
from service.files.xml_columns import UnusualSheetError
from service.process.fast_paths import may_be_fast

_WORTH_SCANNING = 48
"""Rows; with fewer, calamine alone is faster."""
_PREFIX = re.compile(rb"<([\w.-]+:)?sheetData")


@dataclass(frozen=True, slots=True)
class _ReadSheet:
    """A filled sheet as it stands in the report, and where its blocks were found in it."""

    written: bytes
    targets: Mapping[str, ReadTarget]
    """By the name of the block."""
    numbers: Mapping[tuple[str, str], Sequence[pa.Array]]
    """What columns of numbers say, piece after piece, where they were read as whole columns: by block and
    header."""


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
    sheets = [_reading(blank, name, parts, content, scans=scans) for name in touched]
    stripped = {each.blank.part: each.stripped for each in sheets if each.found}
    workbook = _opened(report, parts, stripped)
    if workbook.sheet_names != list(blank.sheets):
        raise ReadBackDiffersError("The workbook has other sheets than its template.")
    return {
        each.blank.name: each.read(workbook.get_sheet_by_name(each.blank.name), content) for each in sheets
    }


def _reading(
    blank: BlankWorkbook, name: str, parts: Mapping[str, Entry], content: ReportContent, *, scans: bool
) -> "_ReadingSheet":
    sheet = blank.sheets[name]
    written, targets = parts[sheet.part].content(), _targets(sheet, content)
    found = _scanned_rows(written, targets) if scans else {}
    return _ReadingSheet(
        blank=sheet,
        epoch=blank.epoch,
        targets=targets,
        written=written,
        stripped=without_rows(written, found.values()) if found else written,
        found=found,
    )


def _targets(blank: BlankSheet, content: ReportContent) -> dict[str, ReadTarget]:
    """Where the template, as calamine reads it, has each block of a sheet."""
    own = [each for each in content.sheets if each.sheet == blank.name]
    pairs = zip(own, _placed(blank, tuple(map(SheetTarget.of, own))), strict=True)
    return {each.name: ReadTarget.of(each, where) for each, where in pairs}


@lru_cache(maxsize=64)
def _placed(blank: BlankSheet, targets: tuple[SheetTarget, ...]) -> tuple[PlacedTarget, ...]:
    """The same for every report of a format."""
    placed = []
    for each in targets:
        try:
            placed.append(read_target(blank, each))
        except FormatError as missing:
            raise ReadBackDiffersError(
                f"Sheet {each.sheet!r}, row {each.header_row}: header read otherwise."
            ) from missing
    return in_strips(placed, {blank.name: blank.texts}, "")


def _scanned_rows(written: bytes, targets: Mapping[str, ReadTarget]) -> dict[str, DataRows]:
    """The data rows of every block that has enough of them to be worth a scan."""
    if any(each.strip is not None for each in targets.values()):
        return {}
    growing = sorted(targets.values(), key=lambda each: each.header_row)
    found, moved = {}, 0
    for each in growing:
        if not each.stays and each.shown >= _WORTH_SCANNING:
            found[each.content.name] = DataRows.find(written, each.header_row + 1 + moved, each.shown)
        moved += each.content.added_rows
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadingSheet:
    """One filled sheet while it is read back."""

    blank: BlankSheet
    epoch: date
    targets: Mapping[str, ReadTarget]
    written: bytes
    stripped: bytes
    """Without the rows that are scanned, but for the first of each block."""
    found: Mapping[str, DataRows]

    def read(self, sheet: CalamineSheet, content: ReportContent) -> _ReadSheet:
        blank, own = self.blank, list(self.targets.values())
        singles = {place_of(a): value for (on, a), value in content.cells.items() if on == blank.name}
        if any(each.strip is not None for each in own):
            striped = StripedReadBack(blank.name, (blank.cells, blank.formulas), own, singles)
            striped.require(rows_of(sheet))
            self._require_formulas(striped.formulas_meant(), self._formulas())
            return _ReadSheet(self.written, self.targets, {})
        compared = SheetReadBack(blank.name, (blank.cells, blank.formulas), own, singles)
        scanned = {
            block: _Scanned(rows, self.targets[block], self.epoch) for block, rows in self.found.items()
        }
        compared.require(rows_of(sheet), {block: each.blocks() for block, each in scanned.items()})
        read = self._formulas() + sum(each.formulas for each in scanned.values())
        self._require_formulas(compared.formulas_meant(), read)
        numbers = {
            (block, header): pieces
            for block, each in scanned.items()
            for header, pieces in each.numbers.items()
        }
        return _ReadSheet(self.written, self.targets, numbers)

    def _require_formulas(self, in_cells: int, read: int) -> None:
        meant = self.blank.declared_elsewhere + in_cells
        if read != meant:
            raise ReadBackDiffersError(
                f"Sheet {self.blank.name!r}: {read} formulas read, the template gives {meant}."
            )

    def _formulas(self) -> int:
        """How many formulas stand outside the rows that were scanned."""
        tag = b"<" + self.blank.formula_tag
        first = sum(rows.first().count(tag) for rows in self.found.values())
        return self.stripped.count(tag) - first


def _opened(
    report: bytes, parts: Mapping[str, Entry], stripped: Mapping[str, bytes]
) -> python_calamine.CalamineWorkbook:
    """The report as calamine sees it, of each scanned block only the first data row."""
    if not stripped:
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(report))
    entries = [
        stored_entry(name, stripped[name]) if name in stripped else part for name, part in parts.items()
    ]
    return python_calamine.CalamineWorkbook.from_filelike(BytesIO(write_archive(pack_start(()), entries)))


class _Scanned:
    """The data rows of one block that the scan reads, counting what the comparison does not look at."""

    def __init__(self, rows: DataRows, target: ReadTarget, epoch: date) -> None:
        self._rows = rows
        self._target = target
        self._epoch = epoch
        self.numbers: dict[str, list[pa.Array]] = {}
        self.formulas = 0

    def blocks(self) -> Iterator[ScannedBlock]:
        columns = self._target.content.columns
        numbers = [name for name, values in columns.items() if values.kind is ValueKind.NUMBER]
        for block in self._rows.blocks(self._epoch):
            yield block
            self.formulas += block.formulas
            for header in numbers:
                column = block.columns[self._target.columns[header]]
                self.numbers.setdefault(header, []).append(column.texts_of_numbers)


def _totals(
    sheets: Mapping[str, _ReadSheet], content: ReportContent, copies: Mapping[str, Sequence[str]]
) -> TotalRead:
    blocks = {each.name: each.sheet for each in content.sheets}

    def read(block: str, where: str) -> Decimal:
        total = Decimal(0)
        for name in copies.get(block, (block,)):
            found = sheets[blocks.get(name, name)]
            total += _total(found, name, where)
        return total

    return read


def _total(found: _ReadSheet, block: str, where: str) -> Decimal:
    """The total of a column of a block, or the number in a cell, from the text of the sheet."""
    if (block, where) in found.numbers:
        return total_of_arrays(found.numbers[block, where])
    rows, column = rows_to_total(found.targets, block, where)
    return total_of_texts(_written_in(found.written, get_column_letter(column), set(rows)))


def _written_in(sheet: bytes, letters: str, rows: Container[int]) -> Iterable[str]:
    """The numbers in a column of a sheet, exactly as they are written there."""
    found = _PREFIX.search(sheet)
    prefix = (found[1] or b"" if found else b"").decode()
    cell = re.compile(rf'<{prefix}c r="{letters}(\d+)"[^>]*><{prefix}v>([^<]*)<'.encode())
    return (match[2].decode() for match in cell.finditer(sheet) if int(match[1]) in rows)
