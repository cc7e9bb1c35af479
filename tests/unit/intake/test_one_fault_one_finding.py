"""What is wrong with one cell is said there, and not once more at what follows from it."""

import dataclasses
import datetime as dt

import pytest

from service.domain.findings import Verdict

T = "toewijzing"
SECOND = {"toewijzingnummer": 2, "ingangsdatum": "2026-02-01"}


@pytest.mark.parametrize(("bsn", "code"), [("12345", "malformed"), ("999900007", "bsn-check-fails")])
def test_a_bsn_that_cannot_be_right_is_no_second_bsn_of_its_client(intake, bsn, code):
    wrong_first = [{"bsn": bsn}, SECOND | {"bsn": "999900006", "productcode": "45A04"}]
    wrong_last = [{"bsn": "999900006"}, SECOND | {"bsn": bsn, "productcode": "45A04"}]

    assert intake.found(toewijzing=wrong_first, prestatie=[]) == [(T, 2, "E", code)]
    assert intake.found(toewijzing=wrong_last, prestatie=[]) == [(T, 3, "E", code)]


def test_two_bsns_that_are_both_right_are_still_found(intake):
    rows = [{"bsn": "999900006"}, SECOND | {"bsn": "999900018", "productcode": "45A04"}]

    assert [each[3] for each in intake.found(toewijzing=rows, prestatie=[])] == ["client-with-two-bsns"]


def test_an_unknown_category_says_nothing_about_the_product_code_beside_it(intake):
    found = intake.found(toewijzing=[{"productcategorie": "99", "productcode": "45A04"}], prestatie=[])

    assert [each[3] for each in found] == ["unknown-code"]


def test_an_unknown_category_of_what_is_delivered_says_nothing_about_its_product_code(intake):
    found = intake.found(prestatie=[{"productcategorie": "99", "productcode": "45A03"}])

    assert "code-of-other-category" not in [each[3] for each in found]


def test_a_product_code_that_cannot_be_read_makes_no_allocation_of_the_whole_category(intake):
    rows = [{"productcode": True}, SECOND | {"productcode": "45A04"}]

    assert [each[3] for each in intake.found(toewijzing=rows, prestatie=[])] == ["not-text"]


def test_what_is_delivered_after_a_death_is_not_also_after_the_end_of_help(intake):
    died = {
        "gemeentecode": "0014",
        "toewijzingnummer": 1,
        "begindatum": "2025-12-01",
        "einddatum": "2025-12-31",
        "reden_beeindiging": "02",
    }

    assert [each[3] for each in intake.found(verloop=[died])] == ["after-death"]
    assert [each[3] for each in intake.found(verloop=[died | {"reden_beeindiging": "31"}])] == [
        "after-stop-of-help"
    ]


@pytest.mark.parametrize("field", ["gemeentecode", "wet", "geslacht", "productcategorie", "bsn"])
def test_a_truth_value_is_no_code_that_lost_its_zeros(intake, field):
    found = intake.found(toewijzing=[{field: True}], prestatie=[])

    assert [each[3] for each in found] == ["not-text"]


@pytest.mark.parametrize(("field", "code"), [("productcategorie", "99"), ("eenheid", "per uur")])
def test_a_code_of_an_allocation_that_is_none_is_not_to_be_taken_over(intake, field, code):
    found = [each[3] for each in intake.found(toewijzing=[{field: code}])]

    assert sorted(found) == ["allocation-waits", "unknown-code"]


def test_a_product_code_of_an_allocation_that_is_too_long_is_not_to_be_taken_over(intake):
    assert [each[3] for each in intake.found(toewijzing=[{"productcode": "45-A03"}])] == ["too-long"]


def test_rows_of_which_a_code_is_unknown_are_not_also_the_same(intake):
    waiting = {
        "gemeentecode": "0014",
        "wet": "JW",
        "hulpvorm": "02 - verblijf",
        "peildatum": "2026-03-31",
        "wachtenden": 3,
        "wachttijd_dagen": 45,
    }

    found = intake.found(wachtlijst=[waiting, waiting])

    assert [each[3] for each in found] == ["unknown-code", "unknown-code"]


def test_what_refers_to_an_allocation_of_an_unreadable_municipality_is_not_also_in_vain(intake):
    found = intake.found(toewijzing=[{"gemeentecode": "0014 Groningen"}])

    assert found == [(T, 2, "A", "malformed")]


def test_what_refers_to_an_allocation_of_an_unknown_municipality_still_waits(intake):
    found = intake.found(toewijzing=[{"gemeentecode": "9999"}])

    assert [each[3] for each in found] == ["unknown-code", "allocation-waits"]


def test_a_sign_for_nothing_where_a_value_belongs_is_one_finding_that_quotes_it(intake):
    waiting = {"gemeentecode": "0014", "wet": "JW", "hulpvorm": "02", "peildatum": "2026-03-31"}
    rows = [{**waiting, "wachtenden": 3.0, "wachttijd_dagen": "nvt"}]
    found = intake.found(wachtlijst=rows)

    assert [each[3] for each in found] == ["waiting-without-waiting-time"]
    assert 'Daar staat nu "nvt", en dat telt als een lege cel.' in intake.checked.findings[0].text("nl")


def test_a_sign_for_nothing_is_still_named_in_the_rows_in_which_nothing_lacks(intake):
    waiting = {"gemeentecode": "0014", "wet": "JW", "peildatum": "2026-03-31", "wachttijd_dagen": "nvt"}
    rows = [
        {**waiting, "hulpvorm": "02", "wachtenden": 3.0},
        {**waiting, "hulpvorm": "03", "wachtenden": 0.0},
    ]
    found = intake.found(wachtlijst=rows)

    assert [(each[1], each[3]) for each in found] == [
        (2, "waiting-without-waiting-time"),
        (3, "repaired-nothing"),
    ]


def test_rows_that_cannot_be_told_apart_without_an_absent_column_ask_for_that_column_once(intake):
    figures = intake.table(
        "kengetal",
        [
            {"gemeentecode": place, "kengetal": figure, "waarde": 3.0, "eenheid": "aantal"}
            for place in ("0014", "0034")
            for figure in ("klachten", "incidenten")
        ],
    )
    headers = tuple("nr" if each == "gemeentecode" else each for each in figures.headers)

    found = intake.check([*intake.raw(), dataclasses.replace(figures, headers=headers)])

    assert [each[3] for each in found] == ["unknown-column", "key-without-column"]
    finding = intake.checked.findings[1]
    assert finding.count == 2
    assert "Voeg de kolom gemeentecode toe" in finding.text("nl")
    assert intake.checked.verdict is Verdict.REJECTED


@pytest.mark.parametrize("value", [1.0, 3.0, -1.0])
def test_a_number_where_a_code_of_letters_belongs_lost_no_zeros(intake, value):
    found = intake.found(toewijzing=[{"wet": value}], prestatie=[])

    assert found == [(T, 2, "C", "unknown-code")]
    assert "(JW, WMO)" in intake.checked.findings[0].text("nl")


@pytest.mark.parametrize(
    "written",
    [
        "13-01-2026 12:30",
        "13/01/2026 12:30:15",
        "2026/01/13 12:30",
        "13-jan-2026 9.15 uur",
        "13-01-2026, 12:30",
    ],
)
def test_a_date_with_a_time_in_any_notation_is_told_to_leave_out_the_time(intake, written):
    assert [each[3] for each in intake.found(prestatie=[{"begindatum": written}])] == ["date-with-time"]


@pytest.mark.parametrize("written", ["13-01-2026 00:00", "13/01/2026 0:00:00", "2026/01/13 00:00:00.000"])
def test_a_date_at_midnight_in_any_notation_is_a_date(intake, written):
    found = intake.found(prestatie=[{"begindatum": written}])

    assert "repaired-date" in [each[3] for each in found]
    assert intake.checked.verdict is not Verdict.REJECTED
    assert intake.checked.export.tables["prestatie"]["begindatum"][0].isoformat() == "2026-01-13T00:00:00"


def test_a_category_that_is_not_the_allocated_one_is_not_also_said_of_the_allocated_code(intake):
    found = intake.found(prestatie=[{"productcategorie": "54"}])

    assert [each[3] for each in found] == ["category-not-allocated"]


def test_what_refers_to_an_allocation_of_the_wrong_law_only_waits(intake):
    found = intake.found(
        toewijzing=[{"wet": "Wmo"}],
        verloop=[
            {
                "gemeentecode": "0014",
                "toewijzingnummer": 1.0,
                "begindatum": dt.date(2025, 12, 1),
                "gestart_met_crisis": "02",
            }
        ],
    )

    of_others = [(each[0], each[3]) for each in found if each[0] != T]
    assert sorted(of_others) == [("prestatie", "allocation-waits"), ("verloop", "allocation-waits")]


def test_a_volume_in_another_unit_than_the_allocated_one_is_said_once(intake):
    found = intake.found(prestatie=[{"eenheid": "14", "volume": 40.0, "bedrag": 494.0}])

    assert [each[3] for each in found] == ["unit-not-allocated"]


@pytest.mark.parametrize("written", ["-", "n.v.t."])
def test_a_sign_for_nothing_is_no_number_of_a_client(intake, written):
    found = intake.found(toewijzing=[{"clientnummer": written}], prestatie=[])

    assert [each[3] for each in found] == ["missing-value"]
    text = intake.checked.findings[0].text("nl")
    assert f'Daar staat nu "{written}", en dat telt als een lege cel.' in text


def test_a_rule_quotes_a_repaired_cell_as_it_was_read(intake):
    intake.found(prestatie=[{"productcategorie": "54 "}])

    texts = {each.kind.code: each.text("nl") for each in intake.checked.findings}
    assert "productcategorie 54 is niet die van de toewijzing" in texts["category-not-allocated"]


@pytest.mark.parametrize("written", ["12.50 EUR", "1 234,56", "€ 10,50"])
def test_a_cell_that_is_refused_is_not_also_said_to_be_repaired(intake, written):
    assert [each[3] for each in intake.found(prestatie=[{"volume": written}])] == ["not-a-whole-number"]


@pytest.mark.parametrize("written", ["€ 3,00", "3,00", "3.00", "3,0", "3,-"])
def test_a_whole_number_may_have_nought_decimals_with_either_sign(intake, written):
    intake.found(prestatie=[{"volume": written}])

    assert intake.checked.verdict is not Verdict.REJECTED
    assert intake.values("prestatie", "volume") == [3]


def test_thousands_are_not_asked_for_where_no_thousand_can_be(intake):
    measured = {"gemeentecode": "0014", "toewijzingnummer": 1.0, "meetdatum": dt.date(2026, 3, 1)}

    found = intake.found(uitkomst=[{**measured, "informant": "ouder", "nut_cijfer": "1.234"}])

    assert [each[3] for each in found] == ["not-a-whole-number"]


def test_a_number_in_scientific_notation_is_asked_for_in_full_and_not_as_text(intake):
    assert [each[3] for each in intake.found(prestatie=[{"volume": "1e3"}])] == ["scientific-notation"]
    assert "Tekst" not in intake.checked.findings[0].text("nl")


def test_what_refers_to_an_allocation_of_an_ended_municipality_by_its_successor_waits_with_it(intake):
    found = intake.found(toewijzing=[{"gemeentecode": "0501"}], prestatie=[{"gemeentecode": "1992"}])

    assert [each[3] for each in found] == ["code-ended", "allocation-waits"]


def test_a_number_where_an_address_belongs_is_only_said_to_be_no_address(intake):
    delivery, *others = intake.raw(aanlevering=[{"contact_email": 12.0}])

    assert [each[3] for each in intake.check([delivery, *others])] == ["email-malformed"]
