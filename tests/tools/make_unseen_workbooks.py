"""Make the three workbooks of tests/unseen_workbooks/, worded as a municipality would, not as our list."""

from pathlib import Path

import openpyxl
from openpyxl.styles import Font

FOLDER = Path(__file__).parents[1] / "unseen_workbooks"


def controller() -> openpyxl.Workbook:
    """A controller's quarterly question: a front sheet with labels, and one list."""
    book = openpyxl.Workbook()
    front = book.active
    front.title = "Invulblad"
    front["A1"] = "Uitvraag jeugdhulp"
    for row, label in enumerate(
        (
            "Naam zorgaanbieder",
            "AGB-code",
            "KvK-nummer",
            "Gemeente",
            "Periode van",
            "Periode t/m",
            "E-mailadres",
        ),
        3,
    ):
        front.cell(row, 2, label)
    sheet = book.create_sheet("Afrekening")
    sheet["A1"] = "Afrekening per arrangement"
    headers = (
        "Arrangement",
        "Zorgvorm",
        "Eenheid",
        "Aantal unieke jeugdigen",
        "Geleverde eenheden",
        "Gedeclareerd bedrag (€)",
        "Goedgekeurd bedrag (€)",
        "Nog af te rekenen",
        "Opmerkingen",
    )
    _headers(sheet, 4, headers)
    return book


def list_of_clients() -> openpyxl.Workbook:
    """A list of who is helped, one row each."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cliëntenlijst"
    headers = (
        "Cliënt-ID",
        "BSN",
        "Geb.datum",
        "M/V",
        "Verwezen door",
        "Soort hulp",
        "Startdatum",
        "Datum uitstroom",
        "Reden uitstroom",
        "Beschikkingsnummer",
    )
    _headers(sheet, 2, headers)
    return book


def two_lines() -> openpyxl.Workbook:
    """Headers in two lines, some of them one cell over both."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Overzicht"
    sheet["A1"] = "Maandoverzicht"
    for column, text in (("A", "Productgroep"), ("B", "Productcode"), ("G", "Toelichting")):
        sheet.merge_cells(f"{column}3:{column}4")
        sheet[f"{column}3"] = text
    for cells, text in (("C3:D3", "Inzet"), ("E3:F3", "Kosten")):
        sheet.merge_cells(cells)
        sheet[cells.partition(":")[0]] = text
    for column, text in (
        ("C", "Aantal uren"),
        ("D", "Aantal cliënten"),
        ("E", "Tarief"),
        ("F", "Totaalbedrag"),
    ):
        sheet[f"{column}4"] = text
    return book


def _headers(sheet, row: int, headers: tuple[str, ...]) -> None:
    for column, header in enumerate(headers, 1):
        sheet.cell(row, column, header).font = Font(bold=True)


if __name__ == "__main__":
    for make in (controller, list_of_clients, two_lines):
        make().save(FOLDER / f"{make.__name__}.xlsx")
