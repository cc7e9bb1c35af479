"""What every verb does to values, and what it refuses."""

from datetime import date

import pytest

from service.domain.failures import FormatError
from tests.tools.exports import an_export
from tests.tools.formats import a_list, a_plan, a_table, lines_of, translated


def lines(columns, rows, *tables, toewijzing=None, **sheet):
    """The lines that Groningen gets of these rows of prestatie."""
    plan = a_list(columns, *tables, **sheet)
    export = an_export(prestatie=rows, **({"toewijzing": toewijzing} if toewijzing else {}))
    return lines_of(translated(export, plan).reports[0].content)


def test_field_gives_the_value_as_it_stands_in_the_export():
    columns = {"Nr": "referentienummer", "Begin": "begindatum", "Bedrag": "bedrag", "BSN": "toewijzing.bsn"}

    found = lines(columns, [{"referentienummer": "007"}])

    assert found == [("007", "2026-01-01", "60.00", "999900006")]


def test_a_constant_is_the_same_in_every_line():
    found = lines(
        {"Soort": {"constant": "ZIN"}, "Nr": "referentienummer"}, [{"referentienummer": n} for n in "AB"]
    )

    assert found == [("ZIN", "A"), ("ZIN", "B")]


def test_translate_recodes_by_the_table_and_keeps_an_empty_code_empty():
    table = a_table("t", {"0200": "akkoord"})
    rows = [{"referentienummer": "A", "retourcode": "0200"}, {"referentienummer": "B"}]

    found = lines({"Nr": "referentienummer", "Reden": {"field": "retourcode", "translate": "t"}}, rows, table)

    assert found == [("A", "akkoord"), ("B", "")]


def test_translate_can_keep_a_code_that_the_table_does_not_have():
    column = {"field": "productcode", "translate": {"table": "t", "unknown": "keep"}}

    found = lines({"Product": column}, [{}], a_table("t", {"X": "x"}))

    assert found == [("45A03",)]


def test_sums_counts_and_distinct_counts_are_per_line():
    columns = {
        "Product": "productcode",
        "Volume": {"sum": "volume"},
        "Regels": {"count": "rows"},
        "Cliënten": {"count_distinct": "toewijzing.clientnummer"},
    }
    rows = [
        {"referentienummer": "A", "volume": 10},
        {"referentienummer": "B", "volume": 5, "toewijzingnummer": 2},
        {"referentienummer": "C", "volume": 1, "productcode": "41B01", "toewijzingnummer": 2},
        {"referentienummer": "D", "volume": 2, "toewijzingnummer": 3},
    ]
    allocations = [{}, {"toewijzingnummer": 2}, {"toewijzingnummer": 3, "clientnummer": "C2"}]

    found = lines(columns, rows, per=["productcode"], toewijzing=allocations)

    assert found == [("41B01", "1", "1", "1"), ("45A03", "17", "3", "2")]


def test_only_leaves_out_what_does_not_meet_its_condition():
    columns = {
        "Product": "productcode",
        "Toegekend": {"sum": {"field": "bedrag", "only": {"status": "toegekend"}}},
        "Niet afgewezen": {"sum": {"field": "bedrag", "only": {"status": {"not_in": ["afgewezen"]}}}},
    }
    rows = [
        {"referentienummer": "A", "bedrag": 100, "status": "toegekend"},
        {"referentienummer": "B", "bedrag": 20, "status": "ingediend"},
        {"referentienummer": "C", "bedrag": 3, "status": "afgewezen"},
    ]

    assert lines(columns, rows, per=["productcode"]) == [("45A03", "1.00", "1.20")]


def test_a_credit_counts_as_a_minus():
    columns = {"Bedrag": {"field": "bedrag", "sign_by": "debet_credit"}}
    rows = [{"bedrag": 1050}, {"referentienummer": "R2", "bedrag": 1050, "debet_credit": "C"}]

    assert lines(columns, rows) == [("10.50",), ("-10.50",)]


@pytest.mark.parametrize(
    ("unit", "volume", "expected"),
    [
        ("01", 380, "6"),
        ("01", 89, "1"),
        ("01", 90, "2"),
        ("04", 3, "3"),
        ("16", 2, "8"),
        ("14", 1, "24"),
        ("82", 7, ""),
    ],
)
def test_time_in_any_unit_becomes_whole_hours_rounded_half_up_on_the_total(unit, volume, expected):
    columns = {"Eenheid": "eenheid", "Uren": {"sum": "volume", "to_unit": "uur", "round": 0}}

    found = lines(columns, [{"eenheid": unit, "volume": volume}], per=["eenheid"])

    assert found == [(unit, expected)]


def test_four_times_ninety_five_minutes_is_six_hours_because_rounding_falls_on_the_total():
    columns = {"Eenheid": "eenheid", "Uren": {"sum": "volume", "to_unit": "uur", "round": 0}}
    rows = [{"referentienummer": str(n), "volume": 95} for n in range(4)]

    assert lines(columns, rows, per=["eenheid"]) == [("01", "6")]


@pytest.mark.parametrize(
    ("half", "cents", "expected"),
    [("up", 145, "1.5"), ("up", 144, "1.4"), ("even", 145, "1.4"), ("even", 155, "1.6")],
)
def test_round_follows_the_stated_rule(half, cents, expected):
    column = {"field": "bedrag", "round": {"digits": 1, "half": half}}

    assert lines({"B": column}, [{"bedrag": cents}]) == [(expected,)]


def test_a_credit_rounds_as_its_debit_does():
    column = {"field": "bedrag", "sign_by": "debet_credit", "round": 1}

    assert lines({"B": column}, [{"bedrag": 145, "debet_credit": "C"}]) == [("-1.5",)]


def test_money_can_be_shown_in_whole_cents():
    assert lines({"B": {"field": "bedrag", "money": "cents"}}, [{"bedrag": 1050}]) == [("1050",)]


def test_days_of_waiting_become_weeks():
    plan = a_plan(
        sheets={
            "lijst": {
                "rows": {"of": "wachtlijst"},
                "columns": {"Weken": {"field": "wachttijd_dagen", "waiting_time": "weeks", "round": 1}},
            }
        }
    )

    found = translated(an_export(wachtlijst=[{"wachttijd_dagen": 45}, {"wachttijd_dagen": None}]), plan)

    assert lines_of(found.reports[0].content) == [("6.4",), ("",)]


def test_cells_tell_about_the_provider_the_period_and_the_municipality():
    plan = a_plan(
        cells={
            "Voorblad!A1": "aanlevering.naam_aanbieder",
            "Voorblad!A2": {"report": "period_end"},
            "Voorblad!A3": {"report": "municipality_name"},
            "Voorblad!A4": {"narrative": "wachttijd"},
        }
    )
    stories = [
        {"onderwerp": "wachttijd", "tekst": "voor allen"},
        {"onderwerp": "wachttijd", "tekst": "voor u", "gemeentecode": "0014"},
    ]

    reports = translated(an_export(toelichting=stories), plan).reports

    assert [dict(report.content.cells) for report in reports] == [
        {
            ("Voorblad", "A1"): "Stichting Voorbeeldzorg",
            ("Voorblad", "A2"): date(2026, 3, 31),
            ("Voorblad", "A3"): "Groningen",
            ("Voorblad", "A4"): "voor u",
        },
        {
            ("Voorblad", "A1"): "Stichting Voorbeeldzorg",
            ("Voorblad", "A2"): date(2026, 3, 31),
            ("Voorblad", "A3"): "Westerkwartier",
            ("Voorblad", "A4"): "voor allen",
        },
    ]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"fild": "volume"}, "There is no verb 'fild'"),
        ({"field": "volumes"}, "There is no field 'volumes'"),
        ({"sum": "volume"}, "the sheet needs `per`"),
        ({"field": "productcode", "round": 2}, "changes a number"),
        ({"field": "volume", "money": "euro"}, "an amount of money"),
        ({"field": "volume", "to_unit": "uur"}, "write `round` after it"),
        ({"field": "volume", "to_unit": "maand"}, "to_unit: unit"),
        ({"field": "productcode", "translate": "nergens"}, "There is no code table 'nergens'"),
        ({"round": 2}, "write field, sum or count before it"),
        ({"field": "volume", "sum": "volume"}, "write it first"),
        ({"field": "bedrag", "only": {"status": "betaald"}}, "'betaald' is not in code list status"),
        ({"report": "period_end"}, "use it under `cells`"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write_instead(column, said):
    with pytest.raises(FormatError, match=r"voorbeeld\.yaml") as refusal:
        a_list({"Kolom": column})

    assert said in str(refusal.value)


def test_a_field_that_is_not_under_per_has_no_single_value_in_a_line():
    with pytest.raises(FormatError, match="has more than one value in a line"):
        a_list({"Nr": "referentienummer"}, per=["productcode"])


def test_a_format_on_aggregate_level_cannot_show_who_a_client_is():
    sheets = {
        "lijst": {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"B": "toewijzing.bsn"}}
    }

    with pytest.raises(FormatError, match=r"toewijzing\.bsn tells who a client is"):
        a_plan(level="aggregate", sheets=sheets)


def test_every_field_is_used_or_said_not_to_be_asked():
    sheets = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"P": "productcode"}}}

    with pytest.raises(
        FormatError, match=r"neither uses these fields nor says why not: aanlevering\.standaardversie"
    ):
        a_plan(sheets=sheets, not_asked={})
