"""Read a workbook (xlsx, xlsm, xlsb, ods), every cell as what it is, its traps named.

A sheet that is plainly written is read as whole columns, any other by calamine, cell by cell: the same cells.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.parsers.expat import ExpatError

import numpy as np
import numpy.typing as npt
from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from service.domain.findings import Finding, FindingKind, Place
from service.domain.standard.cells import Cell, CellFault, Cells, as_header
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import files as kinds
from service.domain.standard.findings import workbooks as traps
from service.files.archive import PartScan, ZipLimits, scan_part
from service.files.intake.binary_workbook_scan import scan_binary_sheets
from service.files.intake.open_document_scan import scan_open_document
from service.files.intake.workbook_scan import SheetScan, scan_workbook
from service.process.collecting import without_collecting

_MACROS = ("vbaproject.bin", "basic/script-lc.xml")
_LINKS = ("xl/externallinks/",)
_DAMAGE = (CalamineError, etree.XMLSyntaxError, ExpatError, LookupError, ValueError, OSError)
"""What parts that are no workbook make readers raise."""


def read_workbook(content: bytes, archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    """Every worksheet as a raw table, or the finding that says why not. Never raises on a bad file.

    The header row of a sheet is its first row with something in it. Macros are never run and formulas never
    calculated: a cell is the value that was saved.
    """
    parts: dict[str, PartScan] = {}
    for name in archive.namelist():
        if name.casefold().endswith((".xml", ".rels", ".vml")):
            scan = scan_part(archive, name, limits)
            if scan.findings:
                return RawExport((), scan.findings)
            parts[name] = scan
    try:
        with without_collecting():
            scans = _sheet_scans(archive, parts)
            return _read_sheets(content, archive, scans)
    except _DAMAGE as fault:
        return RawExport((), (Finding(kinds.BROKEN_ZIP, facts={"detail": type(fault).__name__}),))


def _sheet_scans(archive: zipfile.ZipFile, parts: Mapping[str, PartScan]) -> Mapping[str, SheetScan]:
    names = {name.casefold() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return scan_workbook(archive, parts)
    if "xl/workbook.bin" in names:
        return scan_binary_sheets(archive)
    return scan_open_document(archive)


def _read_sheets(content: bytes, archive: zipfile.ZipFile, scans: Mapping[str, SheetScan]) -> RawExport:
    refusals = _refusals(scans)
    if refusals:
        return RawExport((), refusals)
    if scans and all(scan.plain for scan in scans.values()):
        plain = [_plain_table(name, scan, is_hidden=scan.is_hidden) for name, scan in scans.items()]
        return RawExport(tuple(plain), _findings_about_book(archive, scans))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        sheets = [each for each in workbook.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        if not sheets:
            return RawExport((), (Finding(kinds.NO_SHEETS),))
        tables = [_read_sheet(workbook, each, scans.get(each.name, SheetScan())) for each in sheets]
    return RawExport(tuple(tables), _findings_about_book(archive, scans))


def _refusals(scans: Mapping[str, SheetScan]) -> tuple[Finding, ...]:
    """Why no sheet is read: the first that is too sparse or too large, or every one that is damaged."""
    for name, scan in scans.items():
        if scan.is_sparse:
            return (_too_sparse(name, scan),)
    for name, scan in scans.items():
        if scan.too_large:
            return (Finding(kinds.TOO_LARGE, Place(sheet=name), {"detail": scan.too_large}),)
    return tuple(
        Finding(kinds.BROKEN_ZIP, Place(sheet=name), {"detail": scan.damage})
        for name, scan in scans.items()
        if scan.damage
    )


def _too_sparse(name: str, scan: SheetScan) -> Finding:
    return Finding(kinds.SHEET_TOO_WIDE, Place(sheet=name, row=scan.last_row), {"detail": scan.extent})


def _findings_about_book(archive: zipfile.ZipFile, scans: Mapping[str, SheetScan]) -> tuple[Finding, ...]:
    names = [name.casefold() for name in archive.namelist()]
    findings: list[Finding] = []
    if any(name.endswith(_MACROS) or name.startswith("xl/macrosheets/") for name in names):
        findings.append(Finding(traps.MACROS_NOT_RUN))
    if any(name.startswith(_LINKS) for name in names):
        findings.append(Finding(traps.EXTERNAL_LINKS))
    if any(scan.counts_from_1904 for scan in scans.values()):
        findings.append(Finding(traps.COUNTS_FROM_1904))
    return tuple(findings)


def _read_sheet(workbook: CalamineWorkbook, sheet: SheetMetadata, scan: SheetScan) -> RawTable:
    is_hidden = sheet.visible is not SheetVisibleEnum.Visible
    if scan.plain is not None:
        return _plain_table(sheet.name, scan, is_hidden=is_hidden)
    findings = tuple(_findings_about_sheet(sheet.name, scan, is_hidden=is_hidden))
    return _table_of(workbook.get_sheet_by_name(sheet.name), scan, findings)


def _plain_table(sheet: str, scan: SheetScan, *, is_hidden: bool) -> RawTable:
    plain = scan.plain
    if plain is None or not plain.headers:
        return RawTable(sheet=sheet, headers=(), columns=(), rows=np.zeros(0, np.int64))
    return RawTable(
        sheet=sheet,
        headers=tuple(map(as_header, plain.headers)),
        columns=plain.columns,
        rows=plain.rows[1:],
        header_row=int(plain.rows[0]),
        first_column=plain.first_column,
        findings=tuple(_findings_about_sheet(sheet, scan, is_hidden=is_hidden)),
    )


def _table_of(read: CalamineSheet, scan: SheetScan, findings: tuple[Finding, ...]) -> RawTable:
    if read.start is None and not scan.faults:
        return RawTable(sheet=read.name, headers=(), columns=(), rows=np.zeros(0, np.int64))
    first, rows = _with_faults(read, scan.faults)
    return _with_percents(_table(read.name, rows, first, findings), scan)


def _with_percents(table: RawTable, scan: SheetScan) -> RawTable:
    """The same table, of which the cells know where they show a number in per cent."""
    shown = [
        scan.in_per_cent.mask(column, table.rows)
        for column, _ in enumerate(table.columns, table.first_column)
    ]
    columns = tuple(
        replace(cells, in_per_cent=mask & ~np.isnan(cells.number))
        if mask is not None and cells.number is not None
        else cells
        for cells, mask in zip(table.columns, shown, strict=True)
    )
    return replace(table, columns=columns)


def _with_faults(
    read: CalamineSheet, faults: Mapping[tuple[int, int], CellFault]
) -> tuple[tuple[int, int], list[list[Cell]]]:
    """The cells, and the row and column of the first of them, from 1.

    The reader sees no cell that has a formula and no value: a table of which whole rows at its edge are such
    cells is larger than what it gives.
    """
    rows: list[list[Cell]] = []
    places = list(faults)
    if read.start is not None:
        rows = read.to_python(skip_empty_area=True)  # type: ignore[assignment]  # same cells
        top, left = read.start[0] + 1, read.start[1] + 1
        places += [(top, left), (top + len(rows) - 1, left + len(rows[0]) - 1)]
    else:
        top, left = min(faults)
    first_row, first_column = (min(each) for each in zip(*places, strict=True))
    last_row, last_column = (max(each) for each in zip(*places, strict=True))
    before: list[Cell] = [""] * (left - first_column)
    width = last_column - first_column + 1
    grid = [[*before, *row] + [""] * (width - len(before) - len(row)) for row in rows]
    above: list[list[Cell]] = [[""] * width for _ in range(top - first_row)]
    below: list[list[Cell]] = [[""] * width for _ in range(last_row - top - len(rows) + 1)]
    grid = [*above, *grid, *below]
    for (row, column), fault in faults.items():
        grid[row - first_row][column - first_column] = fault
    return (first_row, first_column), grid


def _findings_about_sheet(name: str, scan: SheetScan, *, is_hidden: bool) -> Iterator[Finding]:
    told: list[tuple[FindingKind, str]] = []
    if is_hidden:
        told.append((traps.HIDDEN_SHEET, ""))
    if scan.hidden_rows:
        told.append((traps.HIDDEN_ROWS, str(scan.hidden_rows)))
    if scan.hidden_columns:
        told.append((traps.HIDDEN_COLUMNS, str(scan.hidden_columns)))
    if scan.is_filtered:
        told.append((traps.FILTERED, ""))
    if scan.merged:
        told.append((traps.MERGED_CELLS, ", ".join(scan.merged)))
    for kind, detail in told:
        yield Finding(kind, Place(sheet=name), {"detail": detail})


def _filled(rows: list[list[Cell]]) -> tuple[list[list[Cell]], npt.NDArray[np.int64]]:
    """The rows in which anything stands, and the places where they were."""
    nothing: list[Cell] = [""] * len(rows[0]) if rows else []
    filled = [row != nothing for row in rows]
    places = np.flatnonzero(np.array(filled, bool)).astype(np.int64)
    return (rows if all(filled) else [rows[at] for at in places.tolist()]), places


def _table(
    sheet: str, rows: list[list[Cell]], first: tuple[int, int], findings: tuple[Finding, ...]
) -> RawTable:
    kept, places = _filled(rows)
    numbers = places + first[0]
    if not kept:
        return RawTable(sheet=sheet, headers=(), columns=(), rows=np.zeros(0, np.int64))
    headers = tuple(map(as_header, kept[0]))
    columns = tuple(map(Cells.of, zip(*kept[1:], strict=True))) or tuple(Cells.of([]) for _ in headers)
    return RawTable(
        sheet=sheet,
        headers=headers,
        columns=columns,
        rows=numbers[1:],
        header_row=int(numbers[0]),
        first_column=first[1],
        findings=findings,
    )
