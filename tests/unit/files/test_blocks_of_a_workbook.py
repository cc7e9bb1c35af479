"""Blocks on one sheet grow each by itself: what stands between and below them moves, and nothing else."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from tests.tools.exports import an_export
from tests.tools.filled_workbooks import Filled, as_open_document, calculated, filled
from tests.tools.formats import a_workbook
from tests.tools.office import SOFFICE

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
OF = {"of": "prestatie", "with": ["toewijzing"]}
SHEETS = {
    "Blad": {
        "blocks": {
            "Productie": {
                "at": {"title": "1. Productie"},
                "rows": {**OF, "per": ["productcode"]},
                "columns": {"Code": "productcode", "Bedrag": {"sum": SIGNED}},
            },
            "Status": {
                "at": {"title": "2. Status"},
                "rows": {**OF, "per": ["status"]},
                "columns": {"Status": "status", "Aantal": {"count": "rows"}},
            },
            "Regels": {
                "at": {"title": "3. Regels"},
                "rows": OF,
                "columns": {"Nr": "referentienummer", "Volume": "volume"},
            },
        }
    }
}
CHECKS = [
    {"total": "Blad/Productie.Bedrag", "equals": "balance.bedrag"},
    {"total": "Blad/Status.Aantal", "equals": "balance.rows"},
]


def three_blocks() -> bytes:
    """Three blocks with totals, and of everything that can stand on a sheet something that has to move."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    euro = book.add_format({"num_format": "#,##0.00"})
    front = book.add_worksheet("Voor")
    front.write_formula("A1", "=Blad!B15+SUM(Blad!B3:B3)")
    sheet = book.add_worksheet("Blad")
    sheet.write("A1", "1. Productie")
    sheet.write_row("A2", ["Code", "Bedrag"])
    sheet.write_blank("A3", None)
    sheet.write_blank("B3", None, euro)
    sheet.write("A4", "Totaal")
    sheet.write_formula("B4", "=SUM(B3:B3)", euro)
    sheet.merge_range("A6:D6", "2. Status")
    sheet.write_row("A7", ["Status", "Aantal", "Dubbel"])
    sheet.write_blank("A8", None)
    sheet.write_formula("C8", "=B8*2+B$4*0")
    sheet.write("A9", "Totaal")
    sheet.write_formula("B9", "=SUM(B8:B8)")
    sheet.write_formula("C9", "=SUM(C8:C8)")
    sheet.write_formula("B10", "=B4+B9")
    sheet.write("A12", "3. Regels")
    sheet.write_row("A13", ["Nr", "Volume"])
    sheet.write_blank("A14", None)
    sheet.write("A15", "Totaal")
    sheet.write_formula("B15", "=SUM(B14:B14)")
    sheet.merge_range("A17:D17", "Noot")
    sheet.data_validation("A8", {"validate": "list", "source": ["ingediend", "toegekend", "betaald"]})
    sheet.data_validation("B17", {"validate": "any", "input_title": "let op"})
    sheet.conditional_format("B8:B8", {"type": "cell", "criteria": ">", "value": "$B$9/2", "format": euro})
    sheet.conditional_format("B15", {"type": "cell", "criteria": ">", "value": "$B$4", "format": euro})
    sheet.print_area("A1:D17")
    sheet.set_h_pagebreaks([5, 11])
    book.define_name("Productie", "=Blad!$B$3:$B$3")
    book.define_name("Statussen", "=Blad!$B$8:$B$8")
    book.define_name("Eindtotaal", "=Blad!$B$15")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Blad!$A$8:$A$8", "values": "=Blad!$B$8:$B$8"})
    front.insert_chart("D4", chart)
    book.close()
    return target.getvalue()


def export(codes: int, statuses: int, rows: int):
    """So many prestaties, with so many different codes and statuses."""
    names = ["ingediend", "toegekend", "betaald"]
    return an_export(
        prestatie=[
            {
                "referentienummer": f"{n:05d}",
                "productcode": f"P{n % codes:04d}",
                "status": names[n % statuses],
                "bedrag": 100 + n,
                "volume": n + 1,
            }
            for n in range(rows)
        ]
    )


SIZES = [(1, 1, 0), (1, 1, 1), (4, 1, 4), (1, 3, 3), (4, 3, 12), (40, 3, 5_000)]


@pytest.fixture(scope="module", params=SIZES, ids=str)
def grown(request) -> tuple[tuple[int, int, int], Filled]:
    """How many lines each block shows, and the workbook."""
    codes, statuses, rows = request.param
    shown = (max(min(codes, rows), 1), max(min(statuses, rows), 1), max(rows, 1))
    return shown, filled(three_blocks(), SHEETS, export(*request.param), checks=CHECKS)


def rows_of(shown):
    """The rows on which the three totals stand."""
    first, second, third = shown
    return 3 + first, 7 + first + second, 12 + first + second + third


def opened(found: Filled):
    return openpyxl.load_workbook(io.BytesIO(found.written))["Blad"]


def part(found: Filled, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(found.written)) as archive:
        return archive.read(name).decode()


def test_each_block_has_its_own_lines_and_titles_and_totals_stand_below_them(grown):
    shown, found = grown
    one, two, three = rows_of(shown)

    sheet = opened(found)

    assert sheet.max_row == three + 2
    titles = {cell.value: cell.row for row in sheet["A1:A60"] for cell in row if cell.value}
    assert (titles["1. Productie"], titles["2. Status"]) == (1, one + 2)
    assert (sheet[f"A{one}"].value, sheet[f"A{two}"].value, sheet[f"A{three}"].value) == ("Totaal",) * 3
    assert sheet[f"A{two + 3}"].value == "3. Regels"


def test_formulas_of_every_block_reckon_over_its_own_lines(grown):
    shown, found = grown
    one, two, three = rows_of(shown)
    first_status, first_row = one + 4, two + 5

    sheet = opened(found)

    assert sheet[f"B{one}"].value == f"=SUM(B3:B{one - 1})"
    assert sheet[f"B{two}"].value == f"=SUM(B{first_status}:B{two - 1})"
    assert sheet[f"C{two}"].value == f"=SUM(C{first_status}:C{two - 1})"
    assert sheet[f"B{two + 1}"].value == f"=B{one}+B{two}"
    assert sheet[f"B{three}"].value == f"=SUM(B{first_row}:B{three - 1})"
    assert [sheet[f"C{row}"].value for row in range(first_status, two)] == [
        f"=B{row}*2+B${one}*0" for row in range(first_status, two)
    ]


def test_merges_validations_and_conditional_formats_move_with_what_they_are_about(grown):
    shown, found = grown
    one, two, three = rows_of(shown)
    first_status = one + 4
    statuses = f"{{0}}{first_status}:{{0}}{two - 1}" if two - 1 > first_status else f"{{0}}{first_status}"

    sheet = opened(found)

    assert {str(each) for each in sheet.merged_cells.ranges} == {
        f"A{one + 2}:D{one + 2}",
        f"A{three + 2}:D{three + 2}",
    }
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == [
        statuses.format("A"),
        f"B{three + 2}",
    ]
    found_formats = {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting}
    assert found_formats[f"B{three}"] == [f"$B${one}"]
    assert [formula for where, formula in found_formats.items() if where.startswith(f"B{first_status}")] == [
        [f"$B${two}/2"]
    ]


def test_names_charts_print_areas_page_breaks_and_other_sheets_follow(grown):
    shown, found = grown
    one, two, three = rows_of(shown)
    first_status = one + 4

    names = dict(re.findall(r'<definedName name="([^"]*)"[^>]*>([^<]*)<', part(found, "xl/workbook.xml")))
    chart = re.findall(r"<c:f>([^<]*)<", part(found, "xl/charts/chart1.xml"))
    front = part(found, "xl/worksheets/sheet1.xml")

    assert names == {
        "Eindtotaal": f"Blad!$B${three}",
        "_xlnm.Print_Area": f"Blad!$A$1:$D${three + 2}",
        "Productie": f"Blad!$B$3:$B${one - 1}",
        "Statussen": f"Blad!$B${first_status}:$B${two - 1}",
    }
    assert chart == [f"Blad!$A${first_status}:$A${two - 1}", f"Blad!$B${first_status}:$B${two - 1}"]
    assert f"<f>Blad!B{three}+SUM(Blad!B3:B{one - 1})</f>" in front
    assert [each.id for each in opened(found).row_breaks.brk] == [one + 1, two + 2]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which calculates, is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_calculates_every_total_of_every_block(kind):
    blank = three_blocks() if kind == "xlsx" else as_open_document(three_blocks())
    several = [filled(blank, SHEETS, export(*size), checks=CHECKS) for size in SIZES]

    sheets = calculated([each.written for each in several], "Blad")

    for (codes, statuses, rows), cells in zip(SIZES, sheets, strict=True):
        one, two, three = rows_of((max(min(codes, rows), 1), max(min(statuses, rows), 1), max(rows, 1)))
        cents = sum(100 + n for n in range(rows))
        totals = [cells[row - 1][1] for row in (one, two, two + 1, three)]
        assert [round(100 * total) for total in totals] == [
            cents, 100 * rows, cents + 100 * rows, 100 * rows * (rows + 1) // 2
        ]  # fmt: skip
        assert cells[two - 1][2] == 2 * rows


BESIDE = {
    "rows": {**OF, "per": ["status"]},
    "listed": {"by": {"Status": "status"}},
    "columns": {"Aantal": {"count": "rows"}},
}


def test_two_fixed_lists_may_stand_beside_each_other():
    grid = [["Code", "Bedrag", None, "Status", "Aantal"], ["P0001", None, None, "toegekend", None],
            ["P0000", None, None, "ingediend", None]]  # fmt: skip
    left = {
        "at": {"cell": "A1"},
        "rows": {**OF, "per": ["productcode"]},
        "listed": {"by": {"Code": "productcode"}},
        "columns": {"Bedrag": {"sum": SIGNED}},
    }
    sheets = {"Blad": {"blocks": {"Links": left, "Rechts": {**BESIDE, "at": {"cell": "D1"}}}}}

    found = filled(a_workbook({"Blad": grid}), sheets, export(2, 2, 4))

    assert found.rows("Blad")[1:] == [
        ["P0001", 2.04, None, "toegekend", 2],
        ["P0000", 2.02, None, "ingediend", 2],
    ]


def test_a_block_may_grow_below_a_fixed_list_beside_which_something_of_its_own_stands():
    grid = [
        ["Status", "Aantal", "Toelichting"],
        ["toegekend", None, "van de gemeente"],
        ["ingediend", None, None],
        ["Totaal", "=SUM(B2:B3)", None],
        ["Code", "Bedrag", None],
        [None, None, None],
        ["Totaal", "=SUM(B6:B6)", "=B4"],
    ]
    below = {**SHEETS["Blad"]["blocks"]["Productie"], "at": {"header": ["Code", "Bedrag"]}}
    listed = {"by": {"Status": "status"}, "until": "Totaal"}
    sheets = {
        "Blad": {"blocks": {"Lijst": {**BESIDE, "at": {"cell": "A1"}, "listed": listed}, "Onder": below}}
    }

    found = filled(a_workbook({"Blad": grid}), sheets, export(3, 2, 4))

    assert found.rows("Blad") == [
        grid[0],
        ["toegekend", 2, "van de gemeente"],
        ["ingediend", 2, None],
        grid[3],
        grid[4],
        ["P0000", 2.03, None],
        ["P0001", 1.01, None],
        ["P0002", 1.02, None],
        ["Totaal", "=SUM(B6:B8)", "=B4"],
    ]


def with_room(fill, codes=5):
    """A fixed list of two codes with lines below it; `fill` writes what else stands on the sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Blad")
    sheet.write_row("A1", ["Code", "Omschrijving", None, "Bedrag", "Dubbel"])
    sheet.write_column("A2", ["P0001", "P0000"])
    fill(sheet)
    book.close()
    listed = {"by": {"Code": "productcode"}, "not_listed": "below"}
    block = {"rows": {**OF, "per": ["productcode"]}, "listed": listed, "columns": {"Bedrag": {"sum": SIGNED}}}
    return filled(target.getvalue(), {"Blad": block}, export(codes, 1, codes))


def test_a_formula_of_the_last_listed_line_is_about_its_own_line_whatever_comes_below():
    def fill(sheet):
        sheet.write_formula("E2", "=SUM(D2:D2)+D1")
        sheet.write_formula("E3", "=SUM(D3:D3)+D2/SUM(D$2:D$3)")
        sheet.write_formula("D4", "=SUM(D2:D3)")
        sheet.write_formula("E4", "=SUM(E2:E3)")

    sheet = opened(with_room(fill))

    assert [sheet[f"E{row}"].value for row in range(2, 8)] == [
        "=SUM(D2:D2)+D1",
        "=SUM(D3:D3)+D2/SUM(D$2:D$6)",
        "=SUM(D4:D4)+D3/SUM(D$2:D$6)",
        "=SUM(D5:D5)+D4/SUM(D$2:D$6)",
        "=SUM(D6:D6)+D5/SUM(D$2:D$6)",
        "=SUM(E2:E6)",
    ]
    assert sheet["D7"].value == "=SUM(D2:D6)"


def test_a_merged_cell_of_the_last_listed_line_stays_and_is_there_on_every_line_below():
    def fill(sheet):
        sheet.merge_range("B2:C2", "eerste")
        sheet.merge_range("B3:C3", "tweede")

    sheet = opened(with_room(fill))

    assert {str(each) for each in sheet.merged_cells.ranges} == {f"B{row}:C{row}" for row in range(2, 7)}
    assert [sheet[f"B{row}"].value for row in range(2, 7)] == ["eerste", "tweede", None, None, None]


def test_a_rule_about_a_cell_of_a_block_moves_with_the_block_above_it():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Blad")
    sheet.write_column("A1", ["1. Productie", "Code", None, "2. Status", "Status", None, "Som"])
    sheet.write_column("B2", ["Bedrag", None, None, "Aantal", None, None])
    sheet.conditional_format("B6", {"type": "formula", "criteria": "=B6>B5+B$7"})
    sheet.data_validation("B6", {"validate": "custom", "value": "=B6>B$7"})
    book.close()
    sheets = {"Blad": {"blocks": {name: SHEETS["Blad"]["blocks"][name] for name in ("Productie", "Status")}}}

    found = filled(target.getvalue(), sheets, export(5, 2, 5))

    sheet = opened(found)
    ((rule,),) = [each.rules for each in sheet.conditional_formatting]
    assert rule.formula == ["B10>B9+B$12"]
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("B10:B11", "B10>B$12")


def test_two_fixed_lists_beside_each_other_may_have_the_same_headings():
    grid = [["Code", "Bedrag", None, "Code", "Bedrag"], ["P0001", None, None, "P0000", None]]
    block = {
        "rows": {**OF, "per": ["productcode"]},
        "listed": {"by": {"Code": "productcode"}},
        "columns": {"Bedrag": {"sum": SIGNED}},
    }
    cells = {"Links": {"cell": "A1"}, "Rechts": {"cell": "D1"}}
    sheets = {"Blad": {"blocks": {name: {**block, "at": at} for name, at in cells.items()}}}

    found = filled(a_workbook({"Blad": grid}), sheets, export(2, 1, 4))

    assert found.rows("Blad")[1] == ["P0001", 2.04, None, "P0000", 2.02]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which calculates, is not installed")
@pytest.mark.parametrize("codes", [2, 3, 60])
def test_a_list_with_lines_below_it_stands_above_a_block_that_grows(codes):
    grid = [
        ["1. Lijst"],
        ["Code", "Bedrag", "Deel"],
        ["P0001", None, "=B3/B$5"],
        ["P0000", None, "=B4/B$5"],
        [None, "=SUM(B3:B4)", "=SUM(C3:C4)"],
        ["2. Status"],
        ["Status", "Aantal"],
        [None, None],
        ["Totaal", "=SUM(B8:B8)", "=B5"],
    ]
    listed = {
        "at": {"title": "1. Lijst"},
        "rows": {**OF, "per": ["productcode"]},
        "listed": {"by": {"Code": "productcode"}, "not_listed": "below"},
        "columns": {"Bedrag": {"sum": SIGNED}},
    }
    sheets = {"Blad": {"blocks": {"Lijst": listed, "Status": SHEETS["Blad"]["blocks"]["Status"]}}}
    checks = [{"total": "Blad/Lijst.Bedrag", "equals": "balance.bedrag"}]

    found = filled(a_workbook({"Blad": grid}), sheets, export(codes, 3, 120), checks=checks)

    cells = calculated([found.written], "Blad")[0]
    euros = sum(100 + n for n in range(120)) / 100
    assert cells[codes + 2][1:3] == [pytest.approx(euros), pytest.approx(1)]
    assert cells[-1] == ["Totaal", 120, pytest.approx(euros)]
    assert sorted(row[0] for row in cells[2 : codes + 2]) == [f"P{n:04d}" for n in range(codes)]
