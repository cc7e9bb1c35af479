"""Compile a municipality's own OpenDocument spreadsheet into what is fixed and what a report fills in."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter

from service.domain.failures import FormatError
from service.domain.formats.faults.blocks import LISTED_CELL_IS_FILLED, NO_ROOM_BELOW
from service.domain.formats.faults.workbooks import (
    CELL_AMONG_ROWS,
    CELL_IS_MERGED,
    COLUMN_IS_MERGED,
    ROW_IS_MERGED,
)
from service.files.archive import PackedStart, pack_start
from service.files.open_document.layout import CONTENT, OFFICE, TABLE, TEXT, OpenDocument, OpenSheet
from service.files.open_document.movement import OpenMovement
from service.files.open_document.references import OpenReferences
from service.files.workbook import (
    Above,
    DataRegion,
    PlacedTarget,
    SheetTarget,
    data_regions,
    document,
    elements,
    fragment,
    is_among_rows,
    listed_cells,
    local_name,
    place_of,
    placed_targets,
    regions_above,
    replace_by_text,
    require_whole_rows,
)
from service.files.xml_columns import MarkedText, RepeatedText, data_cell, repeated, single_cell

_ROWS = re.compile("\ue000rows:(\\d+)\ue001")
_VALUE_IN_CELL = re.compile(r">(\ue000(?:data|cell):\d+\ue001)")
_VALUES = ("value-type", "value", "string-value", "boolean-value", "date-value", "time-value", "currency")
_STANDS_ON_A_CELL = ("annotation", "frame", "custom-shape", "control", "line", "rect", "g")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataSheet:
    """How the lines of one block are written."""

    target: SheetTarget
    pattern_row: int
    """Its number in the template; of lines that are listed the last one."""
    first: RepeatedText | None = field(repr=False)
    """The first data row: what stands on a cell of the pattern row (a note, a chart) stands there once."""
    row: RepeatedText | None = field(repr=False)
    """Every other data row. None where all lines are listed."""
    last_row: int
    """The last row of the template that something stands on."""
    above: Above
    """The blocks whose growth moves it."""
    listed: tuple[tuple[str, ...], ...] = ()
    """The keys of the lines that the template lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocumentTemplate:
    """An OpenDocument spreadsheet, ready to be filled any number of times; immutable."""

    file: str
    start: PackedStart
    """Every part that is the same in each report, packed; untouched parts byte for byte as they were."""
    charts: tuple[tuple[str, MarkedText], ...] = field(repr=False)
    """Charts that draw the data, by the name of their part."""
    pieces: tuple[MarkedText, ...] = field(repr=False)
    """The content, parted where data rows go."""
    order: tuple[int, ...]
    """The index of the sheet whose rows stand after each piece but the last."""
    sheets: tuple[OpenDataSheet, ...]
    cells: tuple[tuple[str, str], ...]
    repeats: tuple[tuple[int, RepeatedText], ...]
    """Other texts that stand once per data row, with the index of the sheet they go by."""
    fillers: tuple[tuple[int, int], ...]
    """Empty rows that fill a sheet to its end, with the index of the sheet: fewer with more data."""


def compile_open_document(
    template: bytes,
    content_sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    *,
    file: str = "",
) -> OpenDocumentTemplate:
    """Read a template once, so that filling it costs little.

    Raises FormatError as `workbook.compile_template` does.
    """
    opened = OpenDocument(template, file)
    placed = placed_targets(content_sheets, lambda name, _: opened.sheet(name).texts(), file)
    require_whole_rows(placed, file)
    return _Compilation(opened, placed, tuple(cells)).template()


class _Compilation:
    """One run of compile_open_document."""

    def __init__(
        self,
        opened: OpenDocument,
        placed: tuple[PlacedTarget, ...],
        cells: tuple[tuple[str, str], ...],
    ) -> None:
        regions = data_regions(placed, opened.file)
        self._opened = opened
        self._references = OpenReferences(regions, [sheet.name for sheet in opened.sheets])
        self._placed = placed
        self._above = regions_above(regions, len(placed))
        self._cells = cells
        self._first_listed = listed_cells(len(cells), placed)
        self._sheets: dict[int, OpenDataSheet] = {}
        self._repeats: list[tuple[int, str]] = []
        self._fillers: list[tuple[int, int]] = []

    def template(self) -> OpenDocumentTemplate:
        for index, (sheet, address) in enumerate(self._cells):
            self._place_cell(self._opened.sheet(sheet), address, index)
        for cell in elements(self._opened.content, "table-cell"):
            if cell.get(f"{TABLE}formula") is not None:
                _empty(cell)
        movement = OpenMovement(self._references, self._opened.content)
        from_below = sorted(enumerate(self._placed), key=lambda pair: -pair[1].header_row)
        fillers = [(index, self._take_block(index, placed, movement)) for index, placed in from_below]
        movement.mark(self._repeats)
        self._mark_fillers(fillers)
        return self._finished(_VALUE_IN_CELL.sub(r"\1", document(self._opened.content)), movement)

    def _finished(self, content: str, movement: OpenMovement) -> OpenDocumentTemplate:
        pieces = _ROWS.split(content)
        charts = dict(self._charts(movement))
        written = {CONTENT, *charts}
        return OpenDocumentTemplate(
            file=self._opened.file,
            start=pack_start(entry for name, entry in self._opened.entries.items() if name not in written),
            charts=tuple((name, MarkedText.read(text)) for name, text in charts.items()),
            pieces=tuple(map(MarkedText.read, pieces[::2])),
            order=tuple(map(int, pieces[1::2])),
            sheets=tuple(self._sheets[index] for index in range(len(self._placed))),
            cells=self._cells,
            repeats=tuple((index, RepeatedText.read(text)) for index, text in self._repeats),
            fillers=tuple(self._fillers),
        )

    def _charts(self, movement: OpenMovement) -> Iterator[tuple[str, str]]:
        for part, root in self._opened.charts():
            before = document(root)
            for element in root.iter():
                movement.mark_element(element, "")
            after = document(root)
            if after != before:
                yield part, after

    def _place_cell(self, sheet: OpenSheet, address: str, index: int) -> None:
        row, column = place_of(address)
        under = sheet.merged_around(row, column)
        if under is not None:
            raise FormatError(
                CELL_IS_MERGED.fault(
                    cell=f"{sheet.name}!{address}", first=f"{get_column_letter(under[1])}{under[0]}"
                ),
                sheet.file,
            )
        if any(is_among_rows(row, column, each) for each in self._placed if each.sheet == sheet.name):
            raise FormatError(CELL_AMONG_ROWS.fault(cell=f"{sheet.name}!{address}"), sheet.file)
        _leave_open(sheet.cell(row, column), single_cell(index))

    def _take_block(self, index: int, placed: PlacedTarget, movement: OpenMovement) -> Element | None:
        """Leave open what a block fills; gives the empty rows that fill its sheet to its end."""
        sheet = self._opened.sheet(placed.sheet)
        if placed.target.place.listed is not None:
            self._take_list(index, placed, sheet)
            return None
        region = DataRegion(index=index, sheet=sheet.name, row=placed.header_row + 1)
        cells = [sheet.cell(region.row, column) for column in placed.columns]
        self._require_open(cells, sheet, region)
        row = sheet.row(region.row)
        rows = list(sheet.rows())
        filler = _filler(rows, region.row)
        last = rows[-1][0] + rows[-1][1] - 1
        for position, cell in enumerate(cells):
            _leave_open(cell, data_cell(position))
        movement.mark_shapes(sheet, region)
        movement.mark_spans(sheet, region)
        self._sheets[index] = OpenDataSheet(
            target=placed.target,
            pattern_row=region.row,
            first=RepeatedText.read(self._pattern_text(row, region, movement)),
            row=RepeatedText.read(self._pattern_text(_without_what_stands_on(row), region, movement)),
            last_row=last if filler is None else last - _repeat(filler) + 1,
            above=self._above[index],
        )
        replace_by_text(row, f"\ue000rows:{index}\ue001")
        return filler

    def _take_list(self, index: int, placed: PlacedTarget, sheet: OpenSheet) -> None:
        """Leave open the cells of listed lines. Raises FormatError when one is filled already."""
        if placed.pattern_row is not None:
            raise FormatError(NO_ROOM_BELOW.fault(sheet=sheet.name), sheet.file)
        position = self._first_listed[index]
        for column, header in zip(placed.columns, placed.target.headers, strict=True):
            for number, _ in placed.listed:
                cell = sheet.cell(number, column)
                if len(cell) or cell.get(f"{TABLE}formula") is not None:
                    fault = LISTED_CELL_IS_FILLED.fault(sheet=sheet.name, header=header, row=number)
                    raise FormatError(fault, sheet.file)
                _leave_open(cell, single_cell(position))
                position += 1
        self._sheets[index] = OpenDataSheet(
            target=placed.target,
            pattern_row=placed.listed[-1][0],
            first=None,
            row=None,
            last_row=placed.listed[-1][0],
            above=(),
            listed=tuple(key for _, key in placed.listed),
        )

    def _require_open(self, cells: Sequence[Element], sheet: OpenSheet, region: DataRegion) -> None:
        row = sheet.row(region.row)
        if any(local_name(cell) == "covered-table-cell" for cell in cells):
            raise FormatError(COLUMN_IS_MERGED.fault(sheet=sheet.name, row=region.row), sheet.file)
        if any(int(cell.get(f"{TABLE}number-rows-spanned", "1")) > 1 for cell in row):
            raise FormatError(ROW_IS_MERGED.fault(sheet=sheet.name, row=region.row), sheet.file)

    def _pattern_text(self, row: Element, region: DataRegion, movement: OpenMovement) -> str:
        """The pattern row as it is repeated: styles kept, formulas going along."""
        row = copy.deepcopy(row)
        row.tail = None
        row.attrib.pop(f"{TABLE}visibility", None)
        for cell in row:
            formula = cell.get(f"{TABLE}formula")
            if formula is not None:
                cell.set(f"{TABLE}formula", self._references.row_formula(formula, region.sheet, region.row))
            for part in cell.iterdescendants():
                movement.mark_element(part, region.sheet)
        return _VALUE_IN_CELL.sub(r"\1", fragment(row))

    def _mark_fillers(self, fillers: Sequence[tuple[int, Element | None]]) -> None:
        """The empty rows at the end of a sheet become fewer by all that the lowest block is moved."""
        marked: set[Element] = set()
        for index, row in fillers:
            if row is not None and row not in marked:
                marked.add(row)
                place = len(self._repeats) + len(self._fillers)
                self._fillers.append((index, _repeat(row)))
                row.set(f"{TABLE}number-rows-repeated", repeated(place))


def _filler(rows: Sequence[tuple[int, int, Element]], pattern: int) -> Element | None:
    """The longest run of empty rows at the end, where an office writes a sheet out to its last row."""
    empty: list[Element] = []
    for number, count, row in reversed(rows):
        if number <= pattern or _says_something(row):
            break
        if count > 1:
            empty.append(row)
    return max(empty, key=_repeat, default=None)


def _says_something(row: Element) -> bool:
    return any(len(cell) or cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula") for cell in row)


def _repeat(row: Element) -> int:
    return int(row.get(f"{TABLE}number-rows-repeated", "1"))


def _empty(cell: Element) -> None:
    """Take the value from a cell, not its style nor what stands on it."""
    for attribute in list(cell.attrib):
        if str(attribute).rpartition("}")[2] in _VALUES:
            cell.attrib.pop(attribute)
    for part in list(cell):
        if part.tag == f"{TEXT}p":
            cell.remove(part)


def _leave_open(cell: Element, mark: str) -> None:
    _empty(cell)
    cell.attrib.pop(f"{TABLE}formula", None)
    cell.text = mark


def _without_what_stands_on(row: Element) -> Element:
    row = copy.deepcopy(row)
    for cell in row:
        for part in [each for each in cell if local_name(each) in _STANDS_ON_A_CELL]:
            cell.remove(part)
    return row
