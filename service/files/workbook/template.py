"""Compile a municipality's own workbook into what is fixed and what is filled in per report."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import CELL_AMONG_ROWS, CELL_IS_MERGED
from service.files.archive import PackedStart, pack_start, packed_entry
from service.files.workbook import movement
from service.files.workbook.layout import SheetLayout, column_of, columns_of_headers, place_of
from service.files.workbook.package import MAIN, Package, document, elements, fragment, local_name
from service.files.workbook.references import DataRegion, References
from service.files.workbook.sheet_targets import SheetTarget, data_regions
from service.files.xml_columns import MarkedText, RepeatedText, data_cell, own_row, single_cell

_ROWS = "\ue000rows:0\ue001"
_VALUE_IN_CELL = re.compile(r">(\ue000(?:data|cell):\d+\ue001)</(?:[\w.-]+:)?c>")
_CHART = re.compile(r"xl/charts/[^/]+\.xml")
_PIVOT_SOURCE = re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml")
_CALCULATION_ORDER = "xl/calcChain.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSheet:
    """How the data rows of one sheet are written."""

    target: SheetTarget
    columns: tuple[int, ...]
    """Per header, the column it stands in, from 1."""
    shows_dates: tuple[bool, ...]
    """Per header, whether the pattern cell shows a number as a day."""
    row: RepeatedText = field(repr=False)
    prefix: str
    """What stands before the names of elements in this sheet: mostly nothing."""
    last_row: int
    """The last row of the template that something stands on."""


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
    head: MarkedText = field(repr=False)
    sheet: int | None = None
    """The index of the sheet whose data rows stand between head and tail."""
    tail: MarkedText = field(default=MarkedText("", ()), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookTemplate:
    """A workbook, ready to be filled any number of times; immutable."""

    file: str
    start: PackedStart
    """Every part that is the same in each report, packed; untouched parts byte for byte as they were."""
    parts: tuple[Part, ...]
    sheets: tuple[DataSheet, ...]
    cells: tuple[CellTarget, ...]
    repeats: tuple[tuple[int, RepeatedText], ...]
    """Other texts that stand once per data row, with the index of the sheet they go by."""
    counts_days_from_1904: bool


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
    regions = data_regions(content_sheets, lambda name: package.sheet(name).name, file)
    for sheet, _ in cells:
        package.sheet(sheet)
    references = References(regions, [sheet.name for sheet in package.sheets])
    return _Compilation(package, references, tuple(content_sheets), tuple(cells)).template()


class _Compilation:
    """One run of compile_template: parts are marked one by one and collected."""

    def __init__(
        self,
        package: Package,
        references: References,
        targets: tuple[SheetTarget, ...],
        cells: tuple[tuple[str, str], ...],
    ) -> None:
        self._package = package
        self._references = references
        self._targets = targets
        self._wanted = cells
        self._texts = package.texts()
        self._dates = package.date_styles()
        self._written: dict[str, str] = {}
        self._sheets: dict[int, DataSheet] = {}
        self._cells: dict[int, CellTarget] = {}
        self._repeats: list[tuple[int, str]] = []

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
            sheets=tuple(self._sheets[index] for index in range(len(self._targets))),
            cells=tuple(self._cells[index] for index in range(len(self._wanted))),
            repeats=tuple((index, RepeatedText.read(text)) for index, text in self._repeats),
            counts_days_from_1904=any(
                properties.get("date1904") in {"1", "true"}
                for properties in elements(self._package.workbook, "workbookPr")
            ),
        )

    def _is_per_report(self, name: str) -> bool:
        return "\ue000" in self._written.get(name, "")

    def _parts(self) -> Iterator[Part]:
        sheet_of = {self._package.sheet(t.sheet).part: i for i, t in enumerate(self._targets)}
        for name in self._package.entries:
            if self._is_per_report(name):
                head, _, tail = self._written[name].partition(_ROWS)
                yield Part(name, MarkedText.read(head), sheet_of.get(name), MarkedText.read(tail))

    def _mark(self, part: str, marker: Callable[[Element], None]) -> None:
        """Keep a part byte for byte when the marker changes nothing in it."""
        root = self._package.root(part)
        before = document(root)
        marker(root)
        after = _VALUE_IN_CELL.sub(r"\1", document(root))
        if after != before:
            self._written[part] = after

    def _mark_workbook(self) -> None:
        def marker(root: Element) -> None:
            movement.mark_names(root, self._references)
            _calculate_when_opened(root)

        self._mark(self._package.workbook_part, marker)

    def _drop_calculation_order(self) -> None:
        """The order in which Excel calculated the blank workbook; Excel makes it anew."""
        if self._package.entries.pop(_CALCULATION_ORDER, None) is None:
            return
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            self._mark(part, _forget_calculation_order)

    def _mark_sheets(self) -> None:
        touched = {target.sheet for target in self._targets} | {sheet for sheet, _ in self._wanted}
        dependent = _sheets_that_depend(self._package, touched)
        for sheet in self._package.sheets:
            name = sheet.name

            def marker(root: Element, name: str = name) -> None:
                layout = SheetLayout(root, name, self._texts, self._package.file)
                self._place_cells(layout)
                self._take_pattern_row(layout)
                if name in dependent:
                    _forget_results(root)
                movement.SheetMovement(name, self._references).mark(root, self._repeats)

            self._mark(sheet.part, marker)

    def _place_cells(self, layout: SheetLayout) -> None:
        region = self._references.region_of(layout.name)
        for index, (sheet, address) in enumerate(self._wanted):
            if sheet != layout.name:
                continue
            row, column = place_of(address)
            box = layout.merged_around(row, column)
            if box is not None and (row, column) != (box.top, box.left):
                first = f"{get_column_letter(box.left)}{box.top}"
                raise FormatError(CELL_IS_MERGED.fault(cell=f"{sheet}!{address}", first=first), layout.file)
            if region is not None and row == region.row:
                raise FormatError(CELL_AMONG_ROWS.fault(cell=f"{sheet}!{address}"), layout.file)
            cell = layout.cell(row, column)
            self._cells[index] = CellTarget(sheet, address, self._shows_dates(cell), _prefix(cell))
            _leave_open(cell, single_cell(index))

    def _take_pattern_row(self, layout: SheetLayout) -> None:
        region = self._references.region_of(layout.name)
        if region is None:
            return
        target = self._targets[region.index]
        columns = columns_of_headers(layout, target.header_row, target.headers)
        cells = [layout.cell(region.row, column) for column in columns]
        shows_dates = tuple(self._shows_dates(cell) for cell in cells)
        for position, cell in enumerate(cells):
            _leave_open(cell, data_cell(position))
        row = layout.row(region.row)
        last_row = max(number for number, _ in layout.rows())
        self._sheets[region.index] = DataSheet(
            target=target,
            columns=columns,
            shows_dates=shows_dates,
            row=RepeatedText.read(self._pattern_text(row, layout.name, region.row)),
            prefix=_prefix(row),
            last_row=last_row,
        )
        _replace_by_text(row, _ROWS)

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
                _forget_result(cell)
        return _VALUE_IN_CELL.sub(r"\1", fragment(row))

    def _mark_others(self) -> None:
        for part in self._package.entries:
            if _CHART.fullmatch(part):
                self._mark(part, lambda root: movement.mark_chart(root, self._references))
            elif _PIVOT_SOURCE.fullmatch(part):
                self._mark(part, lambda root: movement.mark_pivot_source(root, self._references))
        for target in self._targets:
            region = self._references.region_of(target.sheet)
            if region is not None:
                self._mark_belongings(region)

    def _mark_belongings(self, region: DataRegion) -> None:
        """What belongs to a sheet with data: its tables, notes and drawings."""
        sheet, references = region.sheet, self._references
        markers: Mapping[str, Callable[[Element], None]] = {
            "table": lambda root: movement.mark_table(root, sheet, references),
            "comments": lambda root: movement.mark_comments(root, sheet, references),
            "threadedComment": lambda root: movement.mark_comments(root, sheet, references),
            "vmlDrawing": lambda root: movement.mark_note_boxes(root, region),
            "drawing": lambda root: movement.mark_drawing(root, region),
        }
        for relation in self._package.relations(self._package.sheet(sheet).part):
            if relation.kind in markers:
                self._mark(relation.part, markers[relation.kind])

    def _shows_dates(self, cell: Element) -> bool:
        return int(cell.get("s", "0")) in self._dates


def _prefix(element: Element) -> str:
    return f"{element.prefix}:" if element.prefix else ""


def _leave_open(cell: Element, mark: str) -> None:
    for part in list(cell):
        cell.remove(part)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    cell.text = mark


def _replace_by_text(row: Element, mark: str) -> None:
    before, parent = row.getprevious(), row.getparent()
    if before is not None:
        before.tail = (before.tail or "") + mark
    elif parent is not None:
        parent.text = (parent.text or "") + mark
    if parent is not None:
        parent.remove(row)


def _calculate_when_opened(workbook: Element) -> None:
    """Excel and LibreOffice calculate the whole workbook as soon as it is opened."""
    for properties in elements(workbook, "calcPr"):
        properties.set("fullCalcOnLoad", "1")
        return
    properties = etree.Element(f"{{{MAIN}}}calcPr", nsmap=workbook.nsmap)
    properties.set("fullCalcOnLoad", "1")
    before = ("definedNames", "externalReferences", "functionGroups", "sheets")
    next(found for name in before for found in elements(workbook, name)).addnext(properties)


def _forget_calculation_order(root: Element) -> None:
    for item in list(root):
        if "calcChain" in (item.get("PartName") or item.get("Target") or ""):
            root.remove(item)


def _forget_results(root: Element) -> None:
    for cell in elements(root, "c"):
        if any(local_name(part) == "f" for part in cell):
            _forget_result(cell)


def _forget_result(cell: Element) -> None:
    """The result that was calculated for the blank workbook."""
    for value in [part for part in cell if local_name(part) == "v"]:
        cell.remove(value)
    cell.attrib.pop("t", None)


def _sheets_that_depend(package: Package, touched: set[str]) -> set[str]:
    """The touched sheets and all whose formulas can see them, directly or through others.

    A name, a table or INDIRECT may lead anywhere, so a formula without any sheet's name in it that is more
    than its own sheet's cells counts as dependent.
    """
    formulas = {sheet.name: package.formulas_of(sheet) for sheet in package.sheets}
    dependent = touched | {name for name, text in formulas.items() if _leads_anywhere(text)}
    while True:
        others = formulas.keys() - dependent
        more = {name for name in others if any(_mentions(formulas[name], each) for each in dependent)}
        if not more:
            return dependent
        dependent |= more


def _mentions(formulas: str, sheet: str) -> bool:
    return sheet.replace("'", "''").casefold() in formulas.casefold()


def _leads_anywhere(formulas: str) -> bool:
    """Whether a word stands in it that is no cell, no function and no sheet: a name, or a table."""
    plain = re.sub(r'"[^"]*"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}\b', "", formulas)
    if re.search(r"\b(INDIRECT|OFFSET)\(", plain, re.IGNORECASE) or "[" in plain:
        return True
    words = re.findall(r"(?<![\w.!'$])[A-Za-z_\\][\w.]*(?![\w.(!'$])", plain)
    return any(not re.fullmatch(r"[A-Za-z]{1,3}\d+|TRUE|FALSE", word) for word in words)
