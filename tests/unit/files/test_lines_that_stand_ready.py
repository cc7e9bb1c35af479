"""A form with empty lines ready is filled from the first of them; what is not used goes, or stays empty."""

import io

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from service.domain.failures import FormatError, ReadBackDiffersError
from service.files.catalogue.workbook_remarks import remarks_on_workbook
from service.files.reports.addresses import workbook_addresses
from tests.tools.exports import an_export
from tests.tools.filled_workbooks import a_survey, calculated, filled
from tests.tools.office import SOFFICE

YELLOW = PatternFill("solid", fgColor="FFFF99")
READY = 4
FIRST = 4
COLUMNS = {
    "Nr": {"running_number": 1},
    "Product": "productcode",
    "Bedrag": {"sum": {"field": "bedrag", "sign_by": "debet_credit"}},
}
ROWS = {"of": "prestatie", "per": ["productcode"]}


def a_form(*, numbered: bool = True, beside: bool = False) -> bytes:
    """Five numbered yellow lines, the double of each amount by a formula, and totals below them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad"
    sheet["A1"] = "Productie"
    sheet.append([])
    sheet.append(["Nr", "Product", "Bedrag", "Dubbel"])
    for line in range(READY + 1):
        row = FIRST + line
        sheet.append([line + 1 if numbered else None, None, None, f"=C{row}*2"])
        for cell in sheet[row]:
            cell.fill = YELLOW
    last = FIRST + READY
    sheet.append([None, "Totaal", f"=SUM(C{FIRST}:C{last})", f"=SUM(D{FIRST}:D{last})"])
    sheet.append([])
    sheet.append(["Aantal", f"=COUNT(C{FIRST}:C{last})", f"=C{last + 1}"])
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0")
    rule.add(f"C{FIRST}:C{last}")
    sheet.add_data_validation(rule)
    if beside:
        for place, text in enumerate(["Status", "toegekend", "ingediend", "afgewezen", "geleverd", "x", "y"]):
            sheet.cell(FIRST - 1 + place, 6, text)
        sheet.cell(FIRST - 1, 7, "Rijen")
        sheet.cell(FIRST + 8, 6, "Som")
        sheet.cell(FIRST + 8, 7, f"=SUM(G{FIRST}:G{FIRST + 5})")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def a_sheet(prepared, **more):
    return {"header_row": 3, "rows": ROWS, "columns": COLUMNS, "prepared": prepared, **more}


def products(count):
    return an_export(
        prestatie=[
            {"referentienummer": f"R{n}", "productcode": f"45A{n:02}", "bedrag": 100 * n}
            for n in range(1, count + 1)
        ]
    )


def lines(made, first=FIRST):
    return [row[:4] for row in made.rows("Blad")[first - 1 :]]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 7])
def test_lines_that_are_not_used_go_and_totals_speak_of_the_lines_that_are_there(count):
    made = filled(a_form(), {"Blad": a_sheet("removed")}, products(count))

    shown = max(count, 1)
    last = FIRST + shown - 1
    expected = [
        [
            n if n <= count else None,
            f"45A{n:02}" if n <= count else None,
            n if n <= count else None,
            f"=C{FIRST + n - 1}*2",
        ]
        for n in range(1, shown + 1)
    ]
    assert lines(made) == [
        *expected,
        [None, "Totaal", f"=SUM(C{FIRST}:C{last})", f"=SUM(D{FIRST}:D{last})"],
        [None] * 4,
        ["Aantal", f"=COUNT(C{FIRST}:C{last})", f"=C{last + 1}", None],
    ]
    book = openpyxl.load_workbook(io.BytesIO(made.written))
    (rule,) = book["Blad"].data_validations.dataValidation
    assert str(rule.sqref) in {f"C{FIRST}:C{last}", f"C{FIRST}"}
    assert all(book["Blad"].cell(FIRST + n, 2).fill.fgColor.rgb == "00FFFF99" for n in range(shown))


@pytest.mark.parametrize("count", [2, 7])
def test_lines_that_are_not_used_stay_empty_when_the_format_says_so(count):
    made = filled(a_form(), {"Blad": a_sheet("left")}, products(count))

    found = lines(made)
    shown = max(count, READY + 1)
    assert [row[1] for row in found[:shown]] == [
        *(f"45A{n:02}" for n in range(1, count + 1)),
        *([None] * (shown - count)),
    ]
    assert found[shown][1:3] == ["Totaal", f"=SUM(C{FIRST}:C{FIRST + shown - 1})"]


def test_cells_below_are_where_the_form_is_shorter_or_longer():
    cells = {"Blad!B1": {"report": "municipality_name"}, "Blad!D11": {"total": "Blad"}}
    blank = a_form()
    for count, row in ((2, 8), (7, 13)):
        made = filled(blank, {"Blad": a_sheet("removed")}, products(count), cells=cells)
        places = workbook_addresses(made.report.content, made.plan.format.output, blank)

        assert made.rows("Blad")[row - 1][3] == count
        assert places.of_cell(("Blad", "D11")) == f"Blad!D{row}"
        assert places.of_line(0, "Bedrag", count - 1) == f"Blad!C{FIRST + count - 1}"
        assert places.find(f"Blad!D{row}") is not None


def test_another_table_beside_keeps_its_place_while_lines_go():
    sheets = {
        "Blad": {
            "blocks": {
                "Links": {
                    "at": {"cell": "A3"},
                    **{k: v for k, v in a_sheet("removed").items() if k != "header_row"},
                },
                "Rechts": {
                    "at": {"cell": "F3"},
                    "rows": {"of": "prestatie", "per": ["status"]},
                    "listed": {"by": {"Status": "status"}, "until": "Som"},
                    "columns": {"Rijen": {"count": "rows"}},
                },
            }
        }
    }
    for count in (1, 3, 9):
        made = filled(a_form(beside=True), sheets, products(count))
        rows = made.rows("Blad")

        assert [row[5] for row in rows[2:9]] == [
            "Status",
            "toegekend",
            "ingediend",
            "afgewezen",
            "geleverd",
            "x",
            "y",
        ]
        assert rows[FIRST][6] == count
        assert rows[FIRST + 7][5:7] == ["Som", f"=SUM(G{FIRST}:G{FIRST + 5})"]
        assert rows[FIRST + count - 1][1:3] == ["Totaal", f"=SUM(C{FIRST}:C{FIRST + count - 1})"]


def test_a_line_that_was_left_by_mistake_is_found_when_the_file_is_read_back():
    made = filled(a_form(), {"Blad": a_sheet("removed")}, products(2))
    left = filled(a_form(), {"Blad": a_sheet("left")}, products(2))

    with pytest.raises(ReadBackDiffersError):
        made.read_back(left.written)


def test_lint_names_lines_that_stand_ready_and_what_to_write():
    sheet = {key: value for key, value in a_sheet("removed").items() if key != "prepared"}
    blank = a_form(numbered=False)
    plan = a_survey(blank, {"Blad": sheet})

    (told,) = [
        each for each in remarks_on_workbook(plan, {"leeg.xlsx": blank}) if each.code == "prepared-lines-stay"
    ]
    assert "Rij 5 tot en met 8 zijn lege regels" in told.text.nl
    assert "`prepared: removed`" in told.text.nl


def test_a_format_that_says_lines_stand_ready_where_none_do_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(a_form()))
    book["Blad"]["B5"] = "bezet"
    target = io.BytesIO()
    book.save(target)

    with pytest.raises(FormatError, match="no empty lines stand ready"):
        a_survey(target.getvalue(), {"Blad": a_sheet("removed")})


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_reckons_the_totals_of_the_lines_that_are_there():
    several = [
        filled(a_form(), {"Blad": a_sheet(kind)}, products(count))
        for kind in ("removed", "left")
        for count in (0, 2, 7)
    ]

    found = calculated([each.written for each in several], "Blad")

    totals = [next(row[2:4] for row in rows if row[1] == "Totaal") for rows in found]
    assert totals == [[0, 0], [3, 6], [28, 56]] * 2
