"""Every rule of the standard: rows that break it, and rows that do not."""

from datetime import date

import pytest

from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.standard.rules.rule import TableRows, Tables
from tests.tools.exports import an_export

D = date
A, T, V, P = "aanlevering", "toewijzing", "verloop", "prestatie"
U, W, K, N = "uitkomst", "wachtlijst", "kengetal", "toelichting"
START = {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": D(2026, 1, 5)}
MEASURED = {"gemeentecode": "0014", "toewijzingnummer": 1, "meetdatum": D(2026, 2, 1), "nut_cijfer": 8}
SECOND = {"toewijzingnummer": 2, "clientnummer": "C2", "bsn": "999900018"}
CREDIT = {
    "referentienummer": "R2",
    "debet_credit": "C",
    "vorig_referentienummer": "R1",
    "status": "ingediend",
}
GRANTED = {"status": "toegekend", "declaratienummer": "D1"}
DECLARED = {"declaratienummer": "D1"}
NEXT = {"referentienummer": "R2", "begindatum": D(2026, 2, 1), "einddatum": D(2026, 2, 28)}
MADE = {"aangemaakt_op": D(2026, 4, 10)}
WMO = {"wet": "WMO", "productcategorie": "02"}
EUROS = {"eenheid": "83", "tarief": None}
HOURLY = {"volume": 10, "eenheid": "04", "frequentie": "4"}


def row(table, **values):
    return {table: [values]}


CASES = {
    "period_ends_before_it_begins": (
        row(A, periode_eind=D(2025, 12, 31)),
        row(A, periode_eind=D(2026, 1, 1)),
    ),
    "period_begins_within_a_month": (row(A, periode_begin=D(2026, 1, 2)), row(A)),
    "period_ends_within_a_month": (row(A, periode_eind=D(2026, 3, 30)), row(A, periode_eind=D(2026, 2, 28))),
    "period_is_longer_than_a_year": (
        row(A, periode_eind=D(2027, 1, 31)),
        row(A, periode_eind=D(2026, 12, 31)),
    ),
    "period_is_before_the_standard": (
        row(A, periode_begin=D(2020, 12, 1)),
        row(A, periode_begin=D(2021, 1, 1)),
    ),
    "export_is_made_before_its_period_ended": (
        row(A, aangemaakt_op=D(2026, 3, 30)),
        row(A, aangemaakt_op=D(2026, 3, 31)),
    ),
    "agb_code_is_zero": (row(A, agb_code="00000000"), row(A)),
    "kvk_number_is_zero": (row(A, kvk_nummer="00000000"), row(A)),
    "email_is_malformed": (row(A, contact_email="a@b"), row(A, contact_email="a@b.nl")),
    "phone_is_malformed": (row(A, contact_telefoon="112"), row(A, contact_telefoon="050-1234567")),
    "allocation_ends_before_it_begins": (row(T, einddatum=D(2025, 12, 31)), row(T, einddatum=D(2026, 1, 1))),
    "allocation_begins_after_the_period": (
        row(T, ingangsdatum=D(2026, 4, 1)),
        row(T, ingangsdatum=D(2026, 3, 31)),
    ),
    "allocation_is_not_needed": (
        {T: [{**SECOND, "einddatum": D(2025, 12, 31)}], P: [{}]},
        {T: [{"einddatum": D(2025, 12, 31)}], V: [START]},
    ),
    "registration_is_after_the_begin": (
        row(T, aanmelddatum=D(2026, 1, 2)),
        row(T, aanmelddatum=D(2026, 1, 1)),
    ),
    "registration_is_long_before_the_begin": (
        row(T, aanmelddatum=D(2015, 12, 31)),
        row(T, aanmelddatum=D(2016, 1, 4)),
    ),
    "volume_has_no_unit": (row(T, volume=1), row(T, volume=1, eenheid="04")),
    "volume_has_no_frequency": (row(T, volume=1), row(T, volume=1, frequentie="4")),
    "frequency_has_no_volume": (row(T, frequentie="4"), row(T, volume=1, frequentie="4")),
    "weekly_allocation_has_no_end": (
        row(T, frequentie="2"),
        row(T, frequentie="2", einddatum=D(2026, 6, 30)),
    ),
    "budget_has_no_end": (row(T, budget=1), row(T, budget=1, productcode="45A03")),
    "unit_does_not_fit_the_variant": (
        row(T, uitvoeringsvariant="output", eenheid="04"),
        row(T, uitvoeringsvariant="output", eenheid="82"),
    ),
    "allocated_code_is_of_another_category": (row(T, productcode="41A03"), row(T, productcode="45A03")),
    "help_form_is_given_under_wmo": (row(T, **WMO, hulpvorm="02"), row(T, hulpvorm="02")),
    "help_form_does_not_fit_the_category": (
        row(T, productcategorie="35", hulpvorm="12"),
        row(T, productcategorie="35", hulpvorm="11"),
    ),
    "national_care_is_too_long": (
        row(T, productcategorie="55", einddatum=D(2027, 1, 1)),
        row(T, productcategorie="55", einddatum=D(2026, 12, 31)),
    ),
    "national_care_has_no_budget": (row(T, productcategorie="55"), row(T, productcategorie="55", budget=1)),
    "allocated_volume_is_impossible": (
        row(T, volume=169, eenheid="04", frequentie="2"),
        row(T, volume=168, eenheid="04", frequentie="2"),
    ),
    "allocations_of_one_product_overlap": (
        {T: [{"productcode": "45A03"}, {"productcode": "45A03", "toewijzingnummer": 2}]},
        {
            T: [
                {"productcode": "45A03", "einddatum": D(2026, 1, 31)},
                {"productcode": "45A03", "toewijzingnummer": 2, "ingangsdatum": D(2026, 2, 1)},
            ]
        },
    ),
    "aspecific_allocation_overlaps": (
        {T: [{"productcode": "45A03"}, {"toewijzingnummer": 2, "ingangsdatum": D(2026, 2, 1)}]},
        {
            T: [
                {"einddatum": D(2026, 1, 31)},
                {"productcode": "45A03", "toewijzingnummer": 2, "ingangsdatum": D(2026, 2, 1)},
                {"productcode": "45A04", "toewijzingnummer": 3, "ingangsdatum": D(2026, 2, 1)},
                {"productcategorie": "41", "toewijzingnummer": 4},
            ]
        },
    ),
    "birth_is_after_the_begin": (row(T, geboortedatum=D(2026, 1, 2)), row(T, geboortedatum=D(2026, 1, 1))),
    "birth_is_too_long_ago": (
        row(T, geboortedatum=D(1905, 1, 1)),
        row(T, geboortedatum=D(1905, 1, 1), datumgebruik="3"),
    ),
    "youth_is_older_than_23": (
        row(T, geboortedatum=D(2002, 12, 1)),
        row(T, **WMO, geboortedatum=D(1950, 1, 1)),
    ),
    "use_of_date_has_no_date": (
        row(T, datumgebruik="1"),
        row(T, datumgebruik="1", geboortedatum=D(2015, 1, 1)),
    ),
    "client_has_two_bsns": ({T: [{}, {**SECOND, "clientnummer": "C1"}]}, {T: [{}, SECOND]}),
    "bsn_is_of_two_clients": ({T: [{}, {"clientnummer": "C2"}]}, {T: [{}, {"toewijzingnummer": 2}]}),
    "client_has_two_births": (
        {T: [{"geboortedatum": D(2015, 1, 1)}, {"geboortedatum": D(2015, 1, 2)}]},
        {T: [{}, {"geboortedatum": D(2015, 1, 2)}]},
    ),
    "client_has_two_genders": (
        {T: [{"geslacht": "1"}, {"geslacht": "2"}]},
        {T: [{"geslacht": "1"}, {"geslacht": "1"}]},
    ),
    "client_number_is_the_bsn": (row(T, clientnummer="999900006"), row(T, clientnummer="999900018")),
    "wmo_provider_has_youth_care": (
        {A: [{"soort_aanbieder": "wmo_aanbieder"}], T: [{}]},
        {A: [{"soort_aanbieder": "wmo_aanbieder"}], T: [WMO]},
    ),
    "certified_institution_is_not_by_output": (
        {A: [{"soort_aanbieder": "gecertificeerde_instelling"}], T: [{"uitvoeringsvariant": "taak"}]},
        {A: [{"soort_aanbieder": "gecertificeerde_instelling"}], T: [{"uitvoeringsvariant": "output"}]},
    ),
    "help_ends_before_it_begins": (
        {V: [{**START, "einddatum": D(2026, 1, 4)}]},
        {V: [{**START, "einddatum": D(2026, 1, 5)}]},
    ),
    "stop_has_no_reason": (
        {V: [{**START, "einddatum": D(2026, 2, 1)}]},
        {V: [{**START, "einddatum": D(2026, 2, 1), "reden_beeindiging": "31"}]},
    ),
    "reason_has_no_stop": ({V: [{**START, "reden_beeindiging": "31"}]}, {V: [START]}),
    "help_starts_before_its_allocation": ({V: [{**START, "begindatum": D(2025, 12, 31)}]}, {V: [START]}),
    "help_starts_after_its_allocation": (
        {T: [{"einddatum": D(2026, 1, 4)}], V: [START]},
        {T: [{"einddatum": D(2026, 1, 5)}], V: [START]},
    ),
    "help_stops_after_its_allocation": (
        {T: [{"einddatum": D(2026, 1, 31)}], V: [{**START, "einddatum": D(2026, 2, 1)}]},
        {T: [{"einddatum": D(2026, 1, 31)}], V: [{**START, "einddatum": D(2026, 1, 31)}]},
    ),
    "help_starts_after_the_period": ({V: [{**START, "begindatum": D(2026, 4, 1)}]}, {V: [START]}),
    "help_stops_after_the_period": (
        {V: [{**START, "einddatum": D(2026, 4, 1)}]},
        {V: [{**START, "einddatum": D(2026, 3, 31)}]},
    ),
    "help_starts_after_the_export_was_made": (
        {A: [{"aangemaakt_op": D(2026, 1, 4)}], V: [START]},
        {A: [{"aangemaakt_op": D(2026, 1, 5)}], V: [START]},
    ),
    "help_stops_after_the_export_was_made": (
        {A: [{"aangemaakt_op": D(2026, 1, 31)}], V: [{**START, "einddatum": D(2026, 2, 1)}]},
        {A: [{"aangemaakt_op": D(2026, 2, 1)}], V: [{**START, "einddatum": D(2026, 2, 1)}]},
    ),
    "help_starts_twice_on_a_day": ({V: [START, START]}, {V: [START, {**START, "begindatum": D(2026, 2, 1)}]}),
    "help_starts_before_the_last_stop": (
        {V: [START, {**START, "begindatum": D(2026, 2, 1)}]},
        {V: [{**START, "einddatum": D(2026, 1, 31)}, {**START, "begindatum": D(2026, 2, 1)}]},
    ),
    "crisis_is_given_under_wmo": (
        {T: [WMO], V: [{**START, "gestart_met_crisis": "01"}]},
        {V: [{**START, "gestart_met_crisis": "01"}]},
    ),
    "product_period_ends_before_it_begins": (
        row(P, einddatum=D(2025, 12, 31)),
        row(P, einddatum=D(2026, 1, 1)),
    ),
    "product_period_spans_months": (row(P, einddatum=D(2026, 2, 1)), row(P)),
    "product_period_is_outside_allocation": (
        {T: [{"einddatum": D(2026, 1, 30)}], P: [{}]},
        {T: [{"einddatum": D(2026, 1, 31)}], P: [{}]},
    ),
    "product_period_begins_late": (
        row(P, begindatum=D(2026, 1, 8)),
        {T: [{"ingangsdatum": D(2026, 1, 8)}], P: [{"begindatum": D(2026, 1, 8)}]},
    ),
    "product_period_ends_early": (
        row(P, einddatum=D(2026, 1, 17)),
        {T: [{"einddatum": D(2026, 1, 17)}], P: [{"einddatum": D(2026, 1, 17)}]},
    ),
    "product_period_is_outside_the_reporting_period": (
        row(P, begindatum=D(2026, 4, 1), einddatum=D(2026, 4, 30)),
        row(P, begindatum=D(2026, 3, 1)),
    ),
    "help_is_not_yet_delivered": (
        {A: [MADE], P: [{"begindatum": D(2026, 4, 1), "einddatum": D(2026, 4, 30)}]},
        {A: [MADE], P: [{}]},
    ),
    "product_period_is_older_than_five_years": (
        {A: [MADE], P: [{"einddatum": D(2021, 3, 31)}]},
        {A: [MADE], P: [{"einddatum": D(2021, 4, 30)}]},
    ),
    "product_period_is_before_the_start_of_help": (
        {V: [{**START, "begindatum": D(2026, 2, 3)}], P: [{}]},
        {V: [START], P: [{}]},
    ),
    "product_period_is_after_the_stop_of_help": (
        {V: [{**START, "einddatum": D(2026, 1, 31)}], P: [NEXT]},
        {V: [{**START, "einddatum": D(2026, 1, 31)}, START], P: [NEXT]},
    ),
    "product_period_is_after_the_death": (
        {V: [{**START, "einddatum": D(2026, 1, 31), "reden_beeindiging": "02"}], P: [NEXT]},
        {V: [{**START, "einddatum": D(2026, 1, 31), "reden_beeindiging": "31"}], P: [NEXT]},
    ),
    "tariff_is_missing": (row(P, tarief=None), row(P, **EUROS)),
    "tariff_is_given_with_euros": (row(P, eenheid="83"), row(P, **EUROS)),
    "amount_is_not_volume_times_tariff": (
        row(P, bedrag=60_01),
        {T: [{"eenheid": "04"}], P: [{"bedrag": 60_30}]},
    ),
    "euro_amount_is_not_its_volume": (
        row(P, **EUROS, volume=1, bedrag=2),
        row(P, **EUROS, volume=2, bedrag=2),
    ),
    "zero_amount_is_credit": (row(P, bedrag=0, debet_credit="C"), row(P, bedrag=0)),
    "amount_is_larger_than_a_message_holds": (row(P, bedrag=100_000_000), row(P, bedrag=99_999_999)),
    "tariff_is_larger_than_a_message_holds": (row(P, tarief=100_000_000), row(P, tarief=99_999_999)),
    "vat_percentage_is_unknown": (row(P, btw_percentage=19), row(P, btw_percentage=21)),
    "category_is_not_the_allocated_one": (row(P, productcategorie="41"), row(P)),
    "product_is_not_the_allocated_one": (
        {T: [{"productcode": "45A04"}], P: [{}]},
        {T: [{"productcode": "45A03"}], P: [{}]},
    ),
    "delivered_code_is_of_another_category": (row(P, productcode="41A03"), row(P, productcode="54001")),
    "unit_is_not_the_allocated_one": ({T: [{"eenheid": "14"}], P: [{}]}, {T: [{"eenheid": "04"}], P: [{}]}),
    "volume_is_impossible": (row(P, volume=32, eenheid="14"), row(P, volume=31, eenheid="14")),
    "hours_are_below_one": (row(P, eenheid="04", volume=0), row(P, eenheid="84", volume=0)),
    "volume_is_more_than_allocated": (
        {T: [HOURLY], P: [{"volume": 601}]},
        {T: [HOURLY], P: [{"volume": 600}]},
    ),
    "total_volume_is_more_than_allocated": (
        {T: [{"volume": 100, "eenheid": "01", "frequentie": "6"}], P: [{"volume": 101}]},
        {
            T: [{"volume": 100, "eenheid": "01", "frequentie": "6"}],
            P: [{"volume": 101, "status": "afgewezen"}],
        },
    ),
    "budget_is_exceeded": ({T: [{"budget": 59_99}], P: [{}]}, {T: [{"budget": 60_00}], P: [{}]}),
    "credit_has_no_reference": (row(P, debet_credit="C"), row(P)),
    "credit_has_no_original": ({P: [{}, {**CREDIT, "vorig_referentienummer": "R9"}]}, {P: [{}, CREDIT]}),
    "credited_row_was_rejected": ({P: [{"status": "afgewezen"}, CREDIT]}, {P: [GRANTED, CREDIT]}),
    "credit_does_not_match_its_debit": ({P: [GRANTED, {**CREDIT, "bedrag": 59_00}]}, {P: [GRANTED, CREDIT]}),
    "credit_is_in_the_same_declaration": (
        {P: [GRANTED, {**CREDIT, "declaratienummer": "D1"}]},
        {P: [GRANTED, {**CREDIT, "declaratienummer": "D2"}]},
    ),
    "row_is_credited_twice": ({P: [{}, CREDIT, {**CREDIT, "referentienummer": "R3"}]}, {P: [{}, CREDIT]}),
    "row_refers_to_itself": (
        row(P, vorig_referentienummer="R1"),
        {P: [{}, {**NEXT, "vorig_referentienummer": "R1"}]},
    ),
    "product_period_is_declared_twice": (
        {P: [{}, {"referentienummer": "R2"}]},
        {P: [{}, CREDIT, {"referentienummer": "R3"}]},
    ),
    "undeclared_row_has_a_declaration_number": (
        row(P, status="geleverd", declaratienummer="D1"),
        row(P, declaratienummer="D1"),
    ),
    "rejected_row_has_no_reason": (row(P, status="afgewezen"), row(P, status="afgewezen", retourcode="9307")),
    "reason_has_no_rejection": (row(P, retourcode="9307"), row(P, retourcode="8001")),
    "rejected_row_has_an_approval_code": (
        row(P, status="afgewezen", retourcode="8001"),
        row(P, status="afgewezen", retourcode="9307"),
    ),
    "declaration_is_of_two_municipalities": (
        {T: [{}, {"gemeentecode": "0034"}], P: [DECLARED, {**DECLARED, "gemeentecode": "0034"}]},
        {T: [{}, {"gemeentecode": "0034", **WMO}], P: [DECLARED, {**DECLARED, "gemeentecode": "0034"}]},
    ),
    "measured_before_the_allocation": ({U: [{**MEASURED, "meetdatum": D(2025, 12, 31)}]}, {U: [MEASURED]}),
    "measured_after_the_period": ({U: [{**MEASURED, "meetdatum": D(2026, 4, 1)}]}, {U: [MEASURED]}),
    "measured_twice_on_a_day": (
        {U: [MEASURED, MEASURED]},
        {U: [MEASURED, {**MEASURED, "informant": "ouder"}]},
    ),
    "more_than_two_informants": (
        {U: [MEASURED, {**MEASURED, "informant": "ouder"}, {**MEASURED, "informant": "jeugdige"}]},
        {U: [{**MEASURED, "informant": "ouder"}, {**MEASURED, "informant": "jeugdige"}]},
    ),
    "measurement_is_empty": ({U: [{**MEASURED, "nut_cijfer": None}]}, {U: [MEASURED]}),
    "informant_is_of_the_other_law": (
        {U: [{**MEASURED, "informant": "client"}]},
        {T: [WMO], U: [{**MEASURED, "informant": "client"}]},
    ),
    "nobody_waits_and_yet_there_is_a_waiting_time": (
        row(W, wachtenden=0),
        row(W, wachtenden=0, wachttijd_dagen=0),
    ),
    "people_wait_without_a_waiting_time": (
        row(W, wachttijd_dagen=None),
        row(W, wachtenden=0, wachttijd_dagen=None),
    ),
    "waiting_time_is_over_two_years": (row(W, wachttijd_dagen=731), row(W, wachttijd_dagen=730)),
    "waiting_list_is_counted_outside_the_period": (row(W, peildatum=D(2026, 4, 1)), row(W)),
    "youth_waiting_list_has_no_help_form": (row(W, hulpvorm=None), row(W)),
    "waiting_list_of_wmo_has_a_help_form": (row(W, wet="WMO"), row(W, wet="WMO", hulpvorm=None)),
    "unit_does_not_fit_the_figure": (
        row(K, kengetal="klachten", eenheid="fte", waarde=1),
        row(K, kengetal="klachten", eenheid="aantal", waarde=1),
    ),
    "figure_is_negative": (
        row(K, kengetal="klachten", eenheid="aantal", waarde=-1),
        row(K, kengetal="bedrijfsresultaat", eenheid="euro", waarde=-1),
    ),
    "count_is_not_whole": (
        row(K, kengetal="klachten", eenheid="aantal", waarde=1.5),
        row(K, kengetal="fte_in_loondienst", eenheid="fte", waarde=1.5),
    ),
    "percentage_is_over_a_hundred": (
        row(K, kengetal="ziekteverzuim_procent", eenheid="procent", waarde=101),
        row(K, kengetal="ziekteverzuim_procent", eenheid="procent", waarde=100),
    ),
    "euro_has_more_than_cents": (
        row(K, kengetal="werkkapitaal", eenheid="euro", waarde=1.001),
        row(K, kengetal="werkkapitaal", eenheid="euro", waarde=1.01),
    ),
    "youth_revenue_is_more_than_all": (
        {
            K: [
                {"kengetal": "opbrengsten_totaal", "waarde": 10},
                {"kengetal": "opbrengsten_jeugdwet", "waarde": 11},
            ]
        },
        {
            K: [
                {"kengetal": "opbrengsten_totaal", "waarde": 10},
                {"kengetal": "opbrengsten_jeugdwet", "waarde": 10},
            ]
        },
    ),
    "figure_of_the_organisation_has_a_municipality": (
        row(K, kengetal="liquiditeit", gemeentecode="0014"),
        row(K, kengetal="klachten", gemeentecode="0014"),
    ),
    "story_holds_a_bsn": (
        row(N, tekst="Jan (999900006) is klaar."),
        row(N, tekst="Order 999900007 is klaar."),
    ),
    "subject_holds_a_bsn": (row(N, onderwerp="999900006"), row(N, onderwerp="1999900006")),
    "story_holds_an_address": (row(N, tekst="Vraag het a.b@c.nl."), row(N, tekst="Vraag het @team.")),
    "story_holds_a_birth_date": (
        row(N, tekst="Kind geb. 12-03-2014."),
        row(N, tekst="Gestart op 12-03-2024."),
    ),
    "story_is_blank": (row(N, tekst="  "), row(N)),
    "product_code_is_blank": (row(P, productcode=" "), row(P)),
    "reference_has_blanks_around_it": (row(P, referentienummer="R1 "), row(P, referentienummer="R 1")),
    "reference_is_the_bsn": (row(P, referentienummer="999900006"), row(P)),
}


def _broken(rule, tables):
    frames = an_export(**tables).tables
    return rule.violations(TableRows(rule.table, Tables(frames))).tolist()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.violations.__name__)
def test_a_rule_is_broken_by_the_row_that_breaks_it_and_by_no_other(rule):
    breaking, sound = CASES[rule.violations.__name__]
    broken = _broken(rule, breaking)

    assert (broken[:-1], broken[-1]) == ([False] * (len(broken) - 1), True)
    assert not any(_broken(rule, sound))


CLASHES = [each for each in ALL_RULES if each.clashes_with is not None]


@pytest.mark.parametrize("rule", CLASHES, ids=lambda rule: rule.violations.__name__)
def test_a_rule_about_two_rows_names_the_other_one(rule):
    breaking, _ = CASES[rule.violations.__name__]
    frames = an_export(**breaking).tables
    rows = TableRows(rule.table, Tables(frames))

    assert 0 <= rule.clashes_with(rows)[-1] < len(rows) - 1
    assert all("{first}" in text for text in (rule.kind.words.nl, rule.kind.words.en))


def test_no_rule_speaks_of_another_row_without_naming_it():
    vague = ("een eerdere rij", "andere rij", "in an earlier row", "by an earlier row")

    assert [each.kind.code for each in ALL_RULES if any(one in str(each.kind.words) for one in vague)] == []
    assert [each.kind.code for each in ALL_RULES if "{first}" in each.kind.words.nl] == [
        each.kind.code for each in CLASHES
    ]


def test_of_allocations_that_overlap_the_one_that_goes_on_longest_is_named():
    days = [("2025-01-01", None), ("2025-02-01", "2025-03-01"), ("2025-06-01", "2025-07-01")]
    frames = an_export(
        toewijzing=[
            {"toewijzingnummer": at, "productcode": "45A03", "ingangsdatum": begin, "einddatum": end}
            for at, (begin, end) in enumerate(days)
        ]
    ).tables
    (rule,) = (each for each in CLASHES if each.kind.code == "allocations-overlap")

    assert rule.clashes_with(TableRows("toewijzing", Tables(frames))).tolist() == [-1, 0, 0]


def _codes(**tables):
    frames = an_export(**tables).tables
    return [
        [each.kind.code for each in ALL_RULES if each.table == P and each.violations(rows)[at]]
        for rows in [TableRows(P, Tables(frames))]
        for at in range(len(rows))
    ]


def _weekly(end, volume, unit, *delivered, law="JW", category="45"):
    """An allocation per week from 15 April 2022 on, and what was delivered in each period under it."""
    allocation = {"ingangsdatum": D(2022, 4, 15), "einddatum": end, "volume": volume, "eenheid": unit}
    allocation |= {"frequentie": "2", "wet": law, "productcategorie": category}
    rows = [
        {
            "referentienummer": f"R{at}",
            "begindatum": D(2022, month, 15 if month == 4 else 1),
            "einddatum": min(end, D(2022, month, 31 if month in (5, 7) else 30)),
            "volume": much,
            "bedrag": much if unit == "83" else 100 * much,
            "tarief": None if unit == "83" else 100,
            "eenheid": unit,
            "productcategorie": category,
            "productcode": f"{category}A03",
        }
        for at, (month, much) in enumerate(delivered)
    ]
    delivery = {"periode_begin": D(2022, 4, 1), "periode_eind": D(2022, 7, 31)}
    return _codes(aanlevering=[delivery], toewijzing=[allocation], prestatie=rows)


@pytest.mark.parametrize(
    ("end", "delivered"),
    [
        (D(2022, 6, 4), ((4, 300), (5, 900), (6, 0))),
        (D(2022, 6, 5), ((4, 300), (5, 750), (6, 150))),
        (D(2022, 6, 6), ((4, 300), (5, 750), (6, 300))),
        (D(2022, 7, 31), ((4, 300), (5, 750), (6, 600))),
    ],
)
def test_a_weekly_budget_of_output_counts_sundays_and_the_broken_last_week_where_it_begins(end, delivered):
    month, most = delivered[1]
    more = (delivered[0], (month, most + 1), *delivered[2:])

    assert _weekly(end, 150, "83", *delivered) == [[], [], []]
    assert "volume-over-allocated" in _weekly(end, 150, "83", *more)[1]


def test_weekly_effort_counts_every_week_in_each_period_but_once_in_all():
    june = D(2022, 6, 30)

    assert _weekly(june, 3, "04", (4, 9), (5, 18), (6, 9)) == [[], [], []]
    over = ["total-volume-over-allocated"]
    assert _weekly(june, 3, "04", (4, 9), (5, 18), (6, 10)) == [over, over, over]


def test_household_help_is_always_six_times_its_volume_per_week():
    household = {"law": "WMO", "category": "01"}

    assert _weekly(D(2022, 6, 30), 3, "04", (4, 18), **household) == [[]]
    assert _weekly(D(2022, 6, 30), 3, "04", (4, 19), **household) == [["volume-over-allocated"]]


@pytest.mark.parametrize(("law", "category"), [("WMO", "02"), ("JW", "01")])
def test_other_help_is_never_six_times_its_volume_per_week(law, category):
    found = _weekly(D(2022, 6, 30), 3, "04", (4, 18), law=law, category=category)

    assert "volume-over-allocated" in found[0]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.violations.__name__)
def test_a_rule_is_not_broken_by_a_row_in_which_everything_is_missing(rule):
    frames = dict(an_export(**{rule.table: [{}]}).tables)
    frames[rule.table] = (
        frames[rule.table]
        .assign(**dict.fromkeys(frames[rule.table], None))
        .astype(frames[rule.table].drop(columns="_row").dtypes)
    )

    asks_for_something = rule.kind.code == "empty-measurement"
    assert rule.violations(TableRows(rule.table, Tables(frames))).tolist() == [asks_for_something]


def test_there_are_at_least_eighty_rules_and_each_has_a_case():
    names = [rule.violations.__name__ for rule in ALL_RULES]

    assert len(names) >= 80
    assert sorted(CASES) == sorted(names)
    assert all(rule.description for rule in ALL_RULES)


def test_what_may_hold_a_person_is_not_repeated_by_the_finding_about_it():
    hiding = {rule.kind.code: rule.facts for rule in ALL_RULES if rule.facts}

    codes = (
        "client-number-is-bsn",
        "reference-is-bsn",
        "text-holds-bsn",
        "subject-holds-bsn",
        "text-holds-address",
        "text-holds-birth-date",
    )
    assert hiding == {code: {"value": "***"} for code in codes}


def _breaking(table, code, **tables):
    """At which rows of a table a rule is broken."""
    frames = an_export(**tables).tables
    (rule,) = [each for each in ALL_RULES if each.kind.code == code]
    return rule.violations(TableRows(table, Tables(frames))).tolist()


def test_only_the_percentages_of_vat_that_exist_are_expected():
    rows = [{"btw_percentage": each} for each in (None, 0, 9, 21, 8, 19)]

    assert _breaking(P, "vat-percentage-unknown", prestatie=rows) == [False] * 4 + [True] * 2


def test_measurements_without_a_day_or_an_allocation_are_not_the_same_one_twice():
    unknown, undated = MEASURED | {"toewijzingnummer": 9}, MEASURED | {"meetdatum": None}
    rows = [MEASURED, unknown, unknown, undated, undated, MEASURED]

    assert _breaking(U, "measured-twice", uitkomst=rows) == [False] * 5 + [True]
