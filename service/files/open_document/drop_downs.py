"""What an OpenDocument spreadsheet lets somebody choose from in cells that a format fills."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element as Element
from openpyxl.utils.cell import range_boundaries

from service.files.open_document.layout import TABLE, OpenDocument
from service.files.open_document.references import sheet_name
from service.files.workbook import Choices, SheetTarget, elements, filled_places, placed_targets

_LIST = re.compile(r"cell-content-is-in-list\((.*)\)\s*$", re.DOTALL)
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_RANGE = re.compile(
    r"\[?(?P<sheet>\$?(?:'(?:[^']|'')+'|[^.\[\]]*))\.(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::\.?(?P<last>\$?[A-Z]{1,3}\$?\d+))?\]?"
)


def choices_in_open_document(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Choices:
    """As `workbook.choices_in`, of an .ods."""
    opened = OpenDocument(template, "")
    placed = placed_targets(sheets, lambda name, _: opened.sheet(name).texts(), "")
    rules = {
        rule.get(f"{TABLE}name", ""): rule.get(f"{TABLE}condition", "")
        for rule in elements(opened.content, "content-validation")
    }
    found = {}
    for block, address, sheet, row, column in filled_places(placed, cells):
        rule = opened.sheet(sheet).cell(row, column).get(f"{TABLE}content-validation-name", "")
        texts = frozenset(_texts(opened, sheet, rules.get(rule, "")))
        if texts:
            found[block, address] = texts
    return found


def _texts(opened: OpenDocument, sheet: str, condition: str) -> Iterator[str]:
    """The texts of `"a";"b"`, of a range, or of a name for one; none where it is reckoned."""
    listed = _LIST.search(condition)
    said = listed[1].strip() if listed else ""
    if said.startswith('"'):
        yield from (text.replace('""', '"') for text in _TEXT.findall(said))
    elif said:
        yield from _texts_in_range(opened, sheet, _named(opened.content, said))


def _named(content: Element, said: str) -> str:
    names = {
        each.get(f"{TABLE}name", ""): each.get(f"{TABLE}cell-range-address", "")
        for each in elements(content, "named-range")
    }
    return names.get(said, said)


def _texts_in_range(opened: OpenDocument, own: str, said: str) -> Iterator[str]:
    match = _RANGE.fullmatch(said)
    name = (sheet_name(match["sheet"]) if match else "") or own
    if match is None or name not in [sheet.name for sheet in opened.sheets]:
        return
    ends = ":".join(filter(None, (match["first"], match["last"]))).replace("$", "")
    yield from _within(opened.sheet(name).texts().texts, ends)


def _within(texts: Mapping[tuple[int, int], str], ends: str) -> Iterator[str]:
    left, top, right, bottom = (each or 1 for each in range_boundaries(ends))
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    return (text for (row, column), text in texts.items() if row in rows and column in columns)
