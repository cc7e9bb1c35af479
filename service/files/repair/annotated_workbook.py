"""Give a provider its own workbook back with every finding marked and all else byte for byte as it was."""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from service.domain.failures import FormatError
from service.domain.submissions.annotations import Mark, heaviest, rows_of
from service.domain.wording import Language, Wording
from service.files.archive import Entry, pack_start, packed_entry, write_archive
from service.files.repair.findings_sheet import findings_sheet, free_sheet_name, title_of
from service.files.repair.looks import Looks
from service.files.workbook import (
    OFFICE,
    Address,
    Package,
    SheetXml,
    UnusualWorkbookError,
    blocks_in,
    document,
    elements,
    restyled,
    with_notes,
    with_shapes,
    without_selection,
)

MOST_MARKED = 5_000
"""More marks than this help nobody in a workbook; then only the wrong rows are given."""
MOST_BYTES = 60_000_000
"""XML of one sheet; a larger one takes longer to open than its wrong rows take to read."""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def can_be_annotated(content: bytes, marks: Sequence[Mark]) -> bool:
    """Whether the upload is an xlsx or xlsm that is worth marking: not too large, and not wrong all over."""
    if not content.startswith(b"PK") or len(marks) > MOST_MARKED:
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    sheets = [size for name, size in sizes.items() if "/worksheets/" in name.casefold()]
    return "xl/workbook.xml" in sizes and max(sheets, default=0) <= MOST_BYTES


def annotate(
    content: bytes, marks: Sequence[Mark], total: int, language: Language = "nl", *, repaired: int = 0
) -> bytes:
    """The workbook with coloured cells, a note at each, and a sheet that links to every one of them.

    Every part of the file that says nothing about a marked cell stays byte for byte what it was: values,
    formulas, charts, pictures, tables, macros. Notes that were there are kept. Raises UnusualWorkbookError
    for a workbook that is not written as workbooks are; then its wrong rows can be given. Of `total` findings
    and repairs `repaired` are repairs.
    """
    try:
        return _Annotation(Package(content, "upload"), language).made(
            marks, title_of(total, rows_of(marks), repaired)
        )
    except FormatError as fault:
        raise UnusualWorkbookError(str(fault)) from fault


@dataclass(slots=True)
class _Annotation:
    """One workbook on its way back: the parts that change, and the looks they share."""

    package: Package
    language: Language
    changed: dict[str, bytes] = field(default_factory=dict)
    looks: Looks = field(init=False)
    blocks: int = 0
    """Blocks of shape numbers that are in use."""

    def __post_init__(self) -> None:
        self.looks = Looks.read(self._root_of("styles"))
        drawings = [entry for name, entry in self.package.entries.items() if name.endswith(".vml")]
        self.blocks = max((blocks_in(entry.content()) for entry in drawings), default=0)

    def made(self, marks: Sequence[Mark], title: Wording) -> bytes:
        names = [sheet.name for sheet in self.package.sheets]
        for sheet in self.package.sheets:
            own = [mark for mark in marks if mark.sheet == sheet.name and mark.row is not None]
            if own:
                self._mark(sheet.part, own)
        self._deselect()
        every = [each.get("name", "") for each in elements(self.package.workbook, "sheet")]
        self._add_sheet(
            findings_sheet(marks, title, names, self.looks, self.language),
            free_sheet_name(every, self.language),
        )
        self._add_styles()
        entries: dict[str, Entry] = dict(self.package.entries)
        entries |= {name: packed_entry(name, [content]) for name, content in self.changed.items()}
        return write_archive(pack_start(()), entries.values())

    def _deselect(self) -> None:
        """The sheet with the findings opens, and no other is selected beside it."""
        for sheet in self.package.sheets:
            xml = self._content(sheet.part)
            if b"tabSelected" in xml[:20_000]:
                self._change(sheet.part, without_selection(xml))

    def _mark(self, part: str, marks: Sequence[Mark]) -> None:
        sheet = SheetXml.read(self._content(part))
        by_cell = _by_cell(marks, sheet.merged())
        cells: dict[int, list[int]] = {}
        for row, column in by_cell:
            cells.setdefault(row, []).append(column)
        xml = restyled(sheet, cells, lambda at, old: self.looks.marked(old, heaviest(by_cell[at])))
        self._change(part, self._with_notes(part, SheetXml.read(xml), by_cell))

    def _with_notes(self, part: str, sheet: SheetXml, by_cell: Mapping[Address, Sequence[Mark]]) -> bytes:
        texts = {
            f"{get_column_letter(column)}{row}": "\n\n".join(mark.said for mark in several)
            for (row, column), several in sorted(by_cell.items())
        }
        related = {relation.kind: relation.part for relation in self.package.relations(part)}
        comments = related.get("comments")
        content, added = with_notes(self.package.root(comments) if comments else None, texts)
        if comments is None:
            comments = self._free_part("xl/comments%d.xml")
            self._relate(part, "comments", comments)
            self._declare(comments, _TYPE % "comments")
        self._change(comments, content)
        places = [address for address, name in zip(sorted(by_cell), texts, strict=True) if name in added]
        return self._with_shapes(part, sheet, places) if places else sheet.xml

    def _with_shapes(self, part: str, sheet: SheetXml, places: Sequence[Address]) -> bytes:
        identifier = sheet.relation("legacyDrawing")
        drawing = next(
            (each.part for each in self.package.relations(part) if each.identifier == identifier), None
        )
        shapes = with_shapes(self._content(drawing) if drawing else None, places, self.blocks)
        self.blocks = blocks_in(shapes)
        if drawing is not None:
            self._change(drawing, shapes)
            return sheet.xml
        made = self._free_part("xl/drawings/notes%d.vml")
        self._change(made, shapes)
        self._declare_drawings()
        return sheet.with_notes(self._relate(part, "vmlDrawing", made))

    def _add_sheet(self, xml: bytes, name: str) -> None:
        part = self._free_part("xl/worksheets/findings%d.xml")
        self._change(part, xml)
        self._declare(part, _TYPE % "worksheet")
        book = self.package.workbook
        sheets = elements(book, "sheet")
        made = etree.Element(sheets[-1].tag, nsmap=sheets[-1].nsmap)
        made.set("name", name)
        made.set("sheetId", str(max(int(each.get("sheetId", "0")) for each in sheets) + 1))
        made.set(f"{{{OFFICE}}}id", self._relate(self.package.workbook_part, "worksheet", part))
        sheets[-1].addnext(made)
        view = _first_view(sheets[0])
        view.set("activeTab", str(len(sheets)))
        view.attrib.pop("firstSheet", None)
        self._change(self.package.workbook_part, document(book).encode())

    def _add_styles(self) -> None:
        part = self._related("styles")
        if part is None:
            part = "xl/styles.xml"
            self._relate(self.package.workbook_part, "styles", part)
            self._declare(part, _TYPE % "styles")
        self._change(part, self.looks.part())

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Let `part` point at `target`; the identifier by which it does."""
        folder, name = posixpath.split(part)
        listing = f"{folder}/_rels/{name}.rels"
        root = self._tree(listing, f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        taken = {each.get("Id") for each in root}
        identifier = next(f"rIdE{n}" for n in range(1, len(taken) + 2) if f"rIdE{n}" not in taken)
        made = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
        made.set("Id", identifier)
        made.set("Type", f"{OFFICE}/{kind}")
        made.set("Target", f"/{target}")
        self._change(listing, document(root).encode())
        return identifier

    def _declare(self, part: str, kind: str) -> None:
        root = self._tree("[Content_Types].xml", "")
        made = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override")
        made.set("PartName", f"/{part}")
        made.set("ContentType", kind)
        self._change("[Content_Types].xml", document(root).encode())

    def _declare_drawings(self) -> None:
        root = self._tree("[Content_Types].xml", "")
        if all(each.get("Extension", "").casefold() != "vml" for each in elements(root, "Default")):
            made = etree.Element(f"{{{_CONTENT_TYPES}}}Default")
            made.set("Extension", "vml")
            made.set("ContentType", _DRAWING_TYPE)
            root.insert(0, made)
            self._change("[Content_Types].xml", document(root).encode())

    def _tree(self, part: str, otherwise: str) -> Element:
        if part in self.changed:
            return etree.fromstring(self.changed[part])
        return self.package.root(part) if part in self.package.entries else etree.fromstring(otherwise)

    def _root_of(self, kind: str) -> Element | None:
        part = self._related(kind)
        return None if part is None else self.package.root(part)

    def _related(self, kind: str) -> str | None:
        relations = self.package.relations(self.package.workbook_part)
        return next((each.part for each in relations if each.kind == kind), None)

    def _free_part(self, pattern: str) -> str:
        number = 1
        while pattern % number in self.package.entries or pattern % number in self.changed:
            number += 1
        return pattern % number

    def _content(self, part: str) -> bytes:
        return self.changed[part] if part in self.changed else self.package.entries[part].content()

    def _change(self, part: str, content: bytes) -> None:
        self.changed[part] = content


def _first_view(first_sheet: Element) -> Element:
    """How the workbook opens; a workbook that does not say gets the place where it is said."""
    listing = first_sheet.getparent()
    if listing is None or (book := listing.getparent()) is None:
        raise UnusualWorkbookError("a workbook without a list of sheets")
    views = elements(book, "workbookView")
    if not views:
        namespace = str(listing.tag).rpartition("}")[0]
        holder = etree.Element(f"{namespace}}}bookViews", nsmap=book.nsmap)
        views = [etree.SubElement(holder, f"{namespace}}}workbookView")]
        listing.addprevious(holder)
    return views[0]


def _by_cell(marks: Sequence[Mark], merged: Mapping[Address, Address]) -> dict[Address, list[Mark]]:
    """Marks by the cell that shows them: the first of a merged area, column A for a whole row."""
    found: dict[Address, list[Mark]] = {}
    for mark in marks:
        at = (mark.row or 1, column_index_from_string(mark.column) if mark.column else 1)
        found.setdefault(merged.get(at, at), []).append(mark)
    return found
