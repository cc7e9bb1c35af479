"""Keys, references and rules between fields: one that breaks it, and one that does not."""

import datetime as dt

import pytest

from service.domain.findings import Severity
from service.domain.standard.intake import all_kinds
from service.domain.standard.rules.every_rule import ALL_RULES

P = "prestatie"
T = "toewijzing"
EUROS = {"eenheid": "83", "tarief": "", "volume": 3705.0, "toewijzingnummer": 2.0}
EUROS_TOO = [{}, {"toewijzingnummer": 2.0, "eenheid": "83", "productcode": "45A04"}]
CREDIT = {"referentienummer": "R2", "debet_credit": "C", "vorig_referentienummer": "R1"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"einddatum": dt.date(2025, 12, 31)}], [(P, 2, "H", "end-before-begin")]),
        ([{"einddatum": dt.date(2026, 2, 1)}], [(P, 2, "H", "period-over-months")]),
        ([{"einddatum": dt.date(2027, 1, 31)}], [(P, 2, "H", "period-over-months")]),
        ([{"debet_credit": "C"}], [(P, 2, "B", "credit-without-reference")]),
        ([{}, CREDIT | {"vorig_referentienummer": "R9"}], [(P, 3, "B", "credit-without-original")]),
        ([{"tarief": ""}], [(P, 2, "K", "tariff-missing")]),
        ([{"bedrag": 37.04}], [(P, 2, "L", "amount-not-volume-times-tariff")]),
        ([EUROS | {"bedrag": 37.06, "productcode": "45A04"}], [(P, 2, "L", "euro-amount-not-volume")]),
        (
            [{}, CREDIT | {"tarief": 0.0, "bedrag": 0.0}],
            [(P, 3, "L", "credit-does-not-match"), (P, 3, "M", "zero-credit")],
        ),
        (
            [{"begindatum": dt.date(2025, 11, 1), "einddatum": dt.date(2025, 11, 30)}],
            [(P, 2, "G", "outside-allocation"), (P, 2, "G", "outside-reporting-period")],
        ),
        ([{}, {"bedrag": 37.05}], [(P, 3, "A", "duplicate-key")]),
        ([{"toewijzingnummer": 3.0}], [(P, 2, "D", "allocation-missing")]),
        ([{"gemeentecode": "0034"}], [(P, 2, "D", "allocation-missing")]),
        ([{}, CREDIT], []),
        ([EUROS | {"productcode": "45A04"}], []),
        ([{"tarief": 0.0, "bedrag": 0.0}], []),
        ([{"volume": 0.0, "bedrag": 0.0}], [(P, 2, "I", "hours-below-one")]),
    ],
)
def test_a_rule_about_a_prestatie(intake, rows, expected):
    assert intake.found(toewijzing=EUROS_TOO, prestatie=rows) == expected


def test_minutes_under_an_allocation_in_hours_may_differ_by_half_a_cent_a_minute(intake):
    minutes = {"eenheid": "01", "volume": 100.0, "tarief": 1.45}

    assert intake.found(prestatie=[minutes | {"bedrag": 145.42}]) == []
    assert intake.found(prestatie=[minutes | {"bedrag": 145.51}]) == [
        (P, 2, "L", "amount-not-volume-times-tariff")
    ]


def test_a_reference_number_may_return_under_the_other_law(intake):
    allocations = [
        {},
        {"toewijzingnummer": 2.0, "wet": "WMO", "productcategorie": "02", "productcode": "02A03"},
    ]
    rows = [{}, {"toewijzingnummer": 2.0, "productcategorie": "02", "productcode": "02A03"}]

    assert intake.found(toewijzing=allocations, prestatie=rows) == []


def test_an_allocation_number_is_unique_within_its_municipality_only(intake):
    assert intake.found(toewijzing=[{}, {"gemeentecode": "0034"}]) == []
    assert intake.found(toewijzing=[{}, {}]) == [(T, 3, "B", "duplicate-key")]


def test_rows_wait_with_an_allocation_that_waits(intake):
    found = intake.found(
        toewijzing=[{"gemeentecode": "9999"}, {"toewijzingnummer": 2.0}],
        prestatie=[{"gemeentecode": "9999"}, {"referentienummer": "R2", "toewijzingnummer": 2.0}],
    )

    assert found == [
        (T, 2, "A", "unknown-code"),
        (P, 2, "C", "unknown-code"),
    ]
    assert intake.checked.export.tables[P]["_quarantine"].fillna("").tolist() == ["unknown-code", ""]
    assert intake.checked.blocked_rows == {}


def test_the_law_of_a_stop_is_that_of_its_allocation(intake):
    stop = {
        "gemeentecode": "0014",
        "toewijzingnummer": 1.0,
        "begindatum": dt.date(2026, 1, 1),
        "einddatum": dt.date(2026, 3, 31),
        "reden_beeindiging": "19",
    }

    assert intake.found(verloop=[stop]) == [("verloop", 2, "E", "code-of-other-law")]
    assert intake.found(verloop=[stop | {"reden_beeindiging": "31"}]) == []


def test_an_empty_field_is_a_value_of_its_own_in_a_key(intake):
    figure = {"kengetal": "klachten", "waarde": 3.0, "eenheid": "aantal"}

    assert intake.found(kengetal=[figure, figure | {"gemeentecode": "0014"}]) == []
    assert intake.found(kengetal=[figure, figure]) == [("kengetal", 3, "C", "duplicate-key")]


def test_a_period_has_a_day(intake):
    assert intake.found(aanlevering=[{"periode_eind": dt.date(2025, 1, 1)}]) == [
        ("aanlevering", 2, "G", "period-end-before-begin")
    ]


def test_every_kind_has_one_meaning_and_words_in_both_languages():
    kinds = all_kinds()

    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(kind.words.nl and kind.words.en and isinstance(kind.severity, Severity) for kind in kinds)
    assert all(rule.description for rule in ALL_RULES)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (
            "wachtlijst",
            {
                "wet": "JW",
                "hulpvorm": "02",
                "peildatum": dt.date(2026, 3, 31),
                "wachtenden": 3,
                "wachttijd_dagen": 45,
            },
        ),
        ("kengetal", {"kengetal": "calamiteiten", "waarde": 1, "eenheid": "aantal"}),
        ("toelichting", {"onderwerp": "algemeen", "tekst": "Niets."}),
    ],
)
def test_a_municipality_that_was_gone_is_named_with_its_successor_in_every_table(intake, table, row):
    intake.found(**{table: [row | {"gemeentecode": "0501"}]})

    (found,) = intake.checked.findings
    assert (found.kind.code, found.place.table) == ("code-ended", table)
    assert "is opgegaan in 1992 (Voorne aan Zee)" in found.text("nl")


def test_a_municipality_that_came_within_the_period_is_no_fault_of_its_figures(intake):
    year = {"periode_begin": dt.date(2022, 1, 1), "periode_eind": dt.date(2022, 12, 31)}
    figure = {"gemeentecode": "1982", "kengetal": "calamiteiten", "waarde": 1, "eenheid": "aantal"}

    found = intake.found(aanlevering=[year], kengetal=[figure], toewijzing=[], prestatie=[])

    assert not [each for each in found if each[0] == "kengetal"]


@pytest.mark.parametrize(
    ("code", "first_day", "found"),
    [
        ("0501", dt.date(2022, 12, 31), None),
        ("0501", dt.date(2023, 1, 1), "code-ended"),
        ("1992", dt.date(2023, 1, 1), None),
        ("1992", dt.date(2022, 12, 31), "code-not-yet"),
        ("0370", dt.date(2022, 1, 1), "code-ended"),
        ("1979", dt.date(2020, 12, 31), "code-not-yet"),
    ],
)
def test_a_merged_municipality_has_its_code_by_date(intake, code, first_day, found):
    intake.found(
        toewijzing=[{"gemeentecode": code, "ingangsdatum": first_day}], prestatie=[{"gemeentecode": code}]
    )

    about = [each for each in intake.checked.findings if each.place.field == "gemeentecode"]
    assert [each.kind.code for each in about] == ([found] if found else [])


def test_a_code_that_is_no_more_names_its_successor_and_one_that_was_not_yet_what_it_came_from(intake):
    intake.found(toewijzing=[{"gemeentecode": "0501", "ingangsdatum": dt.date(2023, 1, 1)}])
    assert "opgegaan in 1992 (Voorne aan Zee)" in intake.checked.findings[0].text("nl")

    intake.found(toewijzing=[{"gemeentecode": "1992", "ingangsdatum": dt.date(2022, 1, 1)}])
    assert "0501 (Brielle), 0530 (Hellevoetsluis), 0614 (Westvoorne)" in intake.checked.findings[0].text("nl")


def test_a_code_that_was_not_yet_is_found_in_the_row_that_uses_it_and_in_no_other(intake):
    rows = [("0501", dt.date(2021, 6, 1)), ("1992", dt.date(2023, 6, 1)), ("1992", dt.date(2022, 6, 1))]

    found = intake.found(
        toewijzing=[
            {"gemeentecode": code, "ingangsdatum": day, "toewijzingnummer": float(at)}
            for at, (code, day) in enumerate(rows, 1)
        ],
        prestatie=[],
    )

    assert [each for each in found if each[3].startswith("code-")] == [(T, 4, "A", "code-not-yet")]


@pytest.mark.parametrize(("made", "is_found"), [(dt.date(2026, 1, 31), False), (dt.date(2026, 1, 30), True)])
def test_help_that_ends_on_the_day_of_the_export_was_delivered(intake, made, is_found):
    found = intake.found(aanlevering=[{"aangemaakt_op": made}])

    assert ((P, 2, "H", "not-yet-delivered") in found) is is_found
