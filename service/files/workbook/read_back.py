"""Read a filled workbook with calamine and hold every cell against the content and the blank workbook."""

import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice, repeat

import numpy as np
import pyarrow as pa
import python_calamine
from openpyxl.utils import get_column_letter

from service.domain.failures import ReadBackDiffersError
from service.domain.translation.content import ReportContent, SheetContent, ValueKind, Values, text_of_number
from service.files.archive import Entry, pack_start, read_entries, stored_entry, write_archive
from service.files.exact import nearest_doubles
from service.files.workbook.blank_workbook import (
    BlankWorkbook,
    Cells,
    Found,
    blank_workbook,
    cells_of,
    rows_of,
)
from service.files.workbook.layout import place_of
from service.files.workbook.package import collapsed
from service.files.workbook.row_comparison import same_cells
from service.files.workbook.row_scan import EMPTY, DataRows, ScannedBlock
from service.files.xml_columns import UnusualSheetError

_BLOCK = 8_192
_WORTH_SCANNING = 48
"""Rows; with fewer, calamine alone is faster."""

Singles = Mapping[tuple[int, int], str | int | date | None]
"""Single cells with what they should hold, by row and column."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A filled sheet as it stands in the report, and where its columns were found in it."""

    written: bytes
    columns: Mapping[str, int]
    numbers: Mapping[str, Sequence[pa.Array]]
    """What columns of numbers say, piece after piece, where they were read as whole columns."""


def require_workbook_reads_back(
    report: bytes, content: ReportContent, template: bytes
) -> Mapping[str, ReadSheet]:
    """Raise ReadBackDiffersError unless the filled sheets hold the content and otherwise the template.

    Calamine reads the report; of many data rows it reads the first, and a scan of the XML reads them all.
    Where the scan meets what it does not know, calamine reads everything.
    """
    try:
        try:
            return _require_same_workbook(report, content, template, scans=True)
        except UnusualSheetError:
            return _require_same_workbook(report, content, template, scans=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, KeyError) as error:
        raise ReadBackDiffersError("De werkmap is niet terug te lezen.") from error


def _require_same_workbook(
    report: bytes, content: ReportContent, template: bytes, *, scans: bool
) -> Mapping[str, ReadSheet]:
    blank = blank_workbook(template)
    parts = {entry.name: entry for entry in read_entries(report)}
    filled = {sheet.sheet: sheet for sheet in content.sheets}
    touched = sorted(filled.keys() | {sheet for sheet, _ in content.cells})
    missing = [name for name in touched if name not in blank.sheets]
    if missing:
        raise ReadBackDiffersError("De werkmap heeft andere bladen dan haar sjabloon.")
    written = {name: parts[blank.sheets[name].part].content() for name in touched}
    found = {
        name: DataRows.find(written[name], sheet.header_row + 1, sheet.row_count)
        for name, sheet in filled.items()
        if scans and sheet.row_count >= _WORTH_SCANNING
    }
    workbook = _opened(report, parts, {blank.sheets[name].part: rows for name, rows in found.items()})
    if workbook.sheet_names != list(blank.sheets):
        raise ReadBackDiffersError("De werkmap heeft andere bladen dan haar sjabloon.")
    read = {}
    for name in touched:
        singles = {place_of(a): value for (on, a), value in content.cells.items() if on == name}
        sheet = workbook.get_sheet_by_name(name)
        compared = _SheetReadBack(name, sheet, blank, filled.get(name), found.get(name))
        columns = compared.require(singles)
        compared.require_formulas(written[name], set(columns.values()), set(singles))
        read[name] = ReadSheet(written[name], columns, compared.numbers)
    return read


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


class _SheetReadBack:
    """One sheet as it was read, next to what it should be."""

    def __init__(
        self,
        name: str,
        sheet: python_calamine.CalamineSheet,
        blank: BlankWorkbook,
        content: SheetContent | None,
        rows: DataRows | None,
    ) -> None:
        self._name = name
        self._sheet = sheet
        self._blank = blank.sheets[name]
        self._epoch = blank.epoch
        self._content = content
        self._scanned = rows
        self._scanned_formulas = 0
        self.numbers: dict[str, list[pa.Array]] = {}
        self._header_row = content.header_row if content else 0
        self._shown = max(content.row_count, 1) if content else 0

    def require(self, singles: Singles) -> Mapping[str, int]:
        """Compare every cell; gives the columns that the content fills."""
        rows = rows_of(self._sheet)
        if self._content is None:
            self._require_same(cells_of(rows, 1), self._expected(1, None, 0), singles)
            return {}
        growth = self._shown - 1
        below = self._header_row + 2
        above = list(islice(rows, self._header_row))
        self._require_same(
            cells_of(above, 1),
            self._expected(1, self._header_row, 0),
            {place: value for place, value in singles.items() if place[0] < below},
        )
        columns = self._columns(self._content, above)
        self._require_data(self._content, columns, rows)
        self._require_scanned(self._content, columns)
        self._require_same(
            cells_of(rows, below + growth),
            self._expected(below, None, growth),
            {(row + growth, column): v for (row, column), v in singles.items() if row >= below},
        )
        return columns

    def require_formulas(self, written: bytes, columns: set[int], singles: set[tuple[int, int]]) -> None:
        """Require the template's formulas and no others, its pattern row's counted once per data row."""
        pattern = self._header_row + 1 if self._content else 0
        formulas = self._blank.formulas - singles
        repeated = sum(row == pattern and column not in columns for row, column in formulas)
        once = sum(row != pattern for row, _ in formulas)
        meant = self._blank.declared_elsewhere + once + repeated * self._shown
        tag = b"<" + self._blank.formula_tag
        if self._scanned is None:
            found = written.count(tag)
        else:
            found = self._scanned.without_all_but_the_first().count(tag)
            found += self._scanned_formulas - self._scanned.first().count(tag)
        if found != meant:
            raise ReadBackDiffersError(
                f"Blad {self._name!r}: {found} formules gelezen, het sjabloon geeft er {meant}."
            )

    def _expected(self, first: int, last: int | None, moved: int) -> tuple[Cells, set[tuple[int, int]]]:
        """The template's own cells in a range of rows, and where its formulas are, moved down."""

        def within(row: int) -> bool:
            return first <= row and (last is None or row <= last)

        cells = {(r + moved, c): v for (r, c), v in self._blank.cells.items() if within(r)}
        return cells, {(r + moved, c) for r, c in self._blank.formulas if within(r)}

    def _require_same(
        self, found: Cells, expected: tuple[Cells, set[tuple[int, int]]], singles: Singles
    ) -> None:
        cells, formulas = expected
        meant = {place: value for place, value in cells.items() if place not in singles}
        meant |= {place: value for place, value in singles.items() if value not in {None, ""}}
        for place in sorted(found.keys() | meant.keys()):
            if place in formulas and place not in singles:
                continue
            if not _is_same(found.get(place, ""), meant.get(place, "")):
                raise self._differs(place[0], get_column_letter(place[1]))

    def _require_data(
        self, content: SheetContent, columns: Mapping[str, int], rows: Iterator[list[Found]]
    ) -> None:
        if self._scanned:
            self._require_first(content, columns, next(rows, []))
            deque(islice(rows, self._shown - 1), maxlen=0)
            return
        width = max([*columns.values(), *(column for _, column in self._blank.cells), 1])
        for start in range(0, self._shown, _BLOCK):
            stop = min(start + _BLOCK, self._shown)
            block = list(islice(rows, stop - start))
            found = list(zip(*block, strict=True)) if block else []
            missing = stop - start - len(block)
            found = [(*column, *repeat("", missing)) for column in found] if missing else found
            found += [("",) * (stop - start)] * (width - len(found))
            for header, values in content.columns.items():
                part = values.part(start, stop)
                self._require_column(header, found[columns[header] - 1], part, start)
            self._require_unfilled(found, set(columns.values()), start)

    def _require_first(self, content: SheetContent, columns: Mapping[str, int], row: Sequence[Found]) -> None:
        """Compare the first data row as calamine reads it; the others are compared as they are scanned."""
        read = dict(enumerate(row, start=1))
        for header, values in content.columns.items():
            if not _is_same(read.get(columns[header], ""), _first_meant(values)):
                raise self._differs(self._header_row + 1, header)
        width = max([*read, *(column for _, column in self._blank.cells)])
        self._require_unfilled([(read.get(at, ""),) for at in range(1, width + 1)], set(columns.values()), 0)

    def _require_scanned(self, content: SheetContent, columns: Mapping[str, int]) -> None:
        """Compare every data row that the scan found, column by column."""
        row = self._header_row + 1
        filled = set(columns.values())
        for block in self._scanned.blocks() if self._scanned else ():
            for header, values in content.columns.items():
                column = block.columns.get(columns[header])
                if column is None:
                    raise UnusualSheetError
                part = values.part(block.start, block.start + len(column.kinds))
                same = same_cells(column, part, self._epoch, may_be_escaped=block.may_be_escaped)
                if not same.all():
                    raise self._differs(row + block.start + int(np.argmin(same)), header)
                if values.kind is ValueKind.NUMBER:
                    self.numbers.setdefault(header, []).append(column.texts_of_numbers)
            self._require_scanned_empty(block, filled)
            self._scanned_formulas += block.formulas

    def _require_scanned_empty(self, block: ScannedBlock, filled: set[int]) -> None:
        """Columns that the format does not fill hold the formulas of the pattern row, or nothing."""
        row = self._header_row + 1
        for number, column in block.columns.items():
            if number in filled or (row, number) in self._blank.formulas:
                continue
            if (row, number) in self._blank.cells:
                raise UnusualSheetError
            if column.kinds.any():
                index = int(np.argmax(column.kinds != EMPTY))
                raise self._differs(row + block.start + index, get_column_letter(number))

    def _require_column(self, header: str, found: Sequence[Found], values: Values, start: int) -> None:
        if values.kind is ValueKind.NUMBER and len(values) and _numbers_are_same(found, values):
            return
        meant = _meant(values) if len(values) else [""] * len(found)
        if list(found) == meant:
            return
        for index, pair in enumerate(zip(found, meant, strict=True)):
            if not _is_same(*pair):
                raise self._differs(self._header_row + 1 + start + index, header)

    def _require_unfilled(self, found: Sequence[Sequence[Found]], filled: set[int], start: int) -> None:
        """Columns that the format does not fill hold what the pattern row holds, on every row."""
        row = self._header_row + 1
        for column, values in enumerate(found, start=1):
            if column in filled or (row, column) in self._blank.formulas:
                continue
            constant = self._blank.cells.get((row, column), "")
            if values.count(constant) != len(values):
                index = next(i for i, value in enumerate(values) if value != constant)
                raise self._differs(row + start + index, get_column_letter(column))

    def _columns(self, content: SheetContent, above: Sequence[Sequence[Found]]) -> dict[str, int]:
        """Where each header stands in the report itself, merged cells seen through."""
        last = self._header_row - 1
        tops = {
            left: top
            for (top, left), (bottom, _) in self._sheet.merged_cell_ranges or ()
            if top <= last <= bottom
        }
        width = len(above[last]) if len(above) > last else 0
        texts = {
            collapsed(str(above[tops.get(column, last)][column])): column + 1
            for column in reversed(range(width))
        }
        for header in content.columns:
            if collapsed(header) not in texts:
                raise self._differs(self._header_row, header)
        return {header: texts[collapsed(header)] for header in content.columns}

    def _differs(self, row: int, column: str) -> ReadBackDiffersError:
        return ReadBackDiffersError(f"Blad {self._name!r}, kolom {column!r}, rij {row}: anders gelezen.")


def _is_same(found: Found, meant: Found) -> bool:
    if isinstance(found, datetime):
        return found.time() == datetime.min.time() and found.date() == meant
    if isinstance(meant, int | float) and not isinstance(meant, bool):
        return isinstance(found, int | float) and float(found) == float(meant)
    return type(found) is type(meant) and found == meant


def _meant(values: Values) -> list[Found]:
    """What calamine should give for a column."""
    meant: list[Found] = values.items.tolist()
    if values.kind is ValueKind.NUMBER:
        meant = [float(text_of_number(int(number), values.digits)) for number in values.items]
    if values.blank.any():
        return ["" if blank else value for blank, value in zip(values.blank.tolist(), meant, strict=True)]
    return meant


def _first_meant(values: Values) -> Found:
    """What calamine should give for the first cell of a column."""
    if values.blank[0]:
        return ""
    match values.kind:
        case ValueKind.TEXT:
            text: str = values.texts[0].as_py()  # the writer has asked for all of them already
            return text
        case ValueKind.NUMBER:
            return float(text_of_number(int(values.numbers[0]), values.digits))
        case ValueKind.DATE:
            day: date = values.items[:1].astype("datetime64[D]")[0].item()
            return day


def _numbers_are_same(found: Sequence[Found], values: Values) -> bool:
    """Whether each number read is the double nearest to the exact value."""
    if values.blank.any():
        cells = np.array(found, dtype=object)
        if any(value != "" for value in cells[values.blank]):
            return False
        found = cells[~values.blank].tolist()
    if not set(map(type, found)) <= {float, int}:
        return False
    meant = nearest_doubles(values.numbers[~values.blank], values.denominator)
    return meant is not None and bool((np.array(found, dtype=np.float64) == meant).all())
