"""What is read as something else than it says: only what is proven, always named, and never unasked."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.domain.said import said_day
from service.domain.standard.export import RawExport
from service.domain.standard.intake import check_export
from service.domain.standard.repairs import DayOrder, Reading
from service.domain.wording import Wording

P, T = "prestatie", "toewijzing"
AS_WRITTEN = Reading(repairs=False)


@pytest.mark.parametrize(
    ("field", "written", "read", "code"),
    [
        ("volume", "\uff13", 3, "repaired-signs"),
        ("volume", "\u0663", 3, "repaired-signs"),
        ("bedrag", "\uff13\uff17.\uff10\uff15", 3_705, "repaired-signs"),
        ("bedrag", "\u20ac \uff13\uff17.\uff10\uff15", 3_705, "repaired-number"),
        ("einddatum", "31\u201301\u20132026", "2026-01-31", "repaired-date"),
        ("einddatum", "31\u201101\u20112026", "2026-01-31", "repaired-date"),
        ("einddatum", "31 01 2026", "2026-01-31", "repaired-date"),
        ("einddatum", 20_260_131, "2026-01-31", "repaired-date"),
    ],
)
def test_digits_and_dashes_of_other_scripts_and_days_as_one_number_are_what_they_say(
    intake, field, written, read, code
):
    found = intake.found(prestatie=[{field: written}])

    assert [each[3] for each in found] == [code]
    values = intake.values(P, field)
    assert (values if field != "einddatum" else _days(values)) == [read]


def test_a_name_of_somebody_keeps_its_signs(intake):
    assert intake.found(aanlevering=[{"naam_aanbieder": "Zorg \u2013 dichtbij"}]) == []
    assert intake.values("aanlevering", "naam_aanbieder") == ["Zorg \u2013 dichtbij"]


def test_as_written_nothing_of_another_script_is_read(intake):
    raw = intake.raw(prestatie=[{"volume": "\uff13"}])

    checked = check_export(RawExport(tuple(raw)), intake.standard, AS_WRITTEN)

    assert _codes(checked) == ["repairable-value"]


def _days(values):
    return [None if pd.isna(each) else each.date().isoformat() for each in values]


def _repairs(intake):
    return [
        (f.place.table, f.place.row, f.place.field, f.kind.code, f.facts["value"], f.facts["new"])
        for f in intake.checked.findings
        if f.kind.is_repair
    ]


def _codes(checked):
    return [each.kind.code for each in checked.findings]


@pytest.mark.parametrize(
    ("table", "field", "written", "read", "code"),
    [
        (P, "productcode", " 45A03", "45A03", "repaired-surroundings"),
        (P, "eenheid", "04\u00a0", "04", "repaired-surroundings"),
        (T, "bsn", "\u200b999900006", "999900006", "repaired-surroundings"),
        (T, "bsn", "'999900006", "999900006", "repaired-apostrophe"),
        (T, "wet", "jw", "JW", "repaired-capitals"),
        (T, "wet", " Jw ", "JW", "repaired-capitals"),
        (T, "wet", "Jeugdwet", "JW", "repaired-name"),
        (P, "debet_credit", "d", "D", "repaired-capitals"),
        (P, "status", "Toegekend", "toegekend", "repaired-capitals"),
        (T, "wet", "\uff2a\uff37", "JW", "repaired-signs"),
        (T, "bsn", "9999\u200b00006", "999900006", "repaired-signs"),
        (P, "gemeentecode", "\uff10\uff10\uff11\uff14", "0014", "repaired-signs"),
        (P, "productcode", "45\u00adA03", "45A03", "repaired-signs"),
        (P, "productcode", "\uff14\uff15A\uff10\uff13", "45A03", "repaired-signs"),
        (T, "geslacht", "-", None, "repaired-nothing"),
        (T, "productcode", "nvt", None, "repaired-nothing"),
        (T, "geslacht", "n.v.t.", None, "repaired-nothing"),
        (T, "verwijzer", "NULL", None, "repaired-nothing"),
        (T, "geslacht", "\u00a0", None, "repaired-blank"),
    ],
)
def test_a_text_that_can_mean_one_thing_only_is_read_so_and_shown(intake, table, field, written, read, code):
    intake.found(**{table: [{field: written}]})

    value = intake.values(table, field)[0]
    assert (None if pd.isna(value) else value) == read
    masked = "*******06" if field == "bsn" else read or ""
    shown = "***" + "*" * (len(written) - 5) + "06" if field == "bsn" else written
    assert _repairs(intake) == [(table, 2, field, code, shown, masked)]
    assert intake.checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS


def test_a_name_of_a_municipality_is_read_as_its_code(intake):
    intake.found(toewijzing=[{"gemeentecode": "Groningen"}], prestatie=[{"gemeentecode": "groningen "}])

    assert intake.values(T, "gemeentecode") == intake.values(P, "gemeentecode") == ["0014"]
    assert [each[3] for each in _repairs(intake)] == ["repaired-name", "repaired-name"]


def test_a_name_that_no_code_has_waits_and_one_that_two_have_is_never_chosen(intake):
    assert intake.found(
        toewijzing=[{"gemeentecode": "Nergenshuizen"}], prestatie=[{"gemeentecode": "Nergenshuizen"}]
    ) == [(T, 2, "A", "malformed"), (P, 2, "C", "malformed")]
    assert intake.found(wachtlijst=[_waiting(hulpvorm="jeugdhulp")]) == [
        ("wachtlijst", 2, "C", "unknown-code")
    ]


def _waiting(**changes):
    return {
        "gemeentecode": "0014",
        "wet": "JW",
        "hulpvorm": "02",
        "peildatum": dt.date(2026, 3, 31),
        "wachtenden": 1.0,
        "wachttijd_dagen": 3.0,
        **changes,
    }


def test_what_is_written_for_people_keeps_its_blanks_and_dashes(intake):
    found = intake.found(toewijzing=[{"perceel": " n.v.t. ", "raamovereenkomst": "-"}])

    assert found == []
    assert intake.values(T, "perceel") == [" n.v.t. "]
    assert intake.values(T, "raamovereenkomst") == ["-"]


@pytest.mark.parametrize("sign", ["-", "/", "."])
def test_dates_are_read_day_first_where_one_of_the_file_proves_it(intake, sign):
    intake.found(
        prestatie=[
            {"begindatum": f"01{sign}02{sign}2026", "einddatum": f"28{sign}02{sign}2026"},
            {
                "referentienummer": "R2",
                "begindatum": f"1{sign}3{sign}2026",
                "einddatum": f"31{sign}3{sign}2026",
            },
        ]
    )

    assert _days(intake.values(P, "begindatum")) == ["2026-02-01", "2026-03-01"]
    assert _days(intake.values(P, "einddatum")) == ["2026-02-28", "2026-03-31"]
    assert {each[3] for each in _repairs(intake)} == {"repaired-date"}


def test_dates_are_read_month_first_where_that_is_proven(intake):
    intake.found(prestatie=[{"begindatum": "02/01/2026", "einddatum": "02/28/2026"}])

    assert _days(intake.values(P, "begindatum")) == ["2026-02-01"]


@pytest.mark.parametrize(
    "written",
    [
        "12 januari 2026",
        "12 jan. 2026",
        "12-jan-2026",
        "12-Jan-2026",
        "12 JANUARI 2026 ",
        "maandag 12 januari 2026",
        "ma 12 jan 2026",
        "12 January 2026",
        "January 12, 2026",
        "Monday, January 12th, 2026",
        "12 januari 2026 0:00:00",
        "2026/01/12",
        "2026-1-12",
        "20260112",
    ],
)
def test_a_month_that_is_named_or_a_year_in_front_proves_its_date(intake, written):
    intake.found(prestatie=[{"begindatum": written}])

    assert _days(intake.values(P, "begindatum")) == ["2026-01-12"]
    assert _repairs(intake) == [(P, 2, "begindatum", "repaired-date", written, "2026-01-12")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 mei 2025", "2025-05-01"),
        ("2 mrt 2025", "2025-03-02"),
        ("2 maart 2025", "2025-03-02"),
        ("3 okt. 2025", "2025-10-03"),
        ("3 Oct 2025", "2025-10-03"),
        ("4 sept. 2025", "2025-09-04"),
        ("5 May 2025", "2025-05-05"),
        ("6 augustus 2025", "2025-08-06"),
        ("6 aug 2025", "2025-08-06"),
        ("7 July 2025", "2025-07-07"),
    ],
)
def test_every_month_is_known_by_its_names(intake, written, read):
    intake.found(toewijzing=[{"ingangsdatum": written}])

    assert _days(intake.values(T, "ingangsdatum")) == [read]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31 februari 2026", "not-a-date"),
        ("2026/13/01", "not-a-date"),
        ("2026112", "not-a-date"),
        ("zondag 12 januari 2026", "not-a-date"),
        ("12 janvier 2026", "not-a-date"),
        ("januari 2026", "not-a-date"),
        ("12-jan-26", "year-of-two-digits"),
        ("12-01-26", "year-of-two-digits"),
    ],
)
def test_a_date_in_words_that_is_none_is_not_made_one(intake, written, code):
    assert intake.found(toewijzing=[{"ingangsdatum": written}]) == [(T, 2, "Q", code)]


def test_a_date_that_nothing_proves_is_asked_and_both_days_are_named(intake):
    tables = intake.raw(prestatie=[{"begindatum": "04-01-2026", "einddatum": "05-02-2026"}])

    assert intake.check(tables) == [(P, 2, "G", "ambiguous-date"), (P, 2, "H", "ambiguous-date")]
    facts = intake.checked.findings[0].facts
    assert (facts["first"].nl, facts["second"].nl) == ("4 januari 2026", "1 april 2026")

    said = check_export(RawExport(tuple(tables)), intake.standard, Reading(day_order=DayOrder.DAY_FIRST))
    assert _days(said.export.tables[P]["begindatum"]) == ["2026-01-04"]
    assert _codes(said).count("repaired-date") == 2


def test_two_dates_that_contradict_each_other_prove_nothing_whatever_was_said(intake):
    tables = intake.raw(
        prestatie=[
            {"begindatum": "13-01-2026", "einddatum": dt.date(2026, 1, 31)},
            {"referentienummer": "R2", "begindatum": "01-14-2026", "einddatum": dt.date(2026, 1, 31)},
            {"referentienummer": "R3", "begindatum": "03-02-2026", "einddatum": dt.date(2026, 2, 28)},
        ]
    )

    for reading in (Reading(), Reading(day_order=DayOrder.DAY_FIRST)):
        codes = _codes(check_export(RawExport(tuple(tables)), intake.standard, reading))
        assert [each for each in codes if "date" in each] == ["not-a-date", "not-a-date", "ambiguous-date"]


def test_a_column_that_excel_half_converted_is_refused_at_its_texts(intake):
    """Opened with American settings, 03-01-2026 became the first of March and 31-01-2026 stayed a text."""
    intake.found(
        prestatie=[
            {"begindatum": dt.date(2026, 1, 1), "einddatum": "31-01-2026"},
            {"referentienummer": "R2", "begindatum": dt.date(2026, 2, 1), "einddatum": dt.date(2026, 2, 2)},
        ]
    )

    first = intake.checked.findings[0]
    assert (first.kind.code, first.place.row, first.place.column) == ("half-converted-dates", 2, "H")
    assert _repairs(intake) == []


def test_the_day_that_stands_for_without_end_is_an_empty_end(intake):
    intake.found(toewijzing=[{"einddatum": dt.date(9999, 12, 31)}])

    assert _days(intake.values(T, "einddatum")) == [None]
    assert [each[3:] for each in _repairs(intake)] == [
        ("repaired-nothing", said_day(dt.date(9999, 12, 31)), "")
    ]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("€ 37,05", 37_05),
        ("37,05 €", 37_05),
        ("EUR 37,05", 37_05),
        ("1.320,20", 1_320_20),
        ("1,320.20", 1_320_20),
        ("€ 1.234.567,80", 1_234_567_80),
        ("1 320,20", 1_320_20),
        ("1\u202f320", 1_320_00),
    ],
)
def test_an_amount_that_proves_its_own_signs_is_read(intake, written, cents):
    intake.found(prestatie=[{"bedrag": written}])

    assert intake.values(P, "bedrag") == [cents]
    assert [each[3] for each in _repairs(intake)] == ["repaired-number"]


def test_thousands_alone_are_read_where_another_cell_of_the_column_proves_the_sign(intake):
    intake.found(
        prestatie=[{"bedrag": "1.320,20"}, {"referentienummer": "R2", "bedrag": "2.640"}],
    )

    assert intake.values(P, "bedrag") == [1_320_20, 2_640_00]


def test_a_number_that_nothing_proves_is_named_with_both_readings_and_never_told_to_round(intake):
    found = intake.found(prestatie=[{"bedrag": "1.234"}])

    assert found == [(P, 2, "L", "ambiguous-number")]
    finding = intake.checked.findings[0]
    assert (finding.facts["first"], finding.facts["second"]) == ("1234", Wording("1,234", "1.234"))
    assert "fgerond" not in finding.text("nl")
    assert "Rond" not in finding.text("nl")


@pytest.mark.parametrize("written", [0.21, "0,21", "21%", "21 %"])
def test_a_rate_of_vat_that_excel_shows_as_percents_is_read_in_percents(intake, written):
    intake.found(prestatie=[{"btw_percentage": written}])

    assert intake.values(P, "btw_percentage") == [21 * 10_000]
    assert [each[3] for each in _repairs(intake)] == ["repaired-percentage"]


@pytest.mark.parametrize(
    "header", ["Gemeente code", "gemeente-code", "GEMEENTE_CODE *", "Gemeente Code (verplicht)"]
)
def test_a_header_that_is_spelled_a_little_differently_is_read_and_named(intake, header):
    delivery, allocation, prestatie = intake.raw()
    headers = tuple(header if each == "gemeentecode" else each for each in prestatie.headers)

    found = intake.check([delivery, allocation, _with_headers(prestatie, headers)])

    assert found == [(P, 1, "C", "repaired-header")]
    assert intake.values(P, "gemeentecode") == ["0014"]


def test_two_headers_spelled_like_one_field_are_both_asked_about(intake):
    delivery, allocation, prestatie = intake.raw()
    like = {"tarief": "Bedrag (€)", "bedrag": "Bedrag in €"}
    headers = tuple(like.get(each, each) for each in prestatie.headers)

    found = intake.check([delivery, allocation, _with_headers(prestatie, headers)])

    assert (P, 1, "", "missing-column") in found
    assert "repaired-header" not in [each[3] for each in found]


def _with_headers(table, headers):
    return dataclasses.replace(table, headers=headers)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"prestatie": [{"bedrag": "€ 37,05"}]}, ["repairable-value"]),
        ({"toewijzing": [{"wet": "jw"}]}, ["repairable-value"]),
        ({"prestatie": [{"begindatum": "31-01-2026", "einddatum": "31-01-2026"}]}, ["repairable-value"] * 2),
        ({"prestatie": [{"referentienummer": " R1"}]}, ["reference-with-blanks"]),
        ({"prestatie": [{"productcode": " "}]}, ["product-not-allocated", "product-code-is-blank"]),
        ({"toelichting": [{"onderwerp": "de zorg", "tekst": " "}]}, ["text-is-blank"]),
    ],
)
def test_nothing_is_repaired_for_a_provider_who_wants_it_read_as_it_is_written(intake, changes, codes):
    checked = check_export(RawExport(tuple(intake.raw(**changes))), intake.standard, AS_WRITTEN)

    assert _codes(checked) == codes


def test_what_was_proposed_instead_of_a_repair_is_in_the_finding(intake):
    tables = intake.raw(prestatie=[{"debet_credit": "d"}])

    (finding,) = check_export(RawExport(tuple(tables)), intake.standard, AS_WRITTEN).findings

    assert '"d" past niet in debet_credit; bedoeld is waarschijnlijk "D"' in finding.text("nl")


def test_a_repair_that_would_not_fit_is_left_and_the_true_cause_is_named(intake):
    assert intake.found(prestatie=[{"eenheid": " 99 "}]) == [(P, 2, "J", "unknown-code")]


def test_a_finding_in_json_says_what_was_repaired(intake):
    intake.found(prestatie=[{"debet_credit": "d"}])

    assert intake.checked.findings[0].as_json()["repair"] == {"value": "d", "new": "D"}


@pytest.mark.parametrize("real", [1, 2])
def test_one_or_two_early_dates_do_not_make_a_column_half_converted_where_others_are_late(intake, real):
    days = [dt.date(2026, 1, each + 2) for each in range(real)]
    rows = [
        {"begindatum": each, "referentienummer": f"R{at}"} for at, each in enumerate([*days, "13/01/2026"])
    ]

    codes = [each[3] for each in intake.found(prestatie=rows)]

    assert "half-converted-dates" not in codes
    assert "repaired-date" in codes


@pytest.mark.parametrize("written", ["66,-", "€ 66,-", "66,--", "66.-", "66,="])
def test_an_amount_of_whole_euros_is_read_and_is_not_negative(intake, written):
    assert "negative" not in [each[3] for each in intake.found(prestatie=[{"bedrag": written}])]
    assert intake.values(P, "bedrag") == [6600]


@pytest.mark.parametrize("written", ["3-", "3 -", "(3)", "1.234,56-"])
def test_a_number_booked_as_negative_is_still_named_so(intake, written):
    assert [each[3] for each in intake.found(prestatie=[{"volume": written}])] == ["negative"]


@pytest.mark.parametrize(
    "endless",
    [
        dt.datetime(9999, 12, 31, 23, 59, 59),  # noqa: DTZ001 - as a cell holds it
        "31-12-9999 23:59",
        "9999-12-31T23:59:59",
    ],
)
def test_the_last_moment_of_all_is_without_end_as_the_last_day_is(intake, endless):
    found = intake.found(toewijzing=[{"einddatum": endless}], prestatie=[])

    assert [each[3] for each in found] == ["repaired-nothing"]


@pytest.mark.parametrize("written", ["1.320,-", "€ 1.320,--"])
def test_a_sign_before_no_cents_stands_between_thousands(intake, written):
    intake.found(prestatie=[{"bedrag": written}])

    assert intake.values(P, "bedrag") == [1320_00]


@pytest.mark.parametrize("written", ["2026-01-01+01:00", "2026-01-01Z"])
def test_a_day_with_a_time_zone_is_that_day(intake, written):
    found = intake.found(prestatie=[{"begindatum": written}])

    assert [each[3] for each in found] == ["repaired-date"]
    assert _days(intake.checked.export.tables[P]["begindatum"]) == ["2026-01-01"]


def test_an_apostrophe_alone_is_no_number_of_a_client(intake):
    assert [each[3] for each in intake.found(toewijzing=[{"clientnummer": "'"}], prestatie=[])] == [
        "missing-value"
    ]


def test_a_slip_in_a_year_is_no_question_of_order(intake):
    assert intake.found(aanlevering=[{"periode_begin": "01-02-0206"}], prestatie=[]) == [
        ("aanlevering", 2, "F", "not-a-date")
    ]
