"""What somebody met who made formats of eight workbooks with the pages alone."""

import io

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from service.domain.failures import FormatError
from service.domain.formats.lint_ends import remarks_on_ends
from service.files.catalogue.workbook_remarks import remarks_on_workbook
from tests.tools.exports import an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import a_survey, filled
from tests.tools.formats import a_plan, a_workbook

SIGNED = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
OF = {"of": "prestatie", "with": ["toewijzing"]}
LIST = {"rows": OF, "columns": {"Nr": "referentienummer", "Bedrag": "bedrag"}}


def codes(blank, sheets):
    plan = a_survey(blank, sheets)
    return [(each.code, each.where, each.text.nl) for each in remarks_on_workbook(plan, {"leeg.xlsx": blank})]


def prepared(*below, empty=3) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": [["Nr", "Bedrag"], [None, None]]})))
    sheet = book["Blad"]
    for row in range(2, 3 + empty):
        for column in (1, 2):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")
    for place, text in enumerate(below):
        sheet.cell(3 + empty, place + 1).value = text
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_empty_lines_that_were_prepared_above_a_total_are_told_with_their_rows():
    ((code, where, text),) = codes(prepared("Totaal", "=SUM(B2:B5)"), {"Blad": LIST})

    assert (code, where) == ("prepared-lines-stay", "Blad")
    assert text.startswith("Rij 3 tot en met 5 zijn lege regels onder de eerste")


@pytest.mark.parametrize("blank", [prepared(), prepared("Totaal", empty=0)])
def test_without_anything_below_or_without_empty_lines_there_is_nothing_to_tell(blank):
    assert codes(blank, {"Blad": LIST}) == []


def test_a_column_that_another_block_on_the_same_lines_fills_is_no_column_that_nobody_fills():
    grid = [["Code", "Bedrag", "Aantal"], ["41B01", None, None], ["Totaal", "=SUM(B2:B2)", "=SUM(C2:C2)"]]
    listed = {"by": {"Code": "productcode"}, "nothing": 0, "until": "Totaal"}
    block = {"at": {"cell": "A1"}, "rows": {**OF, "per": ["productcode"]}, "listed": listed}
    two = {
        "Euro": {**block, "columns": {"Bedrag": SIGNED}},
        "Rijen": {**block, "columns": {"Aantal": {"count": "rows"}}},
    }

    assert codes(a_workbook({"Blad": grid}), {"Blad": {"blocks": two}}) == []


def test_a_cell_of_a_pattern_sheet_stands_on_every_sheet_that_is_made_of_it():
    grid = [["Gemeente:", None], ["Perceel", "Bedrag"], [None, None]]
    sheet = {
        "header_row": 2,
        "rows": {**OF, "per": ["status"]},
        "columns": {"Perceel": "status", "Bedrag": SIGNED},
    }
    rows = [
        {"referentienummer": str(n), "status": status} for n, status in enumerate(["ingediend", "toegekend"])
    ]
    output = {"kind": "xlsx", "template": "leeg.xlsx", "filename": "{gemeentecode}.xlsx"}

    found = filled(
        a_workbook({"Perceel": grid}),
        {"Perceel": sheet},
        an_export(prestatie=rows),
        output={**output, "sheet_per": {"Perceel": "Perceel"}},
        cells={"Perceel!B1": {"report": "municipality_name"}},
    )

    assert [found.rows(name)[0] for name in ("ingediend", "toegekend")] == [["Gemeente:", "Groningen"]] * 2


def test_only_after_a_count_is_refused_with_where_to_write_it():
    column = {"count_distinct": "toewijzing.clientnummer", "only": {"status": "toegekend"}}

    with pytest.raises(FormatError, check=in_dutch("Zet `only` binnen de som of telling")):
        a_plan(sheets={"lijst": {"rows": {**OF, "per": ["productcode"]}, "columns": {"A": column}}})


def test_the_end_of_a_prestatie_is_never_open():
    rows = {**OF, "per": ["productcode"]}
    plan = a_plan(sheets={"lijst": {"rows": rows, "columns": {"Einde": {"latest": "einddatum"}}}})

    assert list(remarks_on_ends(plan)) == []
