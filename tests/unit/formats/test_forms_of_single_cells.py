"""A form with nothing but single cells: its totals are over rows that stand nowhere in the file."""

import pytest

from service.domain.failures import FormatError
from service.domain.formats.describe import describe
from tests.tools.exports import an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import as_open_document, filled
from tests.tools.formats import a_plan, a_workbook
from tests.tools.office import SOFFICE

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
FORM = [["Cliënten", None], ["Bedrag", None], ["Gestart", None]]
SHEETS = {
    "Productie": {"rows": {"of": "prestatie", "with": ["toewijzing"], "where": {"status": "ingediend"}}},
    "Gestart": {
        "rows": {
            "of": "verloop",
            "with": ["toewijzing"],
            "where": {"begindatum": {"from": "period_begin", "until": "period_end"}},
        }
    },
}
CELLS = {
    "Formulier!B1": {"total": {"over": "Productie", "of": {"count_distinct": "toewijzing.clientnummer"}}},
    "Formulier!B2": {"total": {"over": "Productie", "of": SIGNED}},
    "Formulier!B3": {"total": {"over": "Gestart", "of": {"count_distinct": "toewijzing.clientnummer"}}},
}
CHECKS = [{"total": "Formulier!B2", "equals": "balance.bedrag"}]
EXPORT = {
    "toewijzing": [
        {"toewijzingnummer": "1", "clientnummer": "C1"},
        {"toewijzingnummer": "2", "clientnummer": "C2"},
    ],
    "prestatie": [
        {"referentienummer": "1", "toewijzingnummer": "1", "bedrag": 1000},
        {"referentienummer": "2", "toewijzingnummer": "2", "bedrag": 250},
        {"referentienummer": "3", "toewijzingnummer": "2", "bedrag": 50, "debet_credit": "C"},
        {"referentienummer": "4", "toewijzingnummer": "2", "bedrag": 9, "status": "afgewezen"},
    ],
    "verloop": [
        {"gemeentecode": "0014", "toewijzingnummer": "1", "begindatum": "2026-02-01"},
        {"gemeentecode": "0014", "toewijzingnummer": "2", "begindatum": "2025-12-31"},
    ],
}


def form(blank):
    return filled(blank, SHEETS, an_export(**EXPORT), cells=CELLS, checks=CHECKS)


def test_a_form_of_single_cells_is_filled_and_its_balance_closes():
    found = form(a_workbook({"Formulier": FORM}))

    assert found.rows("Formulier") == [["Cliënten", 2], ["Bedrag", 12], ["Gestart", 1]]
    assert found.report.balance.rows.excluded == {"where-status": 1}
    assert found.report.balance.rows.reported == 3
    assert found.report.other_tables["verloop"].reported == 1


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_a_form_of_single_cells_in_an_open_document_is_filled_too():
    assert form(as_open_document(a_workbook({"Formulier": FORM}))).report.balance.closes


def test_rows_without_columns_that_no_total_asks_are_a_mistake():
    with pytest.raises(FormatError, check=in_dutch("`total: { over: Productie, of: … }`")):
        a_plan(sheets={"Productie": SHEETS["Productie"]})


def test_rows_for_totals_are_told_as_such():
    output = {"kind": "xlsx", "template": "x.xlsx", "filename": "x-{periode}.xlsx"}
    told = [each.nl for each in describe(a_plan(sheets=SHEETS, cells=CELLS, output=output))]

    assert (
        "Productie staat niet in het bestand: het zijn rijen van prestatie voor totalen in losse cellen."
        in told
    )
