"""Totals that stand above the lines they add up: as a line of the header, or above it."""

from openpyxl.styles import PatternFill

from tests.tools.exports import an_export
from tests.tools.filled_workbooks import filled
from tests.tools.formats import a_workbook
from tests.unit.formats.test_found_when_a_format_is_read import changed

PRESTATIES = [
    {"referentienummer": str(number), "productcode": code, "bedrag": 100 * number}
    for number, code in enumerate(("45A03", "41B01", "43A50"), start=1)
]
BEDRAG = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
ROWS = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}


def test_a_line_of_totals_below_the_header_is_a_line_of_it_and_adds_up_every_line():
    grid = [["Product", "Bedrag"], ["TOTAAL", "=SUM(B3:B3)"], [None, None]]
    columns = {"Product > TOTAAL": "productcode", "Bedrag": BEDRAG}
    sheet = {"header_row": 2, "header_lines": 2, "rows": ROWS, "columns": columns}

    found = filled(a_workbook({"Blad": grid}), {"Blad": sheet}, an_export(prestatie=PRESTATIES))

    assert found.rows("Blad") == [
        ["Product", "Bedrag"], ["TOTAAL", "=SUM(B3:B5)"], ["41B01", 2], ["43A50", 3], ["45A03", 1]
    ]  # fmt: skip


def in_colour(opened):
    for row in opened["Blad"]["A3:C4"]:
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FFFF99")


def test_totals_above_the_header_of_a_form_with_lines_ready_add_up_those_that_came_on_top():
    ready = [[number, None, None] for number in (1, 2)]
    grid = [
        [None, "Totaal", "=SUM(C3:C4)"],
        ["Nr", "Product", "Bedrag"],
        *ready,
        ["Handtekening:", None, None],
    ]
    columns = {"Nr": {"running_number": 1}, "Product": "productcode", "Bedrag": BEDRAG}
    sheet = {"header_row": 2, "rows": ROWS, "prepared": "left", "columns": columns}

    form = changed(a_workbook({"Blad": grid}), in_colour)
    found = filled(form, {"Blad": sheet}, an_export(prestatie=PRESTATIES))

    assert found.rows("Blad") == [
        [None, "Totaal", "=SUM(C3:C5)"],
        ["Nr", "Product", "Bedrag"],
        [1, "41B01", 2],
        [2, "43A50", 3],
        [3, "45A03", 1],
        ["Handtekening:", None, None],
    ]
