"""Blocks beside each other grow each in its own columns: what stands beside them keeps its place."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.formats.output import XlsxOutput
from service.files.reports.addresses import workbook_addresses
from tests.tools.exports import an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import (
    Filled,
    as_open_document,
    calculated,
    changed,
    filled,
)
from tests.tools.formats import a_workbook
from tests.tools.office import SOFFICE

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
OF = {"of": "prestatie", "with": ["toewijzing"]}
STATUSES = ["ingediend", "toegekend", "afgewezen"]
LINES = {
    "at": {"title": "Regels"},
    "rows": OF,
    "columns": {"Nr": "referentienummer", "Bedrag": {"field": "bedrag", "sign_by": "debet_credit"}},
}
PER_STATUS = {
    "at": {"title": "Per status"},
    "rows": {**OF, "per": ["status"]},
    "columns": {"Status": "status", "Aantal": {"count": "rows"}, "Totaal": {"sum": SIGNED}},
}
PRODUCTS = {
    "at": {"title": "Producten"},
    "rows": {**OF, "per": ["productcode"]},
    "columns": {"Code": "productcode", "Som": {"sum": SIGNED}},
}
ABOVE = {
    "at": {"title": "Boven"},
    "rows": {**OF, "per": ["perceel"]},
    "columns": {"Perceel": "perceel", "Alles": {"sum": SIGNED}},
}
SHEETS = {
    "Blad": {"blocks": {"Boven": ABOVE, "Links": LINES, "Rechts": PER_STATUS, "Onder": PRODUCTS}},
}
CHECKS = [
    {"total": "Blad/Links.Bedrag", "equals": "balance.bedrag"},
    {"total": "Blad/Rechts.Totaal", "equals": "balance.bedrag"},
    {"total": "Blad/Onder.Som", "equals": "balance.bedrag"},
]
SIZES = [(0, 1), (1, 1), (2, 3), (12, 3), (300, 2)]
"""How many rows, and over how many statuses and products."""


def four_blocks() -> bytes:
    """One above, two beside each other whose headers stand on other rows, one below the right one."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    euro, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True})
    front = book.add_worksheet("Voor")
    front.write_formula("A1", "=Blad!B9+Blad!G11")
    sheet = book.add_worksheet("Blad")
    sheet.merge_range("A1:G1", "Boven")
    sheet.write_row("A2", ["Perceel", "Alles"])
    sheet.write_blank("B3", None, euro)
    sheet.write("A4", "Som")
    sheet.write_formula("B4", "=SUM(B3:B3)", euro)
    sheet.write("A6", "Regels")
    sheet.write_row("A7", ["Nr", "Bedrag", "Dubbel"])
    sheet.write_formula("C8", "=B8*2+B$4*0")
    sheet.write("A9", "Totaal", day)
    sheet.write_formula("B9", "=SUM(B8:B8)", euro)
    sheet.write_formula("C9", "=SUM(C8:C8)")
    sheet.write("E6", "Per status")
    sheet.write_row("E7", ["Status", "Aantal", "Totaal"])
    sheet.set_row(8, 30)
    sheet.write_row("E8", [None])
    sheet.write("E9", "Totaal")
    sheet.write_formula("F9", "=SUM(F8:F8)")
    sheet.write_formula("G9", "=SUM(G8:G8)", euro)
    sheet.write("E11", "Verschil")
    sheet.write_formula("G11", "=B9-G9", euro)
    sheet.write("E13", "Producten")
    sheet.write_row("E14", ["Code", "Som"])
    sheet.write("E16", "Totaal")
    sheet.write_formula("F16", "=SUM(F15:F15)")
    sheet.merge_range("E18:G18", "Noot rechts")
    sheet.merge_range("A11:C11", "Noot links")
    sheet.conditional_format("B8:G8", {"type": "cell", "criteria": ">", "value": "$G$9", "format": euro})
    sheet.conditional_format("A9:G9", {"type": "cell", "criteria": ">", "value": 5, "format": euro})
    sheet.data_validation("E8", {"validate": "list", "source": STATUSES})
    sheet.write_comment("E9", "let op rechts")
    sheet.write_comment("A9", "let op links")
    sheet.print_area("A1:G18")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([12])
    book.define_name("Bedragen", "=Blad!$B$8:$B$8")
    book.define_name("Statussen", "=Blad!$E$8:$F$8")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Blad!$E$8:$E$8", "values": "=Blad!$F$8:$F$8"})
    front.insert_chart("D4", chart)
    own = book.add_chart({"type": "bar"})
    own.add_series({"values": "=Blad!$B$8:$B$8"})
    sheet.insert_chart("E20", own, {"object_position": 1})
    book.close()
    return target.getvalue()


def export(rows: int, several: int):
    return an_export(
        prestatie=[
            {
                "referentienummer": f"{n:05d}",
                "productcode": f"P{n % several:04d}",
                "status": STATUSES[n % several],
                "bedrag": 100 + n,
                "debet_credit": "C" if n % 5 == 3 else "D",
            }
            for n in range(rows)
        ]
    )


def cents(rows: int) -> int:
    return sum((100 + n) * (-1 if n % 5 == 3 else 1) for n in range(rows))


@pytest.fixture(scope="module", params=SIZES, ids=str)
def grown(request) -> tuple[int, int, Filled]:
    """How many lines left and right show, and the workbook."""
    rows, several = request.param
    found = filled(four_blocks(), SHEETS, export(rows, several), checks=CHECKS)
    return max(rows, 1), max(min(rows, several), 1), found


def test_each_block_and_what_stands_below_it_moves_by_its_own_lines(grown):
    left, right, found = grown

    sheet = openpyxl.load_workbook(io.BytesIO(found.written))["Blad"]

    assert [sheet[cell].value for cell in ("A6", "A7", "E6", "E7")] == [
        "Regels",
        "Nr",
        "Per status",
        "Status",
    ]
    assert sheet.cell(8 + left, 1).value == "Totaal"
    assert sheet.cell(8 + left, 2).value == f"=SUM(B8:B{7 + left})"
    assert sheet.cell(8 + right, 5).value == "Totaal"
    assert sheet.cell(8 + right, 6).value == f"=SUM(F8:F{7 + right})"
    assert sheet.cell(10 + right, 7).value == f"=B{8 + left}-G{8 + right}"
    assert sheet.cell(12 + right, 5).value == "Producten"
    assert sheet.cell(14 + 2 * right, 6).value == f"=SUM(F{14 + right}:F{13 + 2 * right})"
    assert {str(each) for each in sheet.merged_cells.ranges if each.min_row > 1} == {
        f"E{16 + 2 * right}:G{16 + 2 * right}",
        f"A{10 + left}:C{10 + left}",
    }
    assert [sheet.cell(row, 3).value for row in (8, 7 + left)] == [f"=B{r}*2+B$4*0" for r in (8, 7 + left)]


def test_what_belongs_to_the_sheet_goes_along_with_its_own_block(grown):
    left, right, found = grown

    book = openpyxl.load_workbook(io.BytesIO(found.written))
    sheet = book["Blad"]

    assert sheet.print_area == f"'Blad'!$A$1:$G${18 + max(left - 1, 2 * (right - 1))}"
    assert sheet.print_title_rows == "$1:$2"
    assert book.defined_names["Bedragen"].value == f"Blad!$B$8:$B${7 + left}"
    assert book.defined_names["Statussen"].value == f"Blad!$E$8:$F${7 + right}"
    rules = {str(rule.sqref) for rule in sheet.conditional_formatting}
    assert rules == {
        f"B8:D{7 + left} E8:G{7 + right}",
        f"A{8 + left}:D{8 + left} E{8 + right}:G{8 + right}",
    }
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) in (f"E8:E{7 + right}", "E8")
    notes = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert notes == {f"A{8 + left}", f"E{8 + right}"}
    with zipfile.ZipFile(io.BytesIO(found.written)) as parts:
        drawing = parts.read("xl/drawings/drawing2.xml").decode()
    assert f"<xdr:row>{19 + 2 * (right - 1)}</xdr:row>" in drawing


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which calculates, is not installed")
def test_libreoffice_calculates_every_total_over_its_own_lines():
    sizes = [(0, 1), (12, 3), (5_000, 3)]
    several = [filled(four_blocks(), SHEETS, export(*size), checks=CHECKS).written for size in sizes]

    for (rows, statuses), cells in zip(sizes, calculated(several, "Blad"), strict=True):
        left, right = max(rows, 1), max(min(rows, statuses), 1)
        total = cents(rows)
        found = [
            cells[row - 1][column]
            for row, column in (
                (4, 1),
                (8 + left, 1),
                (8 + left, 2),
                (8 + right, 5),
                (8 + right, 6),
                (10 + right, 6),
                (14 + 2 * right, 5),
            )
        ]
        assert [round(100 * value) for value in found] == [
            total, total, 2 * total, 100 * rows, total, 0, total
        ]  # fmt: skip


def test_a_list_that_grows_may_stand_beside_a_fixed_one():
    grid = [
        ["Nr", "Bedrag", None, "Status", "Aantal"],
        [None, None, None, "toegekend", None],
        ["Totaal", "=SUM(B2:B2)", None, "ingediend", None],
        [None, None, None, "Totaal", "=SUM(E2:E3)"],
    ]
    right = {
        "at": {"cell": "D1"},
        "rows": {**OF, "per": ["status"]},
        "listed": {"by": {"Status": "status"}, "until": "Totaal", "not_listed": "below"},
        "columns": {"Aantal": {"count": "rows"}},
    }
    sheets = {"Blad": {"blocks": {"Links": {**LINES, "at": {"cell": "A1"}}, "Rechts": right}}}

    found = filled(a_workbook({"Blad": grid}), sheets, export(4, 3))

    assert found.rows("Blad") == [
        ["Nr", "Bedrag", None, "Status", "Aantal"],
        ["00000", 1, None, "toegekend", 1],
        ["00001", 1.01, None, "ingediend", 2],
        ["00002", 1.02, None, "afgewezen", 1],
        ["00003", -1.03, None, "Totaal", "=SUM(E2:E4)"],
        ["Totaal", "=SUM(B2:B5)", None, None, None],
    ]


LATER = [
    ["Regels", None, None, None, None, None, None],
    ["Nr", "Bedrag", None, None, None, None, None],
    [None, None, None, None, "Per status", None, None],
    ["Totaal", "=SUM(B3:B3)", None, None, "Status", "Aantal", "Totaal"],
    ["Verschil", "=B4-G6", None, None, None, None, None],
    [None, None, None, None, "Totaal", "=SUM(F5:F5)", "=SUM(G5:G5)"],
]
"""Two tables that cross only where one repeats a row: with the title of the other, with what it has below."""


def test_a_title_on_the_row_that_the_table_beside_it_repeats_is_written_once():
    grid = [[*row[:2], None, None, *row[4:]] for row in LATER]
    grid[4][:2] = [None, None]

    found = filled(a_workbook({"Blad": grid}), TWO, export(3, 2))

    assert found.rows("Blad") == [
        ["Regels", None, None, None, None, None, None],
        ["Nr", "Bedrag", None, None, None, None, None],
        ["00000", 1, None, None, "Per status", None, None],
        ["00001", 1.01, None, None, "Status", "Aantal", "Totaal"],
        ["00002", 1.02, None, None, "ingediend", 2, 2.02],
        ["Totaal", "=SUM(B3:B5)", None, None, "toegekend", 1, 1.01],
        [None, None, None, None, "Totaal", "=SUM(F5:F6)", "=SUM(G5:G6)"],
    ]


def test_a_table_is_not_torn_from_a_title_above_the_row_that_the_table_beside_it_repeats():
    grid = [[*row[:2], None, None, *row[4:]] for row in LATER]
    grid[1][4], grid[2][4] = "Per status", None
    grid[4][:2] = [None, None]

    rows = filled(a_workbook({"Blad": grid}), TWO, export(3, 2)).rows("Blad")

    assert [row[4] for row in rows] == [
        None, "Per status", None, "Status", "ingediend", "toegekend", "Totaal"
    ]  # fmt: skip
    assert [row[0] for row in rows][2:] == ["00000", "00001", "00002", "Totaal", None]


def test_what_a_table_has_below_its_lines_is_not_repeated_by_the_table_beside_it():
    grid = [list(row) for row in LATER]
    grid[2][4] = None

    right = {**PER_STATUS, "at": {"cell": "E4"}}
    found = filled(
        a_workbook({"Blad": grid}), {"Blad": {"blocks": {"Links": LINES, "Rechts": right}}}, export(3, 2)
    )

    assert found.rows("Blad") == [
        ["Regels", None, None, None, None, None, None],
        ["Nr", "Bedrag", None, None, None, None, None],
        ["00000", 1, None, None, None, None, None],
        ["00001", 1.01, None, None, "Status", "Aantal", "Totaal"],
        ["00002", 1.02, None, None, "ingediend", 2, 2.02],
        ["Totaal", "=SUM(B3:B5)", None, None, "toegekend", 1, 1.01],
        ["Verschil", "=B6-G7", None, None, "Totaal", "=SUM(F5:F6)", "=SUM(G5:G6)"],
    ]


WIDE = {
    "at": {"title": "Producten"},
    "rows": {**OF, "per": ["productcode"]},
    "columns": {"Code": "productcode", "Som": {"sum": SIGNED}},
}
BELOW = [
    *([*row[:2], None, None, *row[4:]] for row in LATER[:4]),
    [None, None, None, None, None, None, None],
    LATER[5],
    ["Verschil", "=B4-G6", None, None, None, None, None],
    ["Producten", None, None, None, None, None, None],
    ["Code", "Soort", "Zorgvorm", "Som", "Deel", "Dubbel", None],
    [None, None, None, None, None, "=D10*2", None],
    ["Totaal", None, None, "=SUM(D10:D10)", None, "=SUM(F10:F10)-G6", None],
]


@pytest.mark.parametrize(("count", "kinds"), SIZES)
def test_a_table_below_both_comes_as_far_down_as_the_longest_of_them(count, kinds):
    blocks = {"Links": LINES, "Rechts": PER_STATUS, "Onder": WIDE}

    found = filled(a_workbook({"Blad": BELOW}), {"Blad": {"blocks": blocks}}, export(count, kinds))

    rows = found.rows("Blad")
    left, right = max(count, 1), max(min(count, kinds), 1)
    top = 7 + max(left, right) - 1
    products = max(min(count, kinds), 1)
    assert [row[0] for row in rows[top - 1 : top + 2]] == ["Verschil", "Producten", "Code"]
    assert rows[top - 1][1] == f"=B{3 + left}-G{5 + right}"
    first = top + 3
    assert [row[5] for row in rows[first - 1 : first - 1 + products]] == [
        f"=D{first + line}*2" for line in range(products)
    ]
    assert rows[first - 1 + products][3:6:2] == [
        f"=SUM(D{first}:D{first + products - 1})",
        f"=SUM(F{first}:F{first + products - 1})-G{5 + right}",
    ]
    addresses = workbook_addresses(
        found.report.content, XlsxOutput(kind="xlsx", template="t.xlsx", filename="t.xlsx"), found.blank
    )
    if count:
        assert addresses.of_line(2, "Som", 0) == f"Blad!D{first}"
        assert addresses.find(f"Blad!D{first}").block == 2


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which calculates, is not installed")
def test_libreoffice_calculates_what_stands_in_and_below_a_table_below_both():
    blocks = {"Links": LINES, "Rechts": PER_STATUS, "Onder": WIDE}
    sizes = [(0, 1), (12, 3), (5_000, 3)]
    several = [
        filled(a_workbook({"Blad": BELOW}), {"Blad": {"blocks": blocks}}, export(*size)).written
        for size in sizes
    ]

    for (rows, kinds), cells in zip(sizes, calculated(several, "Blad"), strict=True):
        products, longest = max(min(rows, kinds), 1), max(rows, min(rows, kinds), 1)
        difference, total = cells[6 + longest - 1], cells[9 + longest - 1 + products]
        assert round(100 * difference[1]) == 0
        assert [round(100 * total[column]) for column in (3, 5)] == [cents(rows), cents(rows)]


def test_below_a_table_over_both_no_others_grow_beside_each_other():
    again = [[*row] for row in LATER]
    again[0][0], again[2][4] = "Regels 2", "Per status 2"
    blocks = {
        "Links": LINES,
        "Rechts": PER_STATUS,
        "Onder": WIDE,
        "Links 2": {**LINES, "at": {"title": "Regels 2"}},
        "Rechts 2": {**PER_STATUS, "at": {"title": "Per status 2"}},
    }

    with pytest.raises(FormatError, match="A sheet can have that at one height"):
        filled(a_workbook({"Blad": [*BELOW, [None] * 7, *again]}), {"Blad": {"blocks": blocks}}, export(3, 2))


def test_an_address_says_where_a_cell_has_come_to_stand(grown):
    left, right, found = grown
    output = XlsxOutput(kind="xlsx", template="t.xlsx", filename="t.xlsx")

    addresses = workbook_addresses(found.report.content, output, found.blank)

    content = found.report.content.sheets
    if content[1].row_count:
        assert addresses.of_line(1, "Bedrag", content[1].row_count - 1) == f"Blad!B{7 + left}"
        assert addresses.of_line(2, "Aantal", content[2].row_count - 1) == f"Blad!F{7 + right}"
        assert addresses.of_line(3, "Som", 0) == f"Blad!F{14 + right}"
        assert addresses.find(f"Blad!F{14 + right}").block == 3
    cell = addresses.unfilled(f"Blad!B{8 + left}", found.written)
    assert cell.formula == f"=SUM(B8:B{7 + left})"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<t>ingediend", "<t>anders"),
        ("<t>00011", "<t>00012"),
        ("<v>1.07</v>", "<v>1.08</v>"),
        ("<t>P0002", "<t>P0009"),
        ('<c r="A20"', '<c r="A21"'),
    ],
)
def test_one_cell_that_is_otherwise_in_any_block_is_found_when_it_is_read_back(before, after):
    found = filled(four_blocks(), SHEETS, export(12, 3), checks=CHECKS)
    written = changed(found.written, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(before, after, 1))

    with pytest.raises(ReadBackDiffersError):
        found.read_back(written)


def with_change(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": GRID})))
    change(book["Blad"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GRID = [
    ["Regels", None, None, None, "Per status"],
    ["Nr", "Bedrag", None, None, "Status", "Aantal", "Totaal"],
    [None] * 7,
    ["Totaal", "=SUM(B3:B3)", None, None, "Totaal", "=SUM(F3:F3)", "=SUM(G3:G3)"],
]
TWO = {"Blad": {"blocks": {"Links": LINES, "Rechts": PER_STATUS}}}


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (lambda sheet: sheet.merge_cells("A6:G6"), "A6:G6"),
        (lambda sheet: sheet.__setitem__("B8", "=SUM(B4:G4)"), "B4:G4"),
        (lambda sheet: setattr(sheet.auto_filter, "ref", "A2:G3"), "A2:G3"),
    ],
    ids=["merged", "a formula", "a filter"],
)
def test_what_lies_over_both_blocks_and_would_be_torn_apart_is_refused_by_name(change, cells):
    words = f"Op blad 'Blad' ligt {cells} over tabellen die naast elkaar elk voor zich groeien."

    with pytest.raises(FormatError, check=in_dutch(words)):
        filled(with_change(change), TWO, export(2, 1))


def test_what_lies_over_both_above_their_lines_stays():
    blank = with_change(lambda sheet: (sheet.merge_cells("A1:C1"), sheet.__setitem__("I1", "=COUNTA(A1:G2)")))

    found = filled(blank, TWO, export(3, 2)).rows("Blad")

    assert found[0][8] == "=COUNTA(A1:G2)"


def test_blocks_of_which_the_columns_stand_among_each_other_are_refused_by_name():
    among = {**PER_STATUS, "at": {"cell": "B2"}}

    with pytest.raises(FormatError, match="would grow into each other"):
        filled(
            a_workbook({"Blad": [["Regels"], ["Nr", "Status", "Bedrag", "Aantal", "Totaal"], [None] * 5]}),
            {"Blad": {"blocks": {"Links": LINES, "Rechts": among}}},
            export(2, 1),
        )


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which makes an .ods, is not installed")
def test_in_an_open_document_they_are_refused_by_name():
    words = "staan 'Links' en 'Rechts' naast elkaar; in een OpenDocument-werkmap"

    with pytest.raises(FormatError, check=in_dutch(words)):
        filled(as_open_document(a_workbook({"Blad": GRID})), TWO, export(2, 1))


def test_a_single_cell_beside_the_pattern_row_of_another_block_is_filled():
    listed = {
        "at": {"title": "Per status"},
        "rows": {**OF, "per": ["status"]},
        "listed": {"by": {"Status": "status"}, "until": "Totaal"},
        "columns": {"Aantal": {"count": "rows"}},
    }
    blank = with_change(lambda sheet: sheet.__setitem__("E3", "ingediend"))
    cells = {"Blad!G3": {"field": "aanlevering.naam_aanbieder"}}

    found = filled(blank, {"Blad": {"blocks": {"Links": LINES, "Rechts": listed}}}, export(3, 1), cells=cells)

    rows = found.rows("Blad")
    assert (rows[2][4:6], bool(rows[2][6]), rows[3][4]) == (["ingediend", 3], True, "Totaal")
    assert rows[5][:2] == ["Totaal", "=SUM(B3:B5)"]
