"""Compile a municipality's own workbook into what is fixed and what is filled in per report."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter

from service.domain.failures import FormatError
from service.domain.formats.faults.blocks import LISTED_CELL_IS_FILLED
from service.domain.formats.faults.workbooks import CELL_AMONG_ROWS, CELL_IS_MERGED
from service.files.archive import PackedStart, pack_start, packed_entry
from service.files.workbook import movement
from service.files.workbook.block_places import SheetTexts
from service.files.workbook.calculation import (
    calculate_when_opened,
    forget_calculation_order,
    forget_result,
    forget_results,
    sheets_that_depend,
)
from service.files.workbook.days_in_cells import DaysInCells
from service.files.workbook.layout import SheetLayout, column_of, place_of
from service.files.workbook.open_rows import (
    copy_after,
    empty_all_but_formulas,
    leave_open,
    prefix_of,
    replace_by_text,
    rows_of_block,
    take_prepared,
    values_close_cells,
)
from service.files.workbook.package import Package, document, elements, fragment
from service.files.workbook.placed import Above, PlacedTarget, SheetTarget
from service.files.workbook.references import References
from service.files.workbook.regions import SharedGrowth, SheetRegions
from service.files.workbook.sheet_targets import (
    data_regions,
    is_among_rows,
    listed_cells,
    placed_targets,
    regions_above,
    require_no_list,
)
from service.files.workbook.strip_taking import StripTaking, cells_in, strips_of_sheet
from service.files.workbook.striped_rows import StripedRows
from service.files.workbook.strips import strips_of
from service.files.xml_columns import MarkedText, RepeatedText, data_cell, own_row, single_cell

_ROWS = re.compile("\ue000(rows|strips):(\\d+)\ue001")
_CHART = re.compile(r"xl/charts/[^/]+\.xml")
_PIVOT_SOURCE = re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml")
_CALCULATION_ORDER = "xl/calcChain.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataBlock:
    """How the lines of one block are written."""

    target: SheetTarget
    columns: tuple[int, ...]
    """Per header, the column it stands in, from 1."""
    shows_dates: tuple[bool, ...]
    """Per header, whether its cells show a number as a day."""
    row: RepeatedText | None = field(repr=False)
    """The pattern row; None for a block that never grows."""
    pattern_row: int
    """Its number in the template; of lines that are listed the last one."""
    listed: tuple[tuple[str, ...], ...]
    """The keys of the lines that the template lists."""
    prefix: str
    """What stands before the names of elements in this sheet: mostly nothing."""
    last_row: int
    """The last row of the template that something stands on."""
    above: Above
    """The blocks whose growth moves it."""


@dataclass(frozen=True, slots=True)
class CellTarget:
    """A single cell that a format fills."""

    sheet: str
    address: str
    shows_dates: bool
    prefix: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the zip that is written per report."""

    name: str
    texts: tuple[MarkedText, ...] = field(repr=False)
    between: tuple[tuple[str, int], ...] = ()
    """What stands after each text but the last: the `rows` of a block, or all rows of a sheet in `strips`,
    with the index of either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookTemplate:
    """A workbook, ready to be filled any number of times; immutable."""

    file: str
    start: PackedStart
    """Every part that is the same in each report, packed; untouched parts byte for byte as they were."""
    parts: tuple[Part, ...]
    blocks: tuple[DataBlock, ...]
    cells: tuple[CellTarget, ...]
    repeats: tuple[tuple[int, RepeatedText], ...]
    """Other texts that stand once per data row, with the index of the block they go by."""
    counts_days_from_1904: bool
    striped: tuple[StripedRows, ...] = ()
    """The rows of sheets on which blocks grow beside each other."""
    shared: tuple[tuple[int, ...], ...] = ()
    """The blocks of which the longest moves something; numbered behind the blocks."""


def compile_template(
    template: bytes,
    content_sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    *,
    file: str = "",
) -> WorkbookTemplate:
    """Read a template once, so that filling it costs little.

    Raises FormatError, naming `file` and the sheet, for a workbook that cannot be read, a sheet or header
    text that is not there (with those that are), a header text that occurs twice, and a cell that is covered
    by a merged cell or by the data rows.
    """
    package = Package(template, file)
    for sheet, _ in cells:
        package.sheet(sheet)
    return _Compilation(package, places_of(package, content_sheets), tuple(cells)).template()


def places_of(package: Package, targets: Sequence[SheetTarget]) -> tuple[PlacedTarget, ...]:
    """Where each block stands in a workbook. Raises FormatError for one that is not there."""
    days = DaysInCells.of(package)

    def texts_of(name: str, last_row: int | None) -> SheetTexts:
        sheet = package.sheet(name)
        layout = SheetLayout(package.root(sheet.part), sheet.name, package.texts(), package.file)
        return layout.texts(last_row, days=days)

    return placed_targets(targets, texts_of, package.file)


class _Compilation:
    """One run of compile_template: parts are marked one by one and collected."""

    def __init__(
        self, package: Package, placed: tuple[PlacedTarget, ...], cells: tuple[tuple[str, str], ...]
    ) -> None:
        regions = data_regions(placed, package.file)
        self._package = package
        self._shared = SharedGrowth(len(placed))
        sheets = {each.sheet for each in placed}
        self._references = References(
            regions,
            [sheet.name for sheet in package.sheets],
            strips={sheet: found for sheet in sheets if (found := strips_of(placed, sheet))},
            shared=self._shared,
        )
        self._placed = placed
        self._above = regions_above(regions, len(placed))
        self._wanted = cells
        self._texts = package.texts()
        self._dates = package.date_styles()
        self._written: dict[str, str] = {}
        self._blocks: dict[int, DataBlock] = {}
        self._cells: dict[int, CellTarget] = {}
        self._repeats: list[tuple[int, str]] = []
        self._striped: list[StripedRows] = []
        self._first_listed = listed_cells(len(cells), placed)

    def template(self) -> WorkbookTemplate:
        self._mark_workbook()
        self._drop_calculation_order()
        self._mark_sheets()
        self._mark_others()
        return WorkbookTemplate(
            file=self._package.file,
            start=pack_start(
                entry if name not in self._written else packed_entry(name, [self._written[name].encode()])
                for name, entry in self._package.entries.items()
                if not self._is_per_report(name)
            ),
            parts=tuple(self._parts()),
            blocks=tuple(self._blocks[index] for index in range(len(self._placed))),
            cells=tuple(self._cells[index] for index in range(len(self._wanted))),
            repeats=tuple((index, RepeatedText.read(text)) for index, text in self._repeats),
            counts_days_from_1904=any(
                properties.get("date1904") in {"1", "true"}
                for properties in elements(self._package.workbook, "workbookPr")
            ),
            striped=tuple(self._striped),
            shared=self._shared.several,
        )

    def _is_per_report(self, name: str) -> bool:
        return "\ue000" in self._written.get(name, "")

    def _parts(self) -> Iterator[Part]:
        for name in self._package.entries:
            if self._is_per_report(name):
                pieces = _ROWS.split(self._written[name])
                between = tuple(zip(pieces[1::3], map(int, pieces[2::3]), strict=True))
                yield Part(name, tuple(map(MarkedText.read, pieces[::3])), between)

    def _mark(self, part: str, marker: Callable[[Element], None]) -> None:
        """Keep a part byte for byte when the marker changes nothing in it."""
        root = self._package.root(part)
        before = document(root)
        marker(root)
        after = values_close_cells(document(root))
        if after != before:
            self._written[part] = after

    def _mark_workbook(self) -> None:
        def marker(root: Element) -> None:
            movement.mark_names(root, self._references)
            calculate_when_opened(root)

        self._mark(self._package.workbook_part, marker)

    def _drop_calculation_order(self) -> None:
        """The order in which Excel calculated the blank workbook; Excel makes it anew."""
        if self._package.entries.pop(_CALCULATION_ORDER, None) is None:
            return
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            self._mark(part, forget_calculation_order)

    def _mark_sheets(self) -> None:
        touched = {each.sheet for each in self._placed} | {sheet for sheet, _ in self._wanted}
        dependent = sheets_that_depend(self._package, touched)
        for sheet in self._package.sheets:
            name = sheet.name

            def marker(root: Element, name: str = name) -> None:
                layout = SheetLayout(root, name, self._texts, self._package.file)
                taking = StripTaking([each for each in self._placed if each.sheet == name])
                self._place_cells(layout)
                self._take_blocks(layout, taking)
                if name in dependent:
                    forget_results(root)
                rows = list(layout.rows())
                movement.SheetMovement(name, self._references).mark(root, self._repeats)
                regions = self._references.regions_of(name)
                if taking.strips and regions is not None:
                    mark = strips_of_sheet(len(self._striped))
                    self._striped.append(
                        taking.striped(layout.rows_parent, rows, regions, taking.strips, mark)
                    )

            self._mark(sheet.part, marker)

    def _place_cells(self, layout: SheetLayout) -> None:
        own = [each for each in self._placed if each.sheet == layout.name]
        for index, (sheet, address) in enumerate(self._wanted):
            if sheet != layout.name:
                continue
            row, column = place_of(address)
            box = layout.merged_around(row, column)
            if box is not None and (row, column) != (box.top, box.left):
                first = f"{get_column_letter(box.left)}{box.top}"
                raise FormatError(CELL_IS_MERGED.fault(cell=f"{sheet}!{address}", first=first), layout.file)
            if any(is_among_rows(row, column, each) for each in own):
                raise FormatError(CELL_AMONG_ROWS.fault(cell=f"{sheet}!{address}"), layout.file)
            cell = layout.cell(row, column)
            self._cells[index] = CellTarget(sheet, address, self._shows_dates(cell), prefix_of(cell))
            leave_open(cell, single_cell(index))

    def _take_blocks(self, layout: SheetLayout, taking: StripTaking) -> None:
        """Leave open what each block of a sheet fills, the lowest pattern row taken out first."""
        own = [(index, each) for index, each in enumerate(self._placed) if each.sheet == layout.name]
        last_row = max([number for number, _ in layout.rows()], default=0)
        for index, placed in own:
            is_listed = placed.target.place.listed is not None
            take = self._take_list if is_listed else self._take_pattern
            text, shows_dates = take(layout, index, placed, taking)
            self._blocks[index] = DataBlock(
                target=placed.target,
                columns=placed.columns,
                shows_dates=shows_dates,
                row=None if text is None else RepeatedText.read(text),
                pattern_row=placed.pattern_row or placed.listed[-1][0],
                listed=tuple(key for _, key in placed.listed),
                prefix=prefix_of(layout.rows_parent),
                last_row=last_row,
                above=self._above[index],
            )

    def _take_pattern(
        self, layout: SheetLayout, index: int, placed: PlacedTarget, taking: StripTaking
    ) -> tuple[str | None, tuple[bool, ...]]:
        """The pattern row with its cells left open, taken out of the sheet."""
        number = placed.header_row + 1
        if not placed.prepared:
            require_no_list(layout.texts(number + 1, calculated=False), placed)
        cells = [layout.cell(number, column) for column in placed.columns]
        shows_dates = tuple(self._shows_dates(cell) for cell in cells)
        take_prepared(layout, placed)
        for position, cell in enumerate(cells):
            leave_open(cell, data_cell(position))
        row = layout.row(number)
        if placed.strip is not None:
            text = self._pattern_text(taking.taken(row, index, placed), layout.name, number)
            return cells_in(text), shows_dates
        text = self._pattern_text(row, layout.name, number)
        replace_by_text(row, rows_of_block(index))
        return text, shows_dates

    def _take_list(
        self, layout: SheetLayout, index: int, placed: PlacedTarget, taking: StripTaking
    ) -> tuple[str | None, tuple[bool, ...]]:
        """Leave open the cells of listed lines; gives the pattern of those that go below, if any may."""
        first, count, last = self._first_listed[index], len(placed.listed), placed.listed[-1][0]
        pattern = None
        if placed.pattern_row is not None:
            own = layout.row(last)
            row = taking.copied(own, index, placed) if placed.strip else copy_after(own, rows_of_block(index))
            open_columns = (*placed.key_columns, *placed.columns)
            empty_all_but_formulas(row, last, open_columns)
            pattern = self._pattern_text(row, layout.name, last)
            pattern = cells_in(pattern) if placed.strip else pattern
        shows_dates = []
        for position, (column, header) in enumerate(zip(placed.columns, placed.target.headers, strict=True)):
            cells = [layout.cell(number, column) for number, _ in placed.listed]
            for (number, _), cell in zip(placed.listed, cells, strict=True):
                if len(cell):
                    fault = LISTED_CELL_IS_FILLED.fault(sheet=layout.name, header=header, row=number)
                    raise FormatError(fault, layout.file)
            shows_dates.append(all(self._shows_dates(cell) for cell in cells))
            for line, cell in enumerate(cells):
                leave_open(cell, single_cell(first + position * count + line))
        return pattern, tuple(shows_dates)

    def _pattern_text(self, row: Element, sheet: str, number: int) -> str:
        """The pattern row as it is repeated: styles and height kept, formulas going along."""
        for name in ("spans", "hidden"):
            row.attrib.pop(name, None)
        row.set("r", own_row(0))
        for cell in row:
            cell.set("r", f"{get_column_letter(column_of(cell))}{own_row(0)}")
            for formula in elements(cell, "f"):
                formula.text = self._references.row_formula(formula.text or "", sheet, number)
                if formula.get("ref"):
                    ref = self._references.row_formula(formula.get("ref", ""), sheet, number)
                    formula.set("ref", ref)
                forget_result(cell)
        return values_close_cells(fragment(row))

    def _mark_others(self) -> None:
        for part in self._package.entries:
            if _CHART.fullmatch(part):
                self._mark(part, lambda root: movement.mark_chart(root, self._references))
            elif _PIVOT_SOURCE.fullmatch(part):
                self._mark(part, lambda root: movement.mark_pivot_source(root, self._references))
        for sheet in dict.fromkeys(each.sheet for each in self._placed):
            regions = self._references.regions_of(sheet)
            if regions is not None:
                self._mark_belongings(sheet, regions)

    def _mark_belongings(self, sheet: str, regions: SheetRegions) -> None:
        """What belongs to a sheet with data: its tables, notes and drawings."""
        references = self._references
        markers: Mapping[str, Callable[[Element], None]] = {
            "table": lambda root: movement.mark_table(root, sheet, references),
            "comments": lambda root: movement.mark_comments(root, sheet, references),
            "threadedComment": lambda root: movement.mark_comments(root, sheet, references),
            "vmlDrawing": lambda root: movement.mark_note_boxes(root, regions),
            "drawing": lambda root: movement.mark_drawing(root, regions),
        }
        for relation in self._package.relations(self._package.sheet(sheet).part):
            if relation.kind in markers:
                self._mark(relation.part, markers[relation.kind])

    def _shows_dates(self, cell: Element) -> bool:
        return int(cell.get("s", "0")) in self._dates
