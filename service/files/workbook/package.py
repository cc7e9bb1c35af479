"""Open a template as a zip of parts: its sheets, what belongs to which, its texts and its date styles."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import (
    NO_EXCEL,
    PART_HAS_OTHER_SIGNS,
    PART_IS_DAMAGED,
    SHEET_NOT_THERE,
    STRICT_OPEN_XML,
    UNREADABLE_EXCEL,
)
from service.files.archive import Entry, read_entries
from service.files.xml_columns import FORBIDDEN

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAMESPACE = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet and the part of the zip that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another: what kind (`table`, `drawing`, ...) and which part."""

    kind: str
    identifier: str
    part: str


class Package:
    """The parts of a template. Every failure is a FormatError that names `file`."""

    def __init__(self, template: bytes, file: str) -> None:
        """Open the zip and find the worksheets; nothing else is read yet."""
        self.file = file
        try:
            self.entries = {entry.name: entry for entry in read_entries(template)}
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise FormatError(UNREADABLE_EXCEL.fault(), file) from error
        self.workbook_part = self._workbook_part()
        self.workbook = self.root(self.workbook_part)
        if self.workbook.tag != f"{{{MAIN}}}workbook":
            raise FormatError(STRICT_OPEN_XML.fault(), file)
        self.sheets = tuple(self._sheets())

    def sheet(self, name: str) -> SheetPart:
        """The worksheet of that name; a FormatError that names the sheets there are when it is not there."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        known = ", ".join(repr(sheet.name) for sheet in self.sheets)
        raise FormatError(SHEET_NOT_THERE.fault(sheet=name, known=known), self.file)

    def root(self, part: str) -> Element:
        """A part as a tree. No entities, no network, no DTD."""
        return tree_of(self.entries, part, self.file)

    def formulas_of(self, sheet: SheetPart) -> str:
        """Every formula of a sheet, a line each."""
        return "\n".join(each.text or "" for each in elements(self.root(sheet.part), "f"))

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part points at inside the zip."""
        folder, name = posixpath.split(part)
        listing = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if listing not in self.entries:
            return ()
        return tuple(
            Relation(
                item.get("Type", "").rsplit("/", 1)[-1],
                item.get("Id", ""),
                posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/"),
            )
            for item in elements(self.root(listing), "Relationship")
            if item.get("TargetMode") != "External"
        )

    def texts(self) -> list[str]:
        """The shared strings, without lay-out and without pronunciation."""
        part = next((r.part for r in self.relations(self.workbook_part) if r.kind == "sharedStrings"), None)
        return [] if part is None else [plain_text(item) for item in elements(self.root(part), "si")]

    def date_styles(self) -> frozenset[int]:
        """The cell styles (s=) that show a number as a day."""
        return frozenset(i for i, written in enumerate(self.number_formats()) if is_date_format(written))

    def number_formats(self) -> list[str]:
        """By cell style (s=), the code of its number format."""
        part = next((r.part for r in self.relations(self.workbook_part) if r.kind == "styles"), None)
        if part is None:
            return []
        root = self.root(part)
        forms = dict(BUILTIN_FORMATS)
        forms |= {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in elements(root, "numFmt")}
        styles = [int(xf.get("numFmtId", "0")) for group in elements(root, "cellXfs") for xf in group]
        return [forms.get(number, "General") for number in styles]

    def _workbook_part(self) -> str:
        for relation in self.relations(""):
            if relation.kind == "officeDocument":
                return relation.part
        raise FormatError(NO_EXCEL.fault(), self.file)

    def _sheets(self) -> Iterator[SheetPart]:
        parts = {r.identifier: r for r in self.relations(self.workbook_part)}
        for sheet in elements(self.workbook, "sheet"):
            relation = parts.get(sheet.get(_RELATION_ID, ""))
            if relation is not None and relation.kind == "worksheet":
                yield SheetPart(sheet.get("name", ""), relation.part)


def tree_of(entries: Mapping[str, Entry], part: str, file: str) -> Element:
    """A part as a tree: no entities, no network, no DTD. Raises FormatError that names `file`."""
    try:
        content = entries[part].content()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(content, parser)
    except (KeyError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError) as error:
        raise FormatError(PART_IS_DAMAGED.fault(part=part), file) from error
    if root.getroottree().docinfo.doctype or any(mark.encode() in content for mark in FORBIDDEN):
        raise FormatError(PART_HAS_OTHER_SIGNS.fault(part=part), file)
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(root: Element, *names: str) -> list[Element]:
    """All elements below `root` with one of these names, in any namespace, in order."""
    return [element for element in root.iter() if local_name(element) in names]


def plain_text(item: Element) -> str:
    """The text of a string item: all its runs, not its phonetic hints."""
    hints = {text for hint in elements(item, "rPh") for text in hint.iter()}
    return "".join(text.text or "" for text in elements(item, "t") if text not in hints)


def collapsed(text: str) -> str:
    """A header text as headers are compared: every run of white space is one blank."""
    return " ".join(text.split())


def document(root: Element) -> str:
    """A part as text, with its XML declaration."""
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n{text}'


def fragment(element: Element) -> str:
    """One element as text, without the namespace declarations its document has already."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return _TAG.sub(lambda tag: _NAMESPACE.sub("", tag[0]), text)
