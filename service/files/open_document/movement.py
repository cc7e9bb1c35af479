"""Put marks in an OpenDocument spreadsheet where an address or formula depends on the number of rows."""

from lxml.etree import _Element as Element

from service.files.open_document.layout import TABLE, OpenSheet
from service.files.open_document.references import OpenReferences, sheet_name
from service.files.workbook import DataRegion, elements, fragment, local_name
from service.files.xml_columns import moving_row, repeated

_THAT_GROW = {
    "target-range-address",
    "cell-range-address",
    "print-ranges",
    "notify-on-update-of-ranges",
    "values-cell-range-address",
    "condition-source-range-address",
    "source-cell-range",
    "data-range",
}
_THAT_MOVE = {"cell-address", "label-cell-address", "linked-cell", "buttons"}
_RULES = {"condition", "formatting-entry", "map", "content-validation"}
_RULE_TEXTS = {"condition", "value"}
_FORMULAS = {"formula", "expression"}


class OpenMovement:
    """What moves in one document. A sheet's pattern row is no longer in the tree."""

    def __init__(self, references: OpenReferences, content: Element) -> None:
        """`content` is the whole tree, in which validations find the sheets that use them."""
        self._references = references
        self._content = content
        self._users = _sheets_of_validations(content)

    def mark(self, repeats: list[tuple[int, str]]) -> None:
        """Mark the content; sparklines of the pattern row go to `repeats`, with the index of their region."""
        for table in elements(self._content, "table"):
            name = table.get(f"{TABLE}name", "")
            self._mark_sparklines(table, name, repeats)
            for element in table.iter():
                self.mark_element(element, name)
        inside = {element for table in elements(self._content, "table") for element in table.iter()}
        for element in self._content.iter():
            if element not in inside:
                self.mark_element(element, self._users.get(element.get(f"{TABLE}name", ""), ""))

    def mark_element(self, element: Element, sheet: str) -> None:
        """Mark the addresses and formulas among the attributes of one element that belongs to `sheet`."""
        if not isinstance(element.tag, str):
            return
        is_rule = local_name(element) in _RULES
        for attribute, text in list(element.attrib.items()):
            name = str(attribute).rpartition("}")[2]
            if name in _THAT_GROW or name in _THAT_MOVE:
                element.set(attribute, self._references.addresses(text, grows=name in _THAT_GROW))
            elif name in _FORMULAS:
                element.set(attribute, self._references.formula(text, sheet))
            elif is_rule and name in _RULE_TEXTS:
                element.set(attribute, self._rule(element, text, sheet))
        if is_rule:
            self._move_base(element, sheet)

    def mark_shapes(self, sheet: OpenSheet, region: DataRegion) -> None:
        """Shapes that stand below the pattern row end as many rows further down.

        What begins above keeps its end: it would be stretched over thousands of rows.
        """
        for number, _, row in sheet.rows():
            if number <= region.row:
                continue
            for shape in row.iter():
                end = shape.get(f"{TABLE}end-cell-address")
                if end is not None:
                    shape.set(f"{TABLE}end-cell-address", self._references.addresses(end, grows=False))

    def mark_spans(self, sheet: OpenSheet, region: DataRegion) -> None:
        """A merged cell from above the pattern row to it, or past it, becomes as much higher."""
        high = f"{TABLE}number-rows-spanned"
        for number, _, row in sheet.rows():
            for cell in row if number < region.row else ():
                rows = int(cell.get(high, "1"))
                if number + rows > region.row:
                    cell.set(high, moving_row(region.index, rows))

    def _rule(self, element: Element, text: str, sheet: str) -> str:
        """The formula of a rule speaks of its first cell."""
        base = element.get(_attribute(element, "base-cell-address"), "")
        own = sheet or sheet_name(base.rpartition(".")[0])
        regions = self._references.regions_of(own)
        if regions is not None and regions.at(_row_of(base)):
            return self._references.row_formula(text, own, _row_of(base), repeats=False)
        return self._references.formula(text, own)

    def _move_base(self, element: Element, sheet: str) -> None:
        """The first cell of a rule moves down when it stands below the data of the sheet that uses it."""
        attribute = _attribute(element, "base-cell-address")
        base = element.get(attribute, "")
        regions = self._references.regions_of(sheet or sheet_name(base.rpartition(".")[0]))
        row = _row_of(base)
        if regions is not None and row:
            element.set(attribute, base[: -len(str(row))] + regions.moved(row))

    def _mark_sparklines(self, table: Element, sheet: str, repeats: list[tuple[int, str]]) -> None:
        """A sparkline in the pattern row stands on every data row, over that row's own cells."""
        regions = self._references.regions_of(sheet)
        for group in elements(table, "sparklines") if regions else ():
            for line in list(group):
                row = _row_of(line.get(_attribute(line, "cell-address"), ""))
                region = regions.at(row) if regions else None
                if region is None:
                    continue
                for name in ("cell-address", "data-range"):
                    attribute = _attribute(line, name)
                    own = self._references.row_addresses(line.get(attribute, ""), region.row)
                    line.set(attribute, own)
                group.text = (group.text or "") + repeated(len(repeats))
                repeats.append((region.index, fragment(line)))
                group.remove(line)


def _attribute(element: Element, name: str) -> str:
    """The full name of an attribute, whichever namespace it is in."""
    return next((str(each) for each in element.attrib if str(each).rpartition("}")[2] == name), name)


def _row_of(address: str) -> int:
    digits = address[len(address.rstrip("0123456789")) :]
    return int(digits) if digits else 0


def _sheets_of_validations(content: Element) -> dict[str, str]:
    """The sheet that uses each validation; LibreOffice may write another in the validation itself."""
    used: dict[str, str] = {}
    for table in elements(content, "table"):
        for cell in elements(table, "table-cell"):
            rule = cell.get(f"{TABLE}content-validation-name")
            if rule is not None:
                used.setdefault(rule, table.get(f"{TABLE}name", ""))
    return used
