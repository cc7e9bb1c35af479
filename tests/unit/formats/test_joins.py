"""A line per allocation with totals over its prestaties, course and outcomes: no row counts twice."""

import hashlib
import json
from dataclasses import replace

import pytest

from service.domain.failures import BalanceDoesNotCloseError, FormatError
from service.domain.formats.describe import describe
from service.domain.formats.publication import plan_of, publication_of
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import a_list, a_plan, a_table, lines_of, translated

ALLOCATIONS = [
    {"toewijzingnummer": 1, "clientnummer": "C1", "ingangsdatum": "2026-01-01", "einddatum": None},
    {"toewijzingnummer": 2, "clientnummer": "C2", "ingangsdatum": "2026-01-01", "einddatum": None},
    {"toewijzingnummer": 3, "clientnummer": "C3", "ingangsdatum": "2025-01-01", "einddatum": "2025-12-31"},
]
PRESTATIES = [
    {"referentienummer": "1", "toewijzingnummer": 1, "bedrag": 1000, "volume": 10},
    {"referentienummer": "2", "toewijzingnummer": 1, "bedrag": 250, "volume": 5, "debet_credit": "C"},
    {"referentienummer": "3", "toewijzingnummer": 3, "bedrag": 400, "volume": 4},
    {"referentienummer": "4", "toewijzingnummer": 1, "bedrag": 9900, "begindatum": "2025-12-01"},
]
COURSE = [
    {
        "gemeentecode": "0014",
        "toewijzingnummer": 1,
        "begindatum": "2026-01-10",
        "einddatum": "2026-02-01",
        "reden_beeindiging": "01",
    },
    {
        "gemeentecode": "0014",
        "toewijzingnummer": 1,
        "begindatum": "2026-02-10",
        "einddatum": "2026-03-01",
        "reden_beeindiging": "02",
    },
    {"gemeentecode": "0014", "toewijzingnummer": 2, "begindatum": "2026-01-05", "einddatum": None},
]
EXPORT = {"prestatie": PRESTATIES, "toewijzing": ALLOCATIONS, "verloop": COURSE}
COLUMNS = {
    "Cliënt": "clientnummer",
    "Bedrag": {"sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}},
    "Prestaties": {"count": "prestatie"},
    "Begin": {"earliest": "verloop.begindatum"},
    "Eind": {"latest": "verloop.einddatum"},
    "Reden": {"last": "verloop.reden_beeindiging", "by": "verloop.einddatum"},
    "Status": {
        "choose": {
            "of": {"latest": "verloop.einddatum"},
            "cases": [{"when": {"of": {"filled": True}}, "then": {"constant": "gestopt"}}],
            "otherwise": {"constant": "loopt"},
        }
    },
}
ROWS = {"of": "toewijzing", "with": ["verloop", "prestatie", "uitkomst"]}


def report(columns, *tables, rows=ROWS, export=EXPORT, **more):
    plan = a_plan(*tables, sheets={"lijst": {"rows": rows, "columns": columns}}, **more)
    return translated(an_export(**export), plan, names={"0014": "Groningen"}).reports[0]


def test_an_allocation_has_one_line_whatever_it_has_of_prestaties_and_course():
    found = lines_of(report(COLUMNS).content)

    assert found == [
        ("C1", "7.50", "2", "2026-01-10", "2026-03-01", "02", "gestopt"),
        ("C2", "0.00", "0", "2026-01-05", "", "", "loopt"),
        ("C3", "4.00", "1", "", "", "", "loopt"),
    ]


def test_the_balance_counts_every_prestatie_once_through_its_allocation():
    checks = [{"total": "lijst.Bedrag", "equals": "balance.bedrag"}]

    rows, cents = report(COLUMNS, checks=checks).balance.rows, report(COLUMNS).balance.cents

    assert (rows.came_in, rows.reported, rows.excluded) == (4, 3, {"outside-period": 1})
    assert cents.reported == 1150


def test_a_prestatie_goes_by_the_name_of_what_became_of_the_line_of_its_allocation():
    where = {**ROWS, "where": {"clientnummer": {"not_in": ["C3"]}}}
    refusing = {**COLUMNS, "Cliënt": {"field": "clientnummer", "translate": "t"}}

    left_out = report(COLUMNS, rows=where).balance.rows
    waiting = report(refusing, a_table("t", {"C2": "twee", "C3": "drie"})).balance.rows

    assert left_out.excluded == {"outside-period": 1, "where-clientnummer": 1}
    assert (waiting.reported, waiting.quarantined) == (1, {"code-not-in-table": 2})


def test_what_a_joined_row_says_is_translated_after_it_was_chosen_and_lets_the_line_wait():
    told = {"last": "verloop.reden_beeindiging", "by": "verloop.einddatum", "translate": "t"}

    found = report({"Cliënt": "clientnummer", "Reden": told}, a_table("t", {"01": "klaar"}))

    assert lines_of(found.content) == [("C2", ""), ("C3", "")]
    assert found.balance.rows.quarantined == {"code-not-in-table": 2}


def test_a_prestatie_can_have_what_its_allocation_has_of_course():
    plan = a_list(
        {
            "Nummer": "referentienummer",
            "Begin": {"earliest": "verloop.begindatum"},
            "n": {"count": "verloop"},
        },
        **{"with": ["toewijzing", "verloop"]},
    )

    found = translated(an_export(**EXPORT), plan, names={"0014": "Groningen"}).reports[0]

    assert lines_of(found.content) == [("1", "2026-01-10", "2"), ("2", "2026-01-10", "2"), ("3", "", "0")]
    assert found.balance.rows.reported == 3


def test_a_format_tells_in_words_what_is_joined_and_what_is_made_of_it():
    plan = a_plan(sheets={"lijst": {"rows": ROWS, "columns": COLUMNS}})

    told = [each.nl for each in describe(plan)]

    assert (
        "Bij elke regel horen de rijen van verloop en prestatie en uitkomst van dezelfde toewijzing." in told
    )
    assert "Kolom Eind bevat de laatste datum van het veld verloop.einddatum." in told


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        (
            {"K": "prestatie.bedrag"},
            ROWS,
            "prestatie.bedrag heeft meer dan één waarde: bij één rij van toewijzing horen meer rijen van",
        ),
        (
            {"K": {"constant": "x", "only": {"verloop.einddatum": {"filled": True}}}},
            ROWS,
            "Maak er één van met sum",
        ),
        (
            {"K": "clientnummer"},
            {**ROWS, "order": ["prestatie.status"]},
            "prestatie.status heeft meer",
        ),
        (
            {"K": {"sum": {"field": "prestatie.bedrag", "only": {"verloop.einddatum": {"filled": True}}}}},
            ROWS,
            "Hier worden rijen van meer dan één tabel samengenomen: prestatie, toewijzing, verloop.",
        ),
        ({"K": {"sum": "volume"}}, ROWS, "Neem in één stap alleen velden van één daarvan"),
        (
            {
                "K": {
                    "last": {"field": "verloop.reden_beeindiging", "translate": "t"},
                    "by": "verloop.einddatum",
                }
            },
            ROWS,
            "hier is dat een rij van een andere tabel. Zet hem erna",
        ),
        (
            {"K": {"count": "rows"}},
            {"of": "verloop", "with": ["toewijzing", "uitkomst"], "per": ["begindatum"]},
            "die telde dan dubbel. Laat per weg",
        ),
        (
            {"K": {"last": "verloop.reden_beeindiging", "by": "verloop.einddatum", "translate": "t"}},
            {**ROWS, "per": ["clientnummer"]},
            "hier zijn rijen al samengenomen",
        ),
        (
            {"K": {"sum": "prestatie.bedrag"}},
            {"of": "verloop", "with": ["toewijzing", "prestatie"]},
            "Maak een lijst van toewijzing: rows: { of: toewijzing, with: [verloop, prestatie] }",
        ),
        ({"K": {"count": "rows"}}, ROWS, "Rijen van rows zijn hier niet te tellen. Kies één van: verloop,"),
        (
            {"K": {"count": "verloop"}},
            {"of": "toewijzing", "with": ["prestatie"]},
            "Rijen van verloop zijn hier",
        ),
        ({"K": "clientnummer"}, {"of": "toewijzing", "with": ["wachtlijst"]}, "precies één toewijzing"),
    ],
)
def test_a_join_that_could_double_a_row_is_refused_by_name_with_the_way_to_say_it(columns, rows, said):
    with pytest.raises(FormatError) as refused:
        report(columns, a_table("t", {"01": "klaar"}), rows=rows)

    assert said in refused.value.words.nl


BEFORE_AND_AFTER = [
    {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": "2025-04-20", "einddatum": "2025-12-20"},
    {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": "2026-01-12", "einddatum": None},
    {"gemeentecode": "0014", "toewijzingnummer": 2, "begindatum": "2025-05-02", "einddatum": "2025-12-15"},
    {"gemeentecode": "0014", "toewijzingnummer": 4, "begindatum": "2026-04-03", "einddatum": None},
]
HELP = {
    "Toewijzing": "toewijzingnummer",
    "Begin": {"earliest": "verloop.begindatum"},
    "Einde": {"last": {"of": "verloop.einddatum", "by": "verloop.einddatum", "empty": "is_latest"}},
    "Keer": {"count": "verloop"},
}
STARTED = [{**ALLOCATIONS[0]}, {**ALLOCATIONS[1]}, {**ALLOCATIONS[0], "toewijzingnummer": 4}]
OF_BEFORE = {"toewijzing": STARTED, "verloop": BEFORE_AND_AFTER}


def test_the_help_under_an_allocation_is_all_of_it_whatever_the_period():
    found = lines_of(report(HELP, rows={"of": "toewijzing", "with": ["verloop"]}, export=OF_BEFORE).content)

    assert found == [
        ("1", "2025-04-20", "", "2"),
        ("2", "2025-05-02", "2025-12-15", "1"),
        ("4", "", "", "0"),
    ]


def test_a_format_can_ask_for_the_help_in_the_period_only():
    rows = {"of": "toewijzing", "with": ["verloop"], "from_the_start": []}

    assert lines_of(report(HELP, rows=rows, export=OF_BEFORE).content) == [
        ("1", "2026-01-12", "", "1"),
        ("2", "", "", "0"),
        ("4", "", "", "0"),
    ]


def test_what_was_published_goes_on_meaning_what_it_meant():
    plan = a_plan(sheets={"lijst": {"rows": {"of": "toewijzing", "with": ["verloop"]}, "columns": HELP}})
    published = publication_of(plan)
    before = json.loads(published.text)
    assert before["format"]["sheets"]["lijst"]["rows"].pop("from_the_start") == ["verloop"]
    text = json.dumps(before, ensure_ascii=False)
    kept = replace(published, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())

    again = plan_of(kept, the_standard(), None)

    assert plan_of(published, the_standard(), None).sha256 == plan.sha256
    assert again.sha256 == kept.sha256
    assert lines_of(translated(an_export(**OF_BEFORE), again).reports[0].content)[1] == ("2", "", "", "0")


TOLD = {"prestatie.status": {"not_in": ["afgewezen"]}}
WITH_REJECTED = {
    **EXPORT,
    "prestatie": [
        *PRESTATIES,
        {"referentienummer": "5", "toewijzingnummer": 2, "bedrag": 700, "status": "afgewezen"},
        {"referentienummer": "6", "toewijzingnummer": 1, "bedrag": 30, "status": "afgewezen"},
    ],
}
AMOUNT = {"Cliënt": "clientnummer", "Bedrag": COLUMNS["Bedrag"], "Regels": {"count": "prestatie"}}


def test_prestaties_that_do_not_count_leave_the_balance_by_name_and_no_line_with_them():
    checks = [{"total": "lijst.Bedrag", "equals": "balance.bedrag"}]
    rows = {"of": "toewijzing", "with": ["prestatie"], "where": TOLD}

    found = report(AMOUNT, rows=rows, export=WITH_REJECTED, checks=checks)

    assert lines_of(found.content) == [("C1", "7.50", "2"), ("C2", "0.00", "0"), ("C3", "4.00", "1")]
    assert found.balance.rows.excluded == {"outside-period": 1, "where-prestatie.status": 2}
    assert found.balance.cents.excluded == {"outside-period": 9900, "where-prestatie.status": 730}


def test_an_allocation_that_ended_before_the_period_stays_only_for_prestaties_that_count():
    rows = {"of": "toewijzing", "with": ["prestatie"], "where": {"prestatie.volume": {"above": 4}}}

    found = report(AMOUNT, rows=rows)

    assert [line[0] for line in lines_of(found.content)] == ["C1", "C2"]
    assert found.balance.rows.reported == 2


def test_a_check_that_fails_gives_both_amounts_the_cause_and_what_to_write():
    only = {"sum": {**COLUMNS["Bedrag"]["sum"], "only": TOLD}}
    checks = [{"total": "lijst.Bedrag", "equals": "balance.bedrag"}]

    with pytest.raises(BalanceDoesNotCloseError) as failure:
        report(
            {"Cliënt": "clientnummer", "Bedrag": only},
            rows={"of": "toewijzing", "with": ["prestatie"]},
            export=WITH_REJECTED,
            checks=checks,
        )

    told = failure.value.words.nl
    assert (
        "het totaal van lijst.Bedrag is 11,50, en volgens de telling (balance.bedrag) hoort dat 18,80" in told
    )
    assert "Schrijf het bij `rows`, als `where`" in told


def test_a_line_per_client_and_product_has_begin_end_and_amount_of_all_its_allocations():
    columns = {"Cliënt": "clientnummer", "Product": "productcode", **HELP, "Bedrag": COLUMNS["Bedrag"]}
    del columns["Toewijzing"]
    allocated = [{**each, "clientnummer": "C1", "productcode": "45A03"} for each in STARTED]
    allocated[2]["clientnummer"] = "C2"
    rows = {
        "of": "toewijzing",
        "with": ["verloop", "prestatie"],
        "from_the_start": ["verloop"],
        "per": ["clientnummer", "productcode"],
    }
    checks = [{"total": "lijst.Bedrag", "equals": "balance.bedrag"}]

    found = report(
        {**columns, "Toewijzingen": {"count": "rows"}, "Volume": {"sum": "volume"}},
        rows=rows,
        export={"toewijzing": allocated, "verloop": BEFORE_AND_AFTER, "prestatie": PRESTATIES[:2]},
        checks=checks,
    )

    assert lines_of(found.content) == [
        ("C1", "45A03", "2025-04-20", "", "3", "7.50", "2", "0"),
        ("C2", "45A03", "", "", "0", "0.00", "1", "0"),
    ]


@pytest.mark.parametrize("of", [{"sum": "prestatie.bedrag"}, {"count": "prestatie"}])
def test_what_an_allocation_has_that_is_not_asked_is_on_no_line_of_others(of):
    rows = {**ROWS, "per": ["wet"], "where": {"einddatum": {"filled": False}}}

    found = lines_of(report({"Wet": "wet", "Is": of}, rows=rows).content)

    assert found == [("JW", "12.50" if "sum" in of else "2")]
