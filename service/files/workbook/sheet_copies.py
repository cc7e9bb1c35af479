"""Make one sheet per code out of one pattern sheet, in the template, before anything is filled in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
from lxml import etree
from lxml.etree import _Element as Element

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import (
    FORMULA_REFERS_TO_PATTERN,
    NAMES_OF_SHEETS_CLASH,
    NO_COLUMN_TO_NAME_SHEETS,
    PATTERN_HAS_ITS_OWN,
)
from service.domain.translation.content import ReportContent, SheetContent, Values
from service.domain.wording import Wording
from service.files.archive import Entry, pack_start, packed_entry, write_archive
from service.files.workbook.cells import CellPlace
from service.files.workbook.package import MAIN, Package, document, elements

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_LONGEST_NAME = 31
_CAN_BE_SHARED = ("printerSettings",)
"""What two sheets may point at; a table, a drawing or notes belong to one sheet only."""


def split_sheets(content: ReportContent, sheet_per: Mapping[str, str]) -> ReportContent:
    """Part the rows of a sheet over sheets named by the values in one of its columns, in order of appearance.

    `sheet_per`: pattern sheet → header text. A sheet without rows stays as it is. A single cell of a pattern
    sheet stands on every copy. Raises CannotBeWrittenError, with sheet, header and row, for a value that
    cannot be the name of a sheet.
    """
    sheets: list[SheetContent] = []
    copies = names_of_copies(content, sheet_per)
    cells = {
        (name, address): value
        for (sheet_name, address), value in content.cells.items()
        for name in copies.get(sheet_name, [sheet_name])
    }
    for sheet in content.sheets:
        sheets += _split(sheet, sheet_per[sheet.sheet]) if sheet.sheet in sheet_per else [sheet]
    return replace(content, sheets=tuple(sheets), cells=cells)


def copied_sheets(template: bytes, names: Mapping[str, Sequence[str]], file: str) -> bytes:
    """The template with, in the place of each pattern sheet, one sheet per name.

    Raises FormatError when a pattern sheet has a table, drawing or notes of its own, when a formula elsewhere
    looks at it, or when a name is taken.
    """
    for pattern, several in names.items():
        if list(several) != [pattern]:
            template = _copied(template, pattern, tuple(several), file)
    return template


def names_of_copies(content: ReportContent, sheet_per: Mapping[str, str]) -> dict[str, list[str]]:
    """Per pattern sheet the names of the sheets that `split_sheets` makes of it."""
    return {
        sheet.sheet: [part.sheet for part in _split(sheet, sheet_per[sheet.sheet])]
        for sheet in content.sheets
        if sheet.sheet in sheet_per
    }


def _split(sheet: SheetContent, header: str) -> list[SheetContent]:
    if header not in sheet.columns:
        raise FormatError(NO_COLUMN_TO_NAME_SHEETS.fault(sheet=sheet.sheet, header=header))
    names = sheet.columns[header].items.astype(object)
    _require_names(sheet, header, sheet.columns[header])
    parts = []
    for name in pd.unique(names):
        rows = np.flatnonzero(names == name)
        columns = {each: values.at(rows) for each, values in sheet.columns.items()}
        parts.append(replace(sheet, sheet=str(name), columns=columns))
    return parts or [sheet]


def _require_names(sheet: SheetContent, header: str, values: Values) -> None:
    for index, (name, blank) in enumerate(zip(values.items, values.blank, strict=True)):
        text = "" if blank else str(name)
        if not text or len(text) > _LONGEST_NAME or _NO_SHEET_NAME.search(text):
            why = Wording(
                "deze waarde kan niet de naam van een blad zijn.", "this value cannot be the name of a sheet."
            )
            raise CellPlace(sheet.sheet, header, sheet.header_row + 1).cannot(index, why)


@lru_cache(maxsize=64)
def _copied(template: bytes, pattern: str, names: tuple[str, ...], file: str) -> bytes:
    package = Package(template, file)
    source = package.sheet(pattern)
    _require_can_be_copied(package, pattern, names)
    entries: dict[str, Entry] = dict(package.entries)
    parts = [source.part, *(f"xl/worksheets/copy{number}.xml" for number in range(2, len(names) + 1))]
    for part in parts[1:]:
        root = package.root(source.part)
        for view in elements(root, "sheetView"):
            view.attrib.pop("tabSelected", None)
        entries[part] = packed_entry(part, [document(root).encode()])
        listing = source.part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        if listing in entries:
            copy = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
            entries[copy] = replace(entries[listing], name=copy)
    changed = {
        package.workbook_part: _workbook_with(package, pattern, names),
        "xl/_rels/workbook.xml.rels": _relations_with(package, parts[1:]),
        "[Content_Types].xml": _types_with(package, parts[1:]),
    }
    entries |= {name: packed_entry(name, [document(root).encode()]) for name, root in changed.items()}
    return write_archive(pack_start(()), entries.values())


def require_free_names(sheets: Iterable[str], pattern: str, names: Sequence[str], file: str) -> None:
    """Raise FormatError when sheets that take the place of `pattern` are called as each other or another.

    Capitals make no difference to a spreadsheet.
    """
    taken = {name.casefold() for name in sheets} - {pattern.casefold()}
    folded = {name.casefold() for name in names}
    if taken & folded or len(folded) < len(names):
        raise FormatError(NAMES_OF_SHEETS_CLASH.fault(names=", ".join(names)), file)


def _require_can_be_copied(package: Package, pattern: str, names: tuple[str, ...]) -> None:
    own = [r.kind for r in package.relations(package.sheet(pattern).part) if r.kind not in _CAN_BE_SHARED]
    if own:
        raise FormatError(PATTERN_HAS_ITS_OWN.fault(sheet=pattern, what=", ".join(sorted(own))), package.file)
    require_free_names([sheet.name for sheet in package.sheets], pattern, names, package.file)
    for sheet in package.sheets:
        if pattern.casefold() in package.formulas_of(sheet).casefold():
            raise FormatError(FORMULA_REFERS_TO_PATTERN.fault(other=sheet.name, sheet=pattern), package.file)


def _workbook_with(package: Package, pattern: str, names: tuple[str, ...]) -> Element:
    root = package.root(package.workbook_part)
    sheets = elements(root, "sheet")
    place = next(number for number, sheet in enumerate(sheets) if sheet.get("name") == pattern)
    numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets]
    last = sheets[place]
    last.set("name", names[0])
    for number, name in enumerate(names[1:], start=2):
        made = etree.Element(f"{{{MAIN}}}sheet", nsmap=last.nsmap)
        made.set("name", name)
        made.set("sheetId", str(max(numbers) + number))
        made.set(_RELATION_ID, f"copy{number}")
        last.addnext(made)
        last = made
    _repeat_local_names(root, pattern, place, names)
    return root


def _repeat_local_names(root: Element, pattern: str, place: int, names: tuple[str, ...]) -> None:
    """Print areas and other names of one sheet: each copy gets its own, later sheets move up."""
    old = re.compile(rf"(?:'{re.escape(pattern)}'|(?<![\w'.]){re.escape(pattern)})!")
    for name in elements(root, "definedName"):
        number = int(name.get("localSheetId", "-1"))
        if number > place:
            name.set("localSheetId", str(number + len(names) - 1))
        text = name.text or ""
        for offset in reversed(range(len(names))) if number == place else ():
            own = name if offset == 0 else etree.fromstring(etree.tostring(name, with_tail=False))
            own.set("localSheetId", str(place + offset))
            quoted = names[offset].replace("'", "''")
            own.text = old.sub(lambda _, quoted=quoted: f"'{quoted}'!", text)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            if offset:
                name.addnext(own)


def _relations_with(package: Package, parts: Sequence[str]) -> Element:
    root = package.root("xl/_rels/workbook.xml.rels")
    for number, part in enumerate(parts, start=2):
        made = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
        made.set("Id", f"copy{number}")
        made.set("Type", _WORKSHEET)
        made.set("Target", part.removeprefix("xl/"))
    return root


def _types_with(package: Package, parts: Sequence[str]) -> Element:
    root = package.root("[Content_Types].xml")
    for part in parts:
        made = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override")
        made.set("PartName", f"/{part}")
        made.set("ContentType", _WORKSHEET_TYPE)
    return root
