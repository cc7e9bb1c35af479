"""What was declared over earlier periods under the same budget counts, and what is said of it is exact."""

from datetime import date

from service.domain.contracts.beside import beside_earlier_budgets
from service.domain.contracts.compliance import Signal, signals_of
from service.domain.contracts.earlier_budgets import DeclaredBefore, EarlierDelivery, declared_before
from service.domain.contracts.figures import ContractKey
from service.domain.contracts.signal_rows import rows_behind
from tests.tools.exports import an_export, the_standard

KEY = ContractKey(municipality="0014", law="JW", category="45")
BEFORE = {"periode_begin": date(2025, 10, 1), "periode_eind": date(2025, 12, 31)}
ALLOCATION = {"budget": 100_00, "ingangsdatum": date(2025, 10, 1)}


def an_earlier(*rows, municipalities=("0014",), delivery=None):
    export = an_export(aanlevering=[delivery or BEFORE], toewijzing=[ALLOCATION], prestatie=list(rows))
    return EarlierDelivery(export, municipalities)


def now(**row):
    return an_export(toewijzing=[ALLOCATION], prestatie=[row])


def before(*earlier, export=None):
    return declared_before(export or now(), earlier, the_standard())


def test_earlier_periods_count_signed_and_without_what_was_refused():
    rows = [
        {},
        {"referentienummer": "R2", "bedrag": 5_00, "debet_credit": "C"},
        {"referentienummer": "R3", "status": "afgewezen"},
    ]

    assert before(an_earlier(*rows), an_earlier({})).cents == {("0014", "1"): 115_00}


def test_what_was_sent_to_nobody_or_is_not_of_earlier_days_does_not_count():
    same_days = {"periode_begin": date(2026, 1, 1), "periode_eind": date(2026, 3, 31)}

    assert before(an_earlier({}, municipalities=("0363",))).cents == {}
    assert before(an_earlier({}, delivery=same_days)).cents == {}
    assert before().cents == {}


def test_a_budget_that_is_exceeded_by_both_is_asked_about_at_its_allocation():
    export, earlier = now(), before(an_earlier({}))

    beside = beside_earlier_budgets(export, [], earlier)

    (finding,) = beside.findings
    assert (finding.kind.code, finding.place.table, finding.place.row) == (
        "budget-exceeded-with-earlier",
        "toewijzing",
        2,
    )
    assert "U declareert er nu € 60,00 onder en deed dat over eerdere periodes voor € 60,00" in finding.text(
        "nl"
    )
    figures = beside.figures[KEY]
    assert (figures.over_budget, figures.over_budget_cents, figures.earlier_cents) == (1, 20_00, 60_00)
    assert (figures.of_budget_cents, figures.budget_cents) == (60_00, 100_00)
    assert signals_of(figures) == (Signal.BUDGET,)


def test_what_is_exceeded_already_or_just_fits_is_not_asked_about_again():
    exceeded = beside_earlier_budgets(now(bedrag=101_00), [], before(an_earlier({})))
    fits = beside_earlier_budgets(now(bedrag=40_00), [], before(an_earlier({})))
    nothing_now = beside_earlier_budgets(now(status="afgewezen"), [], before(an_earlier({"bedrag": 200_00})))

    assert exceeded.findings == fits.findings == nothing_now.findings == ()
    assert exceeded.figures[KEY].over_budget_cents == 61_00
    assert signals_of(fits.figures[KEY]) == ()


def test_the_rows_behind_a_budget_say_what_was_declared_before():
    export = now()

    (row,) = rows_behind(export, KEY, Signal.BUDGET, [], before(an_earlier({})))

    assert (row.place.row, row.cents) == (2, 60_00)
    assert row.words.nl == "budget € 100,00; onder deze toewijzing nu € 60,00 en eerder € 60,00"
    assert rows_behind(export, KEY, Signal.BUDGET, [], DeclaredBefore()) == ()
