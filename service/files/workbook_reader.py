"""Read a workbook with calamine, every cell as what it is, formulas without a value and errors included."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from service.domain.findings import Finding, Place
from service.domain.standard import file_findings as kinds
from service.domain.standard.export import Cell, CellFault, RawExport, RawTable
from service.files.zip_limits import PartScan, ZipLimits, scan_part

_MOST_CELLS = 5_000_000
"""The area that a sheet's used range may span when most of it is empty (reliability: cell budget)."""
_DENSITY = 8
"""A larger area is fine as long as one in this many cells is filled."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    scan: PartScan


def read_workbook(content: bytes, archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    """Every worksheet as a raw table, or the finding that says why not. Never raises on a bad file.

    The header row of a sheet is its first row with something in it.
    """
    if any(name.casefold().endswith("vbaproject.bin") for name in archive.namelist()):
        return RawExport((), (Finding(kinds.MACROS),))
    scans = {
        name: scan_part(archive, name, limits, is_sheet="worksheets/" in name)
        for name in archive.namelist()
        if name.casefold().endswith((".xml", ".rels", ".vml"))
    }
    refused = next((scan.findings for scan in scans.values() if scan.findings), ())
    if refused:
        return RawExport((), refused)
    try:
        return _read_sheets(content, archive, scans)
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError, OSError) as fault:
        return RawExport((), (Finding(kinds.BROKEN_ZIP, facts={"detail": type(fault).__name__}),))


def _read_sheets(content: bytes, archive: zipfile.ZipFile, scans: Mapping[str, PartScan]) -> RawExport:
    parts = _sheet_parts(archive)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        names = [each.name for each in workbook.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        if not names:
            return RawExport((), (Finding(kinds.NO_SHEETS),))
        tables: list[RawTable] = []
        for name in names:
            sheet = _Sheet(name, parts.get(name, ""), scans.get(parts.get(name, ""), PartScan()))
            sparse = _finding_about_area(archive, sheet)
            if sparse is not None:
                return RawExport((), (sparse,))
            tables.append(_read_sheet(workbook, archive, sheet))
    return RawExport(tuple(tables))


def _read_sheet(workbook: CalamineWorkbook, archive: zipfile.ZipFile, sheet: _Sheet) -> RawTable:
    read = workbook.get_sheet_by_name(sheet.name)
    faults = _faults(archive, sheet)
    if read.start is None:
        return RawTable(sheet.name, (), (), np.zeros(0, np.int64))
    first_row, first_column = read.start[0] + 1, read.start[1] + 1
    rows: list[list[Cell]] = read.to_python(skip_empty_area=True)  # type: ignore[assignment]  # same cells
    for (row, column), fault in faults.items():
        if 0 <= row - first_row < len(rows) and 0 <= column - first_column < len(rows[0]):
            rows[row - first_row][column - first_column] = fault
    return _table(sheet.name, rows, first_row, first_column)


def _table(sheet: str, rows: list[list[Cell]], first_row: int, first_column: int) -> RawTable:
    nothing: list[Cell] = [""] * len(rows[0]) if rows else []
    filled = [row != nothing for row in rows]
    numbers = np.flatnonzero(np.array(filled, bool)).astype(np.int64) + first_row
    kept = rows if all(filled) else [row for row, keep in zip(rows, filled, strict=True) if keep]
    if not kept:
        return RawTable(sheet, (), (), np.zeros(0, np.int64))
    headers = tuple("" if cell is None else str(cell) for cell in kept[0])
    columns = tuple(map(list, zip(*kept[1:], strict=True))) or tuple([] for _ in headers)
    return RawTable(sheet, headers, columns, numbers[1:], int(numbers[0]), first_column)


def _faults(archive: zipfile.ZipFile, sheet: _Sheet) -> dict[tuple[int, int], CellFault]:
    """Find the cells that calamine shows as empty although they hold a formula or an error."""
    if not sheet.part or not (sheet.scan.has_formulas or sheet.scan.has_errors):
        return {}
    faults: dict[tuple[int, int], CellFault] = {}
    with archive.open(sheet.part) as part:
        cells = etree.iterparse(
            part, events=("end",), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, cell in cells:
            fault = _fault(cell)
            if fault is not None:
                faults[_position(cell.get("r", ""))] = fault
            cell.clear()
            row = cell.getparent()
            while row is not None and row[0] is not cell:  # what lxml would otherwise keep of this row
                del row[0]
    return faults


def _fault(cell: etree._Element) -> CellFault | None:
    if cell.get("t") == "e":
        return CellFault.ERROR
    if cell.find("{*}f") is None or cell.get("t") == "str":
        return None
    value = cell.find("{*}v")
    return CellFault.FORMULA_WITHOUT_VALUE if value is None or not value.text else None


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return (0, 0)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return (int(match[2]), column)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give sheet name → part of the zip, by the workbook's relationships."""
    book = next(name for name in archive.namelist() if name.casefold() == "xl/workbook.xml")
    folder, _, own = book.rpartition("/")
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _parsed(archive, f"{folder}/_rels/{own}.rels").iter("{*}Relationship")
    }
    parts: dict[str, str] = {}
    for sheet in _parsed(archive, book).iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATIONSHIP) or sheet.get(_STRICT_RELATIONSHIP), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        parts[sheet.get("name", "")] = path
    return parts


def _parsed(archive: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _finding_about_area(archive: zipfile.ZipFile, sheet: _Sheet) -> Finding | None:
    """Refuse a sheet whose used range is huge and nearly empty: a reader would fill memory with nothing."""
    if not sheet.scan.may_be_sparse or not sheet.part:
        return None
    places = [_position(found) for found in _references(archive.read(sheet.part))]  # one per cell
    if not places:
        return None
    rows, columns = zip(*places, strict=True)
    area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if area <= max(_MOST_CELLS, _DENSITY * len(places)):
        return None
    facts = {"detail": f"{max(rows)} x {max(columns)}"}
    return Finding(kinds.SHEET_TOO_WIDE, Place(sheet=sheet.name, row=max(rows)), facts)


def _references(xml: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb" r=[\"']([A-Z]{1,3}\d{1,7})[\"']", xml)]
