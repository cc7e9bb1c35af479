"""Read a filled workbook with calamine and hold every cell against the content and the blank workbook."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice, repeat

import numpy as np
import python_calamine
from openpyxl.utils import get_column_letter

from service.domain.content import ReportContent, SheetContent, ValueKind, Values, text_of_number
from service.domain.failures import ReadBackDiffersError
from service.files.workbook_layout import SheetLayout, column_of, place_of
from service.files.workbook_package import Package, collapsed, elements

_BLOCK = 8_192
_EXACT_IN_FLOAT = 2**53

Found = object
"""A cell as calamine gives it; empty text for an empty one."""
Singles = Mapping[tuple[int, int], str | int | date | None]
"""Single cells with what they should hold, by row and column."""
Cells = dict[tuple[int, int], Found]
"""By row and column, both from 1; only cells that hold something."""


@dataclass(frozen=True, slots=True)
class _BlankSheet:
    """What a sheet of the template holds before anything is filled in."""

    cells: Cells
    formulas: frozenset[tuple[int, int]]
    part: str
    formula_tag: bytes
    declared_elsewhere: int
    """How many elements are written like a formula but stand in no cell."""


def require_workbook_reads_back(report: bytes, content: ReportContent, template: bytes) -> None:
    """Raise ReadBackDiffersError unless the filled sheets hold the content and otherwise the template."""
    blank = _blank_workbook(template)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(report))
        if workbook.sheet_names != list(blank):
            raise ReadBackDiffersError("De werkmap heeft andere bladen dan haar sjabloon.")
        filled = {sheet.sheet: sheet for sheet in content.sheets}
        with zipfile.ZipFile(BytesIO(report)) as archive:
            for name in sorted(filled.keys() | {sheet for sheet, _ in content.cells}):
                singles = {place_of(a): value for (on, a), value in content.cells.items() if on == name}
                sheet = workbook.get_sheet_by_name(name)
                compared = _SheetReadBack(name, sheet, blank[name], filled.get(name))
                columns = compared.require(singles)
                compared.require_formulas(archive, columns, set(singles))
    except (python_calamine.CalamineError, zipfile.BadZipFile, KeyError) as error:
        raise ReadBackDiffersError("De werkmap is niet terug te lezen.") from error


class _SheetReadBack:
    """One sheet as it was read, next to what it should be."""

    def __init__(
        self,
        name: str,
        sheet: python_calamine.CalamineSheet,
        blank: _BlankSheet,
        content: SheetContent | None,
    ) -> None:
        self._name = name
        self._sheet = sheet
        self._blank = blank
        self._content = content
        self._header_row = content.header_row if content else 0
        self._shown = max(content.row_count, 1) if content else 0

    def require(self, singles: Singles) -> set[int]:
        """Compare every cell; gives the columns that the content fills."""
        rows = _rows(self._sheet)
        if self._content is None:
            self._require_same(_cells_of(rows, 1), self._expected(1, None, 0), singles)
            return set()
        growth = self._shown - 1
        below = self._header_row + 2
        above = list(islice(rows, self._header_row))
        self._require_same(
            _cells_of(above, 1),
            self._expected(1, self._header_row, 0),
            {place: value for place, value in singles.items() if place[0] < below},
        )
        columns = self._columns(self._content, above)
        self._require_data(self._content, columns, rows)
        self._require_same(
            _cells_of(rows, below + growth),
            self._expected(below, None, growth),
            {(row + growth, column): v for (row, column), v in singles.items() if row >= below},
        )
        return set(columns.values())

    def require_formulas(
        self, archive: zipfile.ZipFile, columns: set[int], singles: set[tuple[int, int]]
    ) -> None:
        """Require the template's formulas and no others, its pattern row's counted once per data row."""
        pattern = self._header_row + 1 if self._content else 0
        formulas = self._blank.formulas - singles
        repeated = sum(row == pattern and column not in columns for row, column in formulas)
        once = sum(row != pattern for row, _ in formulas)
        meant = self._blank.declared_elsewhere + once + repeated * self._shown
        with archive.open(self._blank.part) as part:
            found = _formulas_in(iter(lambda: part.read(1 << 20), b""), self._blank.formula_tag)
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


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[Found]]:
    """Every row of the sheet from row 1 and column A on; calamine leaves out empty columns in front."""
    before: list[Found] = [""] * (sheet.start[1] if sheet.start else 0)
    rows: Iterator[list[Found]] = iter(sheet.iter_rows())  # type: ignore[arg-type]  # lists are invariant
    return (before + row for row in rows) if before else rows


def _cells_of(rows: Iterator[list[Found]] | Sequence[list[Found]], first: int) -> Cells:
    return {
        (number, column): value
        for number, row in enumerate(rows, start=first)
        for column, value in enumerate(row, start=1)
        if value != ""
    }


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


def _numbers_are_same(found: Sequence[Found], values: Values) -> bool:
    """Whether each number read is the double nearest to the exact value.

    Numerators below 2**53 and powers of ten are exact doubles, and IEEE 754 rounds their quotient to the
    nearest double, as reading the decimal text does.
    """
    if values.blank.any():
        cells = np.array(found, dtype=object)
        if any(value != "" for value in cells[values.blank]):
            return False
        found = cells[~values.blank].tolist()
    if not set(map(type, found)) <= {float, int}:
        return False
    meant = values.items.astype(np.int64)[~values.blank]
    if len(meant) and int(np.abs(meant).max()) >= _EXACT_IN_FLOAT:
        return False
    return bool((np.array(found, dtype=np.float64) == meant / values.denominator).all())


@lru_cache(maxsize=64)
def _blank_workbook(template: bytes) -> Mapping[str, _BlankSheet]:
    """Read a template once: its values with calamine, where its formulas are from its XML."""
    package = Package(template, "")
    texts = package.texts()
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(template))
    parts = {sheet.name: sheet.part for sheet in package.sheets}
    sheets = {}
    for name in workbook.sheet_names:
        part = parts.get(name)
        if part is None:
            sheets[name] = _BlankSheet({}, frozenset(), "", b"f", 0)
            continue
        root = package.root(part)
        layout = SheetLayout(root, name, texts, "")
        formulas = frozenset(
            (number, column_of(cell)) for number, row in layout.rows() for cell in row if elements(cell, "f")
        )
        tag = f"{root.prefix}:f".encode() if root.prefix else b"f"
        written = _formulas_in([package.entries[part].content()], tag)
        cells = _cells_of(_rows(workbook.get_sheet_by_name(name)), 1)
        sheets[name] = _BlankSheet(cells, formulas, part, tag, written - len(formulas))
    return sheets


def _formulas_in(blocks: Iterable[bytes], tag: bytes) -> int:
    """How many elements have a name that begins as a formula's does; text cannot hold a `<`.

    Formulas of validations and conditional formats are counted too: there are as many as in the template.
    """
    count, rest = 0, b""
    for block in blocks:
        joined = rest + block
        count += joined.count(b"<" + tag)
        rest = joined[-len(tag) :]
    return count
