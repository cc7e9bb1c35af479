"""The five blank workbooks: what stands in them, and that LibreOffice calculates them to the right totals."""

import io
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import python_calamine

from service.domain.formats.output import XlsxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, check_headers
from service.files.workbook.placed import SheetTarget
from tests.tools.contents import a_sheet
from tests.tools.office import SOFFICE, convert

REPORTS = Path(__file__).resolve().parents[3] / "templates" / "reports"
MAKER = REPORTS.parents[1] / "tests" / "tools" / "make_report_templates.py"

NORTH = "voorbeeldregio-noord/kwartaalrapportage.xlsx"
TOWN = "voorbeeldregio-noord/kwartaalrapportage-voorbeeldstad.xlsx"
SOUTH = "voorbeeldregio-zuid/productieverantwoording.xlsx"
EAST = "voorbeeldregio-oost/wachtlijst.xlsx"
WEST = "voorbeeldregio-west/declaratieoverzicht.xlsx"

TEXT, NUMBER, DAY = ValueKind.TEXT, ValueKind.NUMBER, ValueKind.DATE

COUNTED = {"Aantal cliënten": (NUMBER, 1), "Volume": (NUMBER, 100)}
SHEETS: Mapping[str, tuple[str, int, Mapping[str, tuple[ValueKind, int]]]] = {
    NORTH: (
        "Productie",
        6,
        {
            **dict.fromkeys(("Product", "Productcategorie", "Eenheid"), (TEXT, 1)),
            **COUNTED,
            **dict.fromkeys(("Uren", "Bedrag"), (NUMBER, 100)),
        },
    ),
    TOWN: (
        "Productie",
        6,
        {
            **dict.fromkeys(("Voorziening", "Productcategorie", "Eenheid"), (TEXT, 1)),
            **COUNTED,
            "Minuten": (NUMBER, 1),
            "Bedrag in centen": (NUMBER, 1),
        },
    ),
    SOUTH: (
        "Jeugdwet",
        7,
        {
            **dict.fromkeys(("Productcode", "Omschrijving", "Eenheid"), (TEXT, 1)),
            **COUNTED,
            **dict.fromkeys(("Geleverd", "Waarvan toegekend", "Waarvan afgewezen"), (NUMBER, 100)),
        },
    ),
    EAST: (
        "Wachtlijst",
        5,
        {
            **dict.fromkeys(("Perceel", "Hulpvorm"), (TEXT, 1)),
            "Peildatum": (DAY, 1),
            "Wachtenden": (NUMBER, 1),
            "Wachttijd in weken": (NUMBER, 10),
        },
    ),
    WEST: (
        "Declaraties",
        4,
        {
            **dict.fromkeys(("Referentie", "Toewijzing", "BSN"), (TEXT, 1)),
            "Geboortedatum": (DAY, 1),
            "Product": (TEXT, 1),
            **dict.fromkeys(("Begin", "Eind"), (DAY, 1)),
            "Volume": (NUMBER, 100),
            "Eenheid": (TEXT, 1),
            **dict.fromkeys(("Tarief", "Bedrag"), (NUMBER, 100)),
            **dict.fromkeys(("Debet/credit", "Status", "Retourcode"), (TEXT, 1)),
        },
    ),
}
FRONT = {
    NORTH: {
        "C4": "Zorg",
        "C5": "01234567",
        "C6": "00012345",
        "C8": date(2026, 1, 1),
        "C9": date(2026, 3, 31),
    },
    SOUTH: {
        "C5": "Zorg",
        "C6": "01234567",
        "C7": "00012345",
        "C8": date(2026, 1, 1),
        "C9": date(2026, 12, 31),
    },
}
TOTALS = {NORTH: "DEFG", TOWN: "DEFG", SOUTH: "DEFGHI", EAST: "D", WEST: "K"}


def _values(kind: ValueKind, denominator: int, rows: int) -> Values:
    blank = np.zeros(rows, dtype=bool)
    match kind:
        case ValueKind.TEXT:
            return Values(kind, np.array([f"tekst {row}" for row in range(rows)], dtype=object), blank)
        case ValueKind.NUMBER:
            return Values(kind, np.arange(rows, dtype=np.int64) * 101 + 7, blank, denominator)
        case ValueKind.DATE:
            return Values(kind, np.full(rows, np.datetime64("2026-03-31")), blank)


def _content(name: str, rows: int) -> ReportContent:
    sheet, header_row, headers = SHEETS[name]
    columns = {header: _values(*kind, rows) for header, kind in headers.items()}
    cells = {("Voorblad", address): value for address, value in FRONT.get(name, {}).items()}
    return ReportContent(cells, (a_sheet(sheet, header_row, columns),))


def _workbook(name: str) -> XlsxOutput:
    return XlsxOutput(kind="xlsx", template=name, filename="r.xlsx")


def _report(name: str, rows: int) -> bytes:
    blank = (REPORTS / name).read_bytes()
    return ReportWriter().write_checked_report(_content(name, rows), _workbook(name), blank)


@pytest.mark.parametrize("rows", [0, 1, 7, 500])
@pytest.mark.parametrize("name", SHEETS)
def test_every_blank_workbook_is_filled_and_reads_back(name, rows):
    report = _report(name, rows)

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report)).get_sheet_by_name(
        SHEETS[name][0]
    )
    shown = sheet.to_python(skip_empty_area=False)[SHEETS[name][1] + max(rows, 1)]
    assert shown[0] == "Totaal"


@pytest.mark.parametrize("name", SHEETS)
def test_the_maker_gives_the_same_bytes_again(name, tmp_path):
    copies = shutil.copytree(MAKER.parent, tmp_path / "tests" / "tools")

    subprocess.run([sys.executable, str(copies / MAKER.name)], check=True)

    assert (tmp_path / "templates" / "reports" / name).read_bytes() == (REPORTS / name).read_bytes()


def test_the_addresses_of_the_front_sheets_are_there():
    check_headers(
        (REPORTS / NORTH).read_bytes(),
        [],
        [("Voorblad", f"C{row}") for row in (4, 5, 6, 8, 9, 10, 11)],
        _workbook(NORTH),
    )
    check_headers(
        (REPORTS / SOUTH).read_bytes(),
        [],
        [("Voorblad", f"C{row}") for row in (5, 6, 7, 8, 9, 10)],
        _workbook(SOUTH),
    )
    check_headers(
        (REPORTS / EAST).read_bytes(),
        [SheetTarget("Wachtlijst", 5, ("Perceel",))],
        [("Toelichting", "B4")],
        _workbook(EAST),
    )


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("rows", [0, 1, 7])
def test_the_drop_downs_and_the_table_cover_exactly_the_data(rows):
    last = 5 + max(rows, 1)

    sheet = openpyxl.load_workbook(io.BytesIO(_report(EAST, rows)))["Wachtlijst"]

    assert sheet.tables["tabelWachtlijst"].ref == f"A5:E{last}"
    assert [str(each.sqref).split(":")[-1] for each in sheet.data_validations.dataValidation] == [
        f"D{last}",
        f"A{last}",
    ]
    assert [str(each.sqref).split(":")[-1] for each in sheet.conditional_formatting] == [f"E{last}"]


SIZES = (0, 1, 7, 500)


@pytest.fixture(scope="module")
def calculated(tmp_path_factory):
    """Every blank workbook with each number of rows, calculated in one start of LibreOffice: its folder."""
    folder = tmp_path_factory.mktemp("calculated")
    reports = {folder / f"{Path(name).stem}-{rows}.xlsx": (name, rows) for name in SHEETS for rows in SIZES}
    for path, (name, rows) in reports.items():
        path.write_bytes(_report(name, rows))
    convert([*reports], folder, "ods")
    return folder


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed here")
@pytest.mark.parametrize("name", SHEETS)
def test_libreoffice_calculates_the_totals_that_were_meant(name, calculated):
    for rows in SIZES:
        book = python_calamine.CalamineWorkbook.from_path(str(calculated / f"{Path(name).stem}-{rows}.ods"))
        grid = book.get_sheet_by_name(SHEETS[name][0]).to_python(skip_empty_area=False)
        totals = grid[SHEETS[name][1] + max(rows, 1)]
        found = {column: totals["ABCDEFGHIJK".index(column)] for column in TOTALS[name]}
        assert found == pytest.approx(_meant_totals(name, rows))
        if name == SOUTH:
            front = book.get_sheet_by_name("Voorblad").to_python(skip_empty_area=False)
            assert front[13][2] == pytest.approx(found["F"])
            assert grid[SHEETS[name][1] + max(rows, 1) + 1][5] == "sluit aan"


def _meant_totals(name: str, rows: int) -> dict[str, float]:
    sums = {
        header: sum(row * 101 + 7 for row in range(rows)) / denominator
        for header, (kind, denominator) in SHEETS[name][2].items()
        if kind is NUMBER
    }
    if name == SOUTH:
        sums["Nog te ontvangen"] = sums["Geleverd"] - sums["Waarvan toegekend"] - sums["Waarvan afgewezen"]
    headers = [*SHEETS[name][2], "Nog te ontvangen"]
    return {column: sums[headers["ABCDEFGHIJK".index(column)]] for column in TOTALS[name]}
