"""Put marks in the parts of a workbook wherever a row number depends on how many data rows there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from service.files.workbook.layout import place_of
from service.files.workbook.package import elements, fragment, local_name
from service.files.workbook.references import References
from service.files.workbook.regions import SheetRegions
from service.files.xml_columns import own_row, repeated

_RANGES_THAT_GROW = ("autoFilter", "sortState", "sortCondition")
_LISTS_OF_RANGES = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_FORMULAS = ("formula", "formula1", "formula2")
_CACHES = ("numCache", "strCache", "multiLvlStrCache")
_PRINT_AREA = "_xlnm.Print_Area"


@dataclass(frozen=True, slots=True)
class SheetMovement:
    """What moves on one sheet."""

    sheet: str
    references: References

    @property
    def regions(self) -> SheetRegions | None:
        """The data regions of this sheet."""
        return self.references.regions_of(self.sheet)

    def mark(self, root: Element, repeats: list[tuple[int, str]]) -> None:
        """Mark everything outside the pattern rows, which are no longer in the tree.

        Merged cells within a pattern row and sparklines in it are repeated per data row; their texts are
        added to `repeats`, with the index of the region.
        """
        self._mark_rows(root)
        self._mark_sparklines(root, repeats)
        for element in root.iter():
            self._mark_element(element)
        self._mark_merged(root, repeats)
        self._mark_breaks(root)

    def _mark_rows(self, root: Element) -> None:
        regions = self.regions
        for cell in elements(root, "c"):
            for formula in cell:
                if local_name(formula) == "f":
                    self._mark_formula_cell(formula, *place_of(cell.get("r", "A1")))
        for row in elements(root, "row") if regions else ():
            number = int(row.get("r", "0"))
            for cell in row:
                letters = cell.get("r", "").rstrip("0123456789")
                own = regions.within([column_index_from_string(letters)]) if regions else None
                cell.set("r", f"{letters}{own.moved(number) if own else number}")
            row.set("r", regions.moved(number) if regions else "")

    def _mark_formula_cell(self, formula: Element, row: int, column: int) -> None:
        regions = self.regions
        stays = regions is not None and regions.within([column]).at(row) is not None
        if formula.text and stays:
            formula.text = self.references.line_formula(formula.text, self.sheet, row)
        elif formula.text:
            formula.text = self.references.formula(formula.text, self.sheet)
        if formula.get("ref"):
            formula.set("ref", self.references.range(formula.get("ref", ""), self.sheet, grows=False))

    def _mark_element(self, element: Element) -> None:
        name = local_name(element)
        if name == "dimension":
            element.set("ref", self.references.widest_range(element.get("ref", ""), self.sheet))
        elif name in _RANGES_THAT_GROW:
            element.set("ref", self.references.range(element.get("ref", ""), self.sheet))
        elif name in _LISTS_OF_RANGES:
            self._mark_rule(element)
        elif name == "hyperlink":
            element.set("ref", self.references.range(element.get("ref", ""), self.sheet, grows=False))
            if element.get("location"):
                element.set("location", self.references.formula(element.get("location", ""), self.sheet))
        elif name == "sqref" and element.text:
            element.text = self.references.ranges(element.text, self.sheet)

    def _mark_rule(self, element: Element) -> None:
        """A validation or conditional format: where it holds, and the formulas about its first cell."""
        ranges = next((e for e in element if local_name(e) == "sqref"), None)
        where = element.get("sqref", "") if ranges is None else (ranges.text or "")
        self._mark_rule_formulas(element, where)
        if element.get("sqref"):
            element.set("sqref", self.references.ranges(where, self.sheet))

    def _mark_rule_formulas(self, element: Element, where: str) -> None:
        for part in elements(element, *_FORMULAS, "f"):
            if part.text and not len(part):
                part.text = self._rule_formula(part.text, where)
        for part in elements(element, "cfvo"):
            if part.get("type") == "formula":
                part.set("val", self._rule_formula(part.get("val", ""), where))

    def _rule_formula(self, text: str, where: str) -> str:
        first = where.split(maxsplit=1)[0] if where.split() else "A1"
        column, row = (each or 1 for each in range_boundaries(first)[:2])
        regions = self.regions
        if regions is not None and regions.within([column]).at(row):
            return self.references.row_formula(text, self.sheet, row, repeats=False)
        return self.references.formula(text, self.sheet)

    def _mark_merged(self, root: Element, repeats: list[tuple[int, str]]) -> None:
        regions = self.regions
        for group in elements(root, "mergeCells") if regions else ():
            group.attrib.pop("count", None)
            marks = [self._mark_merge(merge, regions, repeats) for merge in list(group) if regions]
            group.text = (group.text or "") + "".join(marks)

    def _mark_merge(self, merge: Element, regions: SheetRegions, repeats: list[tuple[int, str]]) -> str:
        """Move a merged cell; one within a pattern row is taken out, and its mark given."""
        left, top, right, bottom = (each or 1 for each in range_boundaries(merge.get("ref", "")))
        own = regions.within([left, right])
        own.require_alike(merge.get("ref", ""), [top, bottom])
        region, parent = own.at(top), merge.getparent()
        if region is None or top != bottom or parent is None:
            merge.set("ref", self.references.range(merge.get("ref", ""), self.sheet))
            return ""
        prefix = f"{merge.prefix}:" if merge.prefix else ""
        ends = ":".join(f"{get_column_letter(column)}{own_row(0)}" for column in (left, right))
        repeats.append((region.index, f'<{prefix}mergeCell ref="{ends}"/>'))
        parent.remove(merge)
        return repeated(len(repeats) - 1)

    def _mark_sparklines(self, root: Element, repeats: list[tuple[int, str]]) -> None:
        """A sparkline in the pattern row stands on every data row, over that row's own cells."""
        for group in elements(root, "sparklines") if self.regions else ():
            for sparkline in list(group):
                self._mark_sparkline(sparkline, group, repeats)

    def _mark_sparkline(self, sparkline: Element, group: Element, repeats: list[tuple[int, str]]) -> None:
        where = next(iter(elements(sparkline, "sqref")), None)
        drawn = next(iter(elements(sparkline, "f")), None)
        if self.regions is None or where is None or drawn is None:
            return
        column, row = _one_cell(where.text or "A1")
        region = self.regions.within([column_index_from_string(column)]).at(row)
        if region is None:
            drawn.text = self.references.formula(drawn.text or "", self.sheet)
            return
        if row != region.row:
            group.remove(sparkline)
            return
        where.text = f"{column}{own_row(0)}"
        drawn.text = self.references.row_formula(drawn.text or "", self.sheet, region.row)
        group.text = (group.text or "") + repeated(len(repeats))
        repeats.append((region.index, fragment(sparkline)))
        group.remove(sparkline)

    def _mark_breaks(self, root: Element) -> None:
        regions = self.regions
        for group in elements(root, "rowBreaks") if regions else ():
            for each in group:
                each.set("id", regions.end(int(each.get("id", "0"))) if regions else "")


def mark_names(workbook: Element, references: References) -> None:
    """Defined names, print areas and repeated rows; a name for a single cell in the pattern row grows."""
    for name in elements(workbook, "definedName"):
        if name.text:
            is_area = name.get("name") == _PRINT_AREA
            name.text = references.formula(name.text, "", grows=True, may_be_shared=is_area)


def mark_chart(root: Element, references: References) -> None:
    """The ranges a chart draws; what it remembers of their values goes when they move."""
    for formula in elements(root, "f"):
        before = formula.text or ""
        formula.text = references.formula(before, "", grows=True)
        parent = formula.getparent()
        if formula.text == before or parent is None:
            continue
        for cache in [each for each in parent if local_name(each) in _CACHES]:
            parent.remove(cache)


def mark_table(root: Element, sheet: str, references: References) -> None:
    """A table, its filter, and the formulas it gives to new rows and to its totals row."""
    for element in elements(root, "table", "autoFilter", "sortState", "sortCondition"):
        element.set("ref", references.range(element.get("ref", ""), sheet))
    for formula in elements(root, "calculatedColumnFormula", "totalsRowFormula"):
        if formula.text:
            formula.text = references.formula(formula.text, sheet)


def mark_comments(root: Element, sheet: str, references: References) -> None:
    """The cells that notes belong to."""
    for comment in elements(root, "comment", "threadedComment"):
        comment.set("ref", references.range(comment.get("ref", ""), sheet, grows=False))


def mark_note_boxes(root: Element, regions: SheetRegions) -> None:
    """Where the boxes of notes stand; their rows are counted from 0."""
    for shape in elements(root, "ClientData"):
        column = next((int(each.text or "0") for each in elements(shape, "Column")), None)
        _mark_note_box(shape, regions if column is None else regions.within([column + 1]))


def _mark_note_box(shape: Element, regions: SheetRegions) -> None:
    for row in elements(shape, "Row"):
        row.text = regions.moved_from_zero(int(row.text or "0"))
    for anchor in elements(shape, "Anchor"):
        places = [part.strip() for part in (anchor.text or "").split(",")]
        if len(places) == 8:  # noqa: PLR2004 - left, offset, top, offset, right, offset, bottom, offset
            places[2], places[6] = (regions.moved_from_zero(int(places[i])) for i in (2, 6))
            anchor.text = ", ".join(places)


def _one_cell(area: str) -> tuple[str, int]:
    """The column letter and row of an area that is one cell; row 0 for any other area."""
    left, top, right, bottom = range_boundaries(area)
    return get_column_letter(left or 1), top or 0 if top == bottom and left == right else 0


def _ends_of(anchor: Element, what: str) -> Iterator[Element]:
    """The numbers of the rows or columns at which a drawing begins and ends."""
    for corner in anchor:
        if local_name(corner) in {"from", "to"}:
            yield from elements(corner, what)


def mark_drawing(root: Element, regions: SheetRegions) -> None:
    """Pictures, charts and shapes below a pattern row move with the row they begin on, and keep their size.

    What begins above it keeps its place and size: Excel would stretch it over thousands of rows.
    """
    for anchor in elements(root, "oneCellAnchor", "twoCellAnchor"):
        if anchor.get("editAs") == "absolute":
            continue
        rows, columns = list(_ends_of(anchor, "row")), list(_ends_of(anchor, "col"))
        begins = int(rows[0].text or "0") if rows else 0
        own = regions.within(int(column.text or "0") + 1 for column in columns)
        for row in rows:
            row.text = own.moved_as(int(row.text or "0"), begins)


def mark_pivot_source(root: Element, references: References) -> None:
    """The range a pivot table draws on; it is read again when the workbook is opened."""
    for source in elements(root, "worksheetSource"):
        before = source.get("ref", "")
        source.set("ref", references.range(before, source.get("sheet", "")))
        if source.get("ref") != before:
            root.set("refreshOnLoad", "1")
