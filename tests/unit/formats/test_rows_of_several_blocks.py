"""A row that stands in several blocks stands in all of them or waits: what they add up to is the same."""

import pytest

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.translation.unmade import reason_of
from tests.tools.exports import an_export
from tests.tools.filled_workbooks import filled
from tests.tools.formats import a_table, a_workbook

SIGNED = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
PRESTATIES = [
    {"referentienummer": "1", "productcode": "41B01", "bedrag": 1000},
    {"referentienummer": "2", "productcode": "45A03", "bedrag": 400},
    {"referentienummer": "3", "productcode": "54001", "bedrag": 5},
]
GRID = {
    "Vast": [["Code", "Bedrag"], ["41B01", None], ["45A03", None]],
    "Alles": [["Referentie", "Bedrag"], [None, None]],
}
LISTED = {
    "rows": {"of": "prestatie", "per": ["productcode"]},
    "listed": {"by": {"Code": "productcode"}, "nothing": 0},
    "columns": {"Bedrag": SIGNED},
}
EVERY = {"rows": {"of": "prestatie"}, "columns": {"Referentie": "referentienummer", "Bedrag": "bedrag"}}
BOTH = [{"total": f"{name}.Bedrag", "equals": "balance.bedrag"} for name in ("Vast", "Alles")]


def fill(sheets, grid=GRID, *tables, **more):
    return filled(
        a_workbook(grid),
        sheets,
        an_export(prestatie=PRESTATIES, toewijzing=[{"perceel": "9"}]),
        *tables,
        **more,
    )


def test_a_row_without_a_line_in_one_block_waits_in_every_block_and_the_report_is_made():
    found = fill({"Vast": LISTED, "Alles": EVERY}, checks=BOTH)

    assert found.rows("Alles") == [["Referentie", "Bedrag"], ["1", 10], ["2", 4]]
    assert found.report.balance.rows.quarantined == {"line-not-listed": 1}
    assert found.report.balance.cents.quarantined == {"line-not-listed": 5}
    assert found.report.balance.closes
    assert [each.kind.code for each in found.translation.findings] == ["line-not-listed"]


def test_it_does_not_matter_which_of_the_blocks_comes_first():
    found = fill(
        {"Alles": EVERY, "Vast": LISTED}, {name: GRID[name] for name in ("Alles", "Vast")}, checks=BOTH
    )

    assert found.rows("Alles")[1:] == [["1", 10], ["2", 4]]
    assert found.report.balance.rows.quarantined == {"line-not-listed": 1}


def test_a_row_that_a_block_does_not_ask_does_not_wait_for_that_block():
    cheap = {**LISTED, "rows": {**LISTED["rows"], "where": {"productcode": ["41B01", "45A03"]}}}

    found = fill({"Vast": cheap, "Alles": EVERY})

    assert found.rows("Alles")[1:] == [["1", 10], ["2", 4], ["3", 0.05]]
    assert found.report.balance.rows.quarantined == {}


def test_a_block_that_holds_up_the_report_holds_up_every_block_of_it():
    blocking = {**LISTED, "listed": {**LISTED["listed"], "not_listed": "block"}}

    found = fill({"Vast": blocking, "Alles": EVERY}, checks=BOTH)

    assert found.rows("Alles")[1:] == [[None, None]]
    assert found.report.balance.rows.quarantined == {"line-not-listed": 3}


PARTED = {
    "Vast": [["Code", "Bedrag"], ["41B01", None]],
    "Nog": [["Code", "Bedrag"], ["45A03", None]],
}


def test_a_list_that_is_parted_over_two_blocks_is_one_list():
    found = fill({"Vast": LISTED, "Nog": LISTED}, PARTED)

    assert (found.rows("Vast")[1], found.rows("Nog")[1]) == (["41B01", 10], ["45A03", 4])
    assert found.report.balance.rows.quarantined == {"line-not-listed": 1}
    assert {each.place.row for each in found.translation.findings} == {4}


def test_of_a_parted_list_a_part_that_a_check_holds_against_the_balance_is_a_list_by_itself():
    found = fill({"Vast": LISTED, "Nog": LISTED}, PARTED, checks=BOTH[:1])

    assert (found.rows("Vast")[1], found.rows("Nog")[1]) == (["41B01", 10], ["45A03", 0])
    assert found.report.balance.rows.quarantined == {"line-not-listed": 2}


def test_a_row_for_a_total_only_waits_with_the_same_row_in_a_list():
    only = {"rows": {"of": "prestatie"}}
    grid = {**GRID, "Kop": [["Totaal", None]]}
    cells = {"Kop!B1": {"total": {"over": "Totalen", "of": "bedrag"}}}

    found = fill({"Vast": LISTED, "Totalen": only}, grid, cells=cells)

    assert found.rows("Kop") == [["Totaal", 14]]


def test_what_waits_is_not_counted_on_the_line_of_its_allocation():
    lines = {
        "rows": {"of": "toewijzing", "with": ["prestatie"]},
        "columns": {"Toewijzing": "toewijzingnummer", "Bedrag": {"sum": "prestatie.bedrag"}},
    }
    grid = {"Vast": GRID["Vast"], "Alles": [["Toewijzing", "Bedrag"], [None, None]]}

    found = fill({"Vast": LISTED, "Alles": lines}, grid, checks=BOTH)

    assert [row[1] for row in found.rows("Alles")[1:]] == [14]
    assert found.report.balance.rows.quarantined == {"line-not-listed": 1}


def test_a_prestatie_waits_with_the_line_of_its_allocation():
    lines = {
        "rows": {"of": "toewijzing", "with": ["prestatie"]},
        "columns": {
            "Reden": {"field": "perceel", "translate": "redenen"},
            "Bedrag": {"sum": "prestatie.bedrag"},
        },
    }
    grid = {"Alles": GRID["Alles"], "Lijnen": [["Reden", "Bedrag"], [None, None]]}

    found = fill({"Alles": EVERY, "Lijnen": lines}, grid, a_table("redenen", {"x": "y"}))

    assert found.rows("Alles")[1:] == [[None, None]]
    assert found.report.balance.rows.quarantined == {"code-not-in-table": 3}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_why_a_check_of_a_format_stops_its_report_is_told_in_one_language(language):
    some = {**EVERY, "rows": {"of": "prestatie", "where": {"productcode": "41B01"}}}

    with pytest.raises(BalanceDoesNotCloseError) as caught:
        fill(
            {"Vast": {**LISTED, "listed": {**LISTED["listed"], "not_listed": "below"}}, "Alles": some},
            checks=BOTH,
        )

    _, words = reason_of(caught.value)
    assert words.to(language).startswith(
        {
            "nl": "De telling van deze rapportage sluit niet: het totaal van Alles.Bedrag is 10,00, en "
            "volgens de telling (balance.bedrag) hoort dat 14,05 te zijn. ",
            "en": "The balance of this report does not close: the total of Alles.Bedrag is 10.00, and by the "
            "balance (balance.bedrag) it should be 14.05. ",
        }[language]
    )
    assert "`over: Alles`" in words.to(language)
    assert "schrijf `sign_by: debet_credit`" in words.nl


def test_a_column_that_takes_credits_off_is_not_told_to_do_so():
    signed = {**EVERY["columns"], "Bedrag": {"field": "bedrag", "sign_by": "debet_credit"}}
    some = {**EVERY, "rows": {"of": "prestatie", "where": {"productcode": "41B01"}}, "columns": signed}
    below = {**LISTED, "listed": {**LISTED["listed"], "not_listed": "below"}}

    with pytest.raises(BalanceDoesNotCloseError) as caught:
        fill({"Vast": below, "Alles": some}, checks=BOTH)

    _, words = reason_of(caught.value)
    assert "`over: Alles`" in words.nl
    assert "sign_by" not in words.nl
