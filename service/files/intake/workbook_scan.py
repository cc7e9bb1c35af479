"""Scan the XML of an xlsx or xlsm for what a reader of values does not see, each part inflated once."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO

from lxml import etree

from service.domain.standard.cells import CellFault
from service.files.archive import PartScan
from service.files.intake.cells_in_per_cent import CellsInPerCent, cells_in_per_cent, column_number
from service.files.intake.long_texts import LongTexts
from service.files.intake.plain_sheets import PlainSheet, PlainWorkbook
from service.files.intake.sheet_damage import damage_of, has_faults, is_utf8, require_sound_xml
from service.files.xml_columns import UnusualSheetError, percent_formats
from service.process.fast_paths import may_be_fast

_MOST_CELLS = 5_000_000
"""The area that a sheet's used range may span when most of it is empty (reliability: cell budget)."""
_DENSITY = 8
"""A larger area is fine as long as one in this many cells is filled."""
_MOST_NAMED = 8
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCES = re.compile(rb" r=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_FAR_AWAY = re.compile(rb" r=[\"'](?:[A-Z]{2,3}\d|[A-Z]?\d{7})")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row [^>]*hidden=[\"'](?:1|true)[\"']")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col [^>]*hidden=[\"'](?:1|true)[\"']")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=[\"']([A-Z0-9:]+)[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """What stands in a sheet beside its values."""

    faults: Mapping[tuple[int, int], CellFault] = field(default_factory=dict)
    """Row and column, from 1, of cells that look empty and are not: errors, formulas without a value."""
    in_per_cent: CellsInPerCent = field(default_factory=CellsInPerCent)
    """Cells that show their number in per cent, unless the sheet is plainly written: then `plain` knows."""
    hidden_rows: int = 0
    hidden_columns: int = 0
    is_filtered: bool = False
    merged: tuple[str, ...] = ()
    """The first merged areas."""
    counts_from_1904: bool = False
    is_sparse: bool = False
    """Whether its used range is huge and nearly empty."""
    last_row: int = 0
    extent: str = ""
    plain: PlainSheet | None = None
    """Its cells, when it is plainly written."""
    is_hidden: bool = False
    """Said of xlsx and xlsm alone; of other forms the reader knows it."""
    too_large: str = ""
    """What its cells would become, when that is more than a file may be."""
    damage: str = ""
    """Why no reader can be certain of its cells."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What a relationship of the workbook leads to."""

    kind: str
    """The last word of its type, such as worksheet or styles."""
    part: str


def scan_workbook(archive: zipfile.ZipFile, parts: Mapping[str, PartScan]) -> dict[str, SheetScan]:
    """Give sheet name → what stands in it beside its values. Raises what a part that is no XML raises."""
    book = next(name for name in archive.namelist() if name.casefold() == "xl/workbook.xml")
    is_1904 = re.search(rb"date1904=[\"'](?:1|true)[\"']", parts[book].content) is not None
    targets = _targets(book, parts)
    plain = None if is_1904 else _plain_workbook(targets, parts)
    percents = percent_formats(_part_of("styles", targets, parts))
    long_texts = LongTexts(_part_of("sharedStrings", targets, parts))
    scans: dict[str, SheetScan] = {}
    for sheet in _parsed(parts[book].content).iter("{*}sheet"):
        name, content = sheet.get("name", ""), _content_of(sheet, targets, parts)
        if name in scans:
            scans[name] = SheetScan(damage="a sheet is there twice")
        elif content is None:
            scans[name] = SheetScan(damage="a sheet is not there")
        elif long_texts.is_too_much(content):
            scans[name] = SheetScan(too_large=f"{name}: lange teksten in zeer veel cellen")
        else:
            is_hidden = sheet.get("state", "visible") != "visible"
            scans[name] = replace(_scan(content, plain, percents, is_1904=is_1904), is_hidden=is_hidden)
    return scans


def _plain_workbook(targets: Mapping[str, _Target], parts: Mapping[str, PartScan]) -> PlainWorkbook | None:
    """What plainly written sheets share; None when calamine has to read every sheet."""
    texts, styles = _part_of("sharedStrings", targets, parts), _part_of("styles", targets, parts)
    require_sound_xml(styles)
    try:
        if may_be_fast():
            return PlainWorkbook.read(texts, styles)
    except UnusualSheetError:
        pass
    require_sound_xml(texts)
    if texts and (not is_utf8(texts) or b"<!" in texts):
        raise ValueError("Shared texts in another encoding, or with comments or CDATA.")
    return None


def _part_of(kind: str, targets: Mapping[str, _Target], parts: Mapping[str, PartScan]) -> bytes:
    return next(
        (parts[each.part].content for each in targets.values() if each.kind == kind and each.part in parts),
        b"",
    )


def _plain_sheet(xml: bytes, workbook: PlainWorkbook | None) -> PlainSheet | None:
    try:
        return workbook.sheet(xml) if workbook else None
    except UnusualSheetError:
        return None


def _content_of(
    sheet: etree._Element, targets: Mapping[str, _Target], parts: Mapping[str, PartScan]
) -> bytes | None:
    """The XML of a sheet that the workbook names; None when it is not there."""
    target = targets.get(sheet.get(_RELATIONSHIP) or sheet.get(_STRICT_RELATIONSHIP) or "")
    return parts[target.part].content if target is not None and target.part in parts else None


def _hidden_rows(xml: bytes) -> int:
    return len(_HIDDEN_ROW.findall(xml)) if b"hidden=" in xml else 0


def _hidden_columns(xml: bytes) -> int:
    """How many groups of columns nobody sees."""
    columns = xml[: max(xml.find(b"<sheetData"), 0) or len(xml)]
    return len(_HIDDEN_COLUMN.findall(columns))


def _scan(
    xml: bytes, workbook: PlainWorkbook | None, percents: frozenset[int], *, is_1904: bool
) -> SheetScan:
    plain = _plain_sheet(xml, workbook)
    damage = "" if plain else damage_of(xml)
    tail = xml[max(xml.rfind(b"sheetData>"), 0) :]
    sparse, last_row, extent = (False, 0, "") if plain else _extent(xml)
    is_known = bool(sparse or plain or damage)
    return SheetScan(
        faults={} if is_known else _faults(xml),
        in_per_cent=CellsInPerCent() if is_known else cells_in_per_cent(xml, percents),
        hidden_rows=plain.hidden_rows if plain else _hidden_rows(xml),
        hidden_columns=_hidden_columns(xml),
        is_filtered=b"autoFilter" in tail and b"filterColumn" in tail,
        merged=tuple(each.decode() for each in _MERGED.findall(tail)[:_MOST_NAMED]),
        counts_from_1904=is_1904,
        is_sparse=sparse,
        last_row=last_row,
        extent=extent,
        plain=plain,
        damage=damage,
    )


def _extent(xml: bytes) -> tuple[bool, int, str]:
    """Tell whether the used range is huge and nearly empty, counting cells and never trusting `dimension`."""
    if not _FAR_AWAY.search(xml):
        return False, 0, ""
    places = _REFERENCES.findall(xml)
    if not places:
        return False, 0, ""
    rows = {int(number) for _, number in places}
    letters = {column_number(name.decode()) for name in {name for name, _ in places}}
    height, width = max(rows) - min(rows) + 1, max(letters) - min(letters) + 1
    is_sparse = height * width > max(_MOST_CELLS, _DENSITY * len(places))
    return is_sparse, max(rows), f"{max(rows)} x {max(letters)}"


def _faults(xml: bytes) -> dict[tuple[int, int], CellFault]:
    """Find the cells that calamine shows as empty although they hold a formula or an error."""
    if not has_faults(xml):
        return {}
    faults: dict[tuple[int, int], CellFault] = {}
    cells = etree.iterparse(
        BytesIO(xml), events=("end",), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, cell in cells:
        fault = _fault(cell)
        if fault is not None:
            reference = cell.get("r", "")
            letters = reference.rstrip("0123456789")
            faults[int(reference[len(letters) :]), column_number(letters)] = fault
        cell.clear()
        row = cell.getparent()
        while row is not None and row[0] is not cell:  # what lxml would otherwise keep of this row
            del row[0]
    return faults


def _fault(cell: etree._Element) -> CellFault | None:
    if cell.get("t") == "e":
        return CellFault.ERROR
    if cell.find("{*}f") is None:
        return None
    value = cell.find("{*}v")
    has_value = value is not None and (value.text or cell.get("t") == "str")  # a text may be empty
    return None if has_value else CellFault.FORMULA_WITHOUT_VALUE


def _targets(book: str, parts: Mapping[str, PartScan]) -> dict[str, _Target]:
    """What the workbook refers to, by the name of the relationship."""
    folder, _, own = book.rpartition("/")
    targets: dict[str, _Target] = {}
    for each in _parsed(parts[f"{folder}/_rels/{own}.rels"].content).iter("{*}Relationship"):
        target = each.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[each.get("Id", "")] = _Target(each.get("Type", "").rpartition("/")[2], path)
    return targets


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
