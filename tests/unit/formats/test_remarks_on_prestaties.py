"""Lint says so when an amount or volume of prestaties would not be what a reader takes it for."""

from decimal import Decimal

import pytest

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.formats.lint_ends import remarks_on_ends
from service.domain.formats.lint_grounds import is_no_ground, remarks_on_ground
from service.domain.formats.lint_prestaties import remarks_on_prestaties
from service.domain.formats.lint_units import with_units_of
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import LanguageError
from service.domain.formats.verb import parse_expression
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_list, a_plan, a_table, translated

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
VOLUME = {"field": "volume", "sign_by": "debet_credit"}
BEDRAG = {"sum": SIGNED}
KNOWN = {"status": {"not_in": ["afgewezen"]}}
PER_UNIT = {"per": ["productcode", "eenheid"], "where": KNOWN}
PER_PRODUCT = {"per": ["productcode"], "where": KNOWN}


def told(plan):
    return [(each.where, each.code) for each in remarks_on_prestaties(plan)]


def told_of(columns, **rows):
    units = a_table("eenheden", {"01": "minuten", "04": "uren"})
    return [each for each in told(a_list(columns, units, **rows)) if each[1] != "amount-without-check"]


@pytest.mark.parametrize(
    "volume",
    [{"sum": VOLUME}, {"ratio": {"of": BEDRAG, "to": {"sum": VOLUME}, "digits": 2}}, {"average": VOLUME}],
    ids=["sum", "inside a ratio", "mean"],
)
def test_volumes_of_different_units_that_come_together_are_pointed_at_by_their_names(volume):
    plan = a_list({"Product": "productcode", "Volume": volume}, **PER_PRODUCT)

    (found,) = [each for each in remarks_on_prestaties(plan) if each.code == "units-together"]

    assert found.where == "lijst.Volume"
    assert "Minuut, Uur, Etmaal, Dagdeel (4 uur), Stuks (output)" in found.text.nl


@pytest.mark.parametrize(
    ("volume", "rows"),
    [
        ({"sum": VOLUME}, PER_UNIT),
        ({"sum": VOLUME}, {"per": ["productcode"], "where": {**KNOWN, "eenheid": "01"}}),
        ({"sum": {**VOLUME, "to_unit": "uur"}, "round": 2}, PER_PRODUCT),
        ({"sum": {**VOLUME, "only": {"eenheid": "04"}}}, PER_PRODUCT),
        (
            {"sum": VOLUME},
            {"per": ["productcode", {"field": "eenheid", "translate": "eenheden"}], "where": KNOWN},
        ),
    ],
    ids=["per unit", "one unit of rows", "converted", "one unit of the column", "per name of a unit"],
)
def test_a_volume_of_one_unit_is_no_reason_for_a_remark(volume, rows):
    assert told_of({"Volume": volume}, **rows) == []


def test_only_the_units_that_are_asked_for_are_named():
    plan = a_list({"Volume": {"sum": VOLUME}}, per=["productcode"], where={**KNOWN, "eenheid": ["01", "04"]})

    assert "bij elkaar op: Minuut, Uur." in next(iter(remarks_on_prestaties(plan))).text.nl


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Bedrag": {"sum": "bedrag"}}, ["lijst.Bedrag"]),
        ({"Volume": {"sum": "volume"}, "Bedrag": BEDRAG}, ["lijst.Volume"]),
        ({"Bedrag": {"sum": {"field": "bedrag", "only": {"debet_credit": "C"}}}}, []),
    ],
    ids=["an amount", "a volume beside a signed amount", "only credits"],
)
def test_what_is_added_up_without_its_sign_is_pointed_at(columns, expected):
    assert [where for where, code in told_of(columns, **PER_UNIT) if code == "without-sign"] == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Volume": "volume", "Bedrag": SIGNED}, ["lijst.Volume"]),
        ({"Volume": VOLUME, "Bedrag": "bedrag"}, ["lijst.Bedrag"]),
        ({"Volume": "volume", "Bedrag": "bedrag"}, []),
        ({"Volume": "volume", "Bedrag": SIGNED, "D/C": "debet_credit"}, []),
    ],
    ids=["only the amount", "only the volume", "neither", "the letter beside them"],
)
def test_a_list_of_rows_with_one_of_the_two_signed_is_pointed_at(columns, expected):
    assert [where for where, code in told_of(columns) if code == "without-sign"] == expected


def test_an_amount_without_a_check_is_pointed_at_with_the_line_to_write():
    plan = a_list({"Product": "productcode", "Bedrag": BEDRAG}, **PER_PRODUCT)

    (found,) = remarks_on_prestaties(plan)

    assert found.code == "amount-without-check"
    assert '`checks: [{ total: "lijst.Bedrag", equals: balance.bedrag }]`' in found.text.nl


@pytest.mark.parametrize(
    "column",
    [{"sum": {**SIGNED, "only": {"status": "toegekend"}}}, {"average": SIGNED}, {**BEDRAG, "share": 1}],
    ids=["a part", "a mean", "a share"],
)
def test_an_amount_that_is_no_whole_needs_no_check(column):
    found = told(a_list({"Product": "productcode", "Bedrag": column}, **PER_PRODUCT))

    assert "amount-without-check" not in [code for _, code in found]


@pytest.mark.parametrize(
    ("only", "where", "missing"),
    [
        (["toegekend"], KNOWN, "[geleverd, ingediend]"),
        (["toegekend", "afgewezen"], {}, "[geleverd, ingediend]"),
        (["toegekend", {"not_in": ["toegekend", "afgewezen"]}], KNOWN, ""),
        (["toegekend"], {"status": "toegekend"}, ""),
    ],
    ids=["one of several", "none of the rest", "all in two columns", "left out by the rows"],
)
def test_amounts_of_a_status_that_stand_in_no_column_are_pointed_at(only, where, missing):
    columns = {f"Bedrag {n}": {"sum": {**SIGNED, "only": {"status": each}}} for n, each in enumerate(only)}
    plan = a_list({"Product": "productcode", **columns}, per=["productcode"], where=where)

    found = [each for each in remarks_on_prestaties(plan) if each.code == "amount-in-no-column"]

    assert [f"not_in: {missing}" in each.text.nl for each in found] == ([True] if missing else [])


@pytest.mark.parametrize(
    ("columns", "rows", "is_told"),
    [
        ({"Bedrag": BEDRAG}, {"per": ["productcode"]}, True),
        ({"Bedrag": BEDRAG}, {"per": ["productcode", "status"]}, False),
        ({"Bedrag": BEDRAG, "Waarvan": {"sum": {**SIGNED, "only": {"status": "toegekend"}}}},
         {"per": ["productcode"]}, False),
        ({"Bedrag": SIGNED}, {}, False),
    ],
    ids=["never asked", "told apart", "another column tells", "a row each"],
)  # fmt: skip
def test_rejected_prestaties_that_count_are_raised_once_per_table(columns, rows, is_told):
    found = [code for _, code in told_of(columns, **rows)]

    assert found == (["rejected-counted"] if is_told else [])


def test_a_total_in_a_cell_takes_the_rows_of_its_sheet():
    plan = a_plan(
        sheets={
            "lijst": {"rows": {"of": "prestatie", "per": ["productcode"]}, "columns": {"P": "productcode"}}
        },
        cells={"Voorblad!B2": {"total": {"over": "lijst", "of": "bedrag"}}},
        output={"kind": "xlsx", "template": "x.xlsx", "filename": "x-{periode}.xlsx"},
    )

    assert told(plan) == [("Voorblad!B2", "without-sign"), ("Voorblad!B2", "rejected-counted")]


@pytest.mark.parametrize(
    "written",
    [
        "INVULLEN",
        "invullen",
        "Nog in te vullen",
        "n.v.t.",
        "...",
        "?",
        "TODO",
        "xxx",
        "onbekend",
        "wettelijke grondslag",
    ],
)
def test_a_word_that_holds_a_place_is_no_legal_ground(written):
    (found,) = remarks_on_ground(a_plan(sheets={"lijst": LIST}, legal_ground=written))

    assert (found.code, found.weight) == ("no-legal-ground", "error")
    assert repr(written) in found.text.nl


LIST = {"rows": {"of": "prestatie"}, "columns": {"P": "productcode"}}


@pytest.mark.parametrize(
    "written", ["Jeugdwet art. 7.4.1", "Regeling Jeugdwet art. 8f", "AVG 6.1.e", "Testamentwet"]
)
def test_a_law_is_a_legal_ground(written):
    assert not is_no_ground(written)


JOINED = {"of": "toewijzing", "with": ["verloop"]}
AGAIN = {"last": {"of": "verloop.einddatum", "by": "verloop.einddatum", "empty": "is_latest"}}


@pytest.mark.parametrize(
    ("end", "expected"), [({"latest": "verloop.einddatum"}, ["end-though-open"]), (AGAIN, [])]
)
def test_an_end_that_is_given_though_help_goes_on_is_pointed_at(end, expected):
    choose = {"of": end, "cases": [{"when": {"of": {"filled": True}}, "then": {"constant": "gestopt"}}]}

    for column in (end, {"choose": choose}):
        plan = a_plan(sheets={"lijst": {"rows": JOINED, "columns": {"Eind": column}}})
        assert [each.code for each in remarks_on_ends(plan)] == expected


CASES = [{"when": {"wet": "JW"}, "then": "status"}]
TOLD = (
    "{option!r} is geen stap, maar een optie van `{verb}`. "
    "Schrijf haar binnen de stap: `{verb}: {{ {inside} }}`."
)


@pytest.mark.parametrize(
    ("written", "option", "verb", "inside"),
    [
        (
            {"last": "einddatum", "by": "einddatum", "empty": "is_latest"},
            *("empty", "last", "of: …, by: …, empty: …"),
        ),
        ({"choose": CASES, "otherwise": "status"}, "otherwise", "choose", "cases: …, otherwise: …"),
    ],
)
def test_an_option_that_is_written_beside_its_verb_is_told_where_it_belongs(written, option, verb, inside):
    with pytest.raises(LanguageError) as refused:
        parse_expression(written)

    assert refused.value.fault.words().nl == TOLD.format(option=option, verb=verb, inside=inside)


def held_against(rows, plan):
    """What there is to say about units when these rows (product, unit) are the data that are given."""
    export = an_export(
        prestatie=[
            {"referentienummer": str(place), "productcode": code, "eenheid": unit}
            for place, (code, unit) in enumerate(rows)
        ]
    )
    recent = [(Submitted(export=export, standard=the_standard()), FIRST_QUARTER)] if rows else []
    found = with_units_of(plan, remarks_on_prestaties(plan), recent)
    return [each.text.nl for each in found if each.code == "units-together"]


def test_data_with_one_unit_on_each_line_take_the_doubt_about_units_away():
    plan = a_list({"Product": "productcode", "Volume": {"sum": VOLUME}}, **PER_PRODUCT)

    assert held_against([("45A03", "01"), ("45A03", "01"), ("45A04", "04")], plan) == []


def test_data_in_which_units_come_together_say_which_and_on_how_many_lines():
    plan = a_list({"Product": "productcode", "Volume": {"sum": VOLUME}}, **PER_PRODUCT)

    (told,) = held_against([("45A03", "01"), ("45A03", "04"), ("45A04", "16")], plan)

    assert "in de gegeven aanleveringen Minuut, Uur, op 1 van 2 regels" in told


@pytest.mark.parametrize("rows", [[], [("45A03", None)]], ids=["no data", "no line in the data"])
def test_data_without_a_line_leave_the_doubt_as_it_was(rows):
    plan = a_list(
        {"Product": "productcode", "Volume": {"sum": VOLUME}},
        per=["productcode"],
        where={**KNOWN, "productcode": "41B01"},
    )

    (told,) = held_against(rows, plan)

    assert "Minuut, Uur, Etmaal" in told


def test_an_amount_that_leaves_out_by_only_is_told_to_say_it_of_the_rows():
    amount = {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}
    only = {**amount, "only": {"prestatie.status": {"not_in": ["afgewezen"]}}}
    rows = {"of": "toewijzing", "with": ["prestatie"]}

    by_only = told(a_list({"Nr": "toewijzingnummer", "Bedrag": {"sum": only}}, **rows))
    by_where = told(
        a_list(
            {"Nr": "toewijzingnummer", "Bedrag": {"sum": amount}},
            **rows,
            where={"prestatie.status": {"not_in": ["afgewezen"]}},
        )
    )

    assert [code for _, code in by_only] == ["amount-left-out-by-only"]
    assert [code for _, code in by_where] == ["amount-without-check"]


def test_the_check_that_is_advised_holds_where_other_rows_are_counted_too():
    amount = {"field": "bedrag", "sign_by": "debet_credit"}
    kept = {"of": "prestatie", "where": {"status": {"not_in": ["afgewezen"]}}}
    asked = {
        "law": ["JW"],
        "cells": {
            "Blad!A1": {"total": {"over": "Productie", "of": amount}},
            "Blad!A2": {"ratio": {"of": {"total": "Afgewezen"}, "to": {"total": "Productie"}, "digits": 2}},
        },
        "sheets": {
            "Productie": {"rows": kept},
            "Afgewezen": {"rows": {"of": "prestatie", "where": {"status": "afgewezen"}}},
        },
    }
    export = an_export(
        prestatie=[{}, {"referentienummer": "B", "bedrag": 500, "status": "afgewezen"}],
    )

    (advice,) = [
        each for each in remarks_on_prestaties(a_plan(**asked)) if each.code == "amount-without-check"
    ]
    checked = a_plan(**asked, checks=[{"total": "Blad!A1", "equals": "balance.bedrag", "over": "Productie"}])

    assert "equals: balance.bedrag, over: Productie }" in advice.text.nl
    assert translated(export, checked).reports[0].content.cells["Blad", "A1"] == Decimal("60.00")
    with pytest.raises(BalanceDoesNotCloseError, match="`over: Productie`"):
        translated(export, a_plan(**asked, checks=[{"total": "Blad!A1", "equals": "balance.bedrag"}]))
