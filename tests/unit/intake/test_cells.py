"""Every rule about a single cell: one that breaks it, and one that does not."""

import datetime as dt

import pytest

from service.domain.findings import Verdict
from service.domain.standard.cells import CellFault
from service.domain.standard.rules.rule import RULES

P = "prestatie"
T = "toewijzing"


def test_a_valid_export_has_no_findings(intake):
    assert intake.found() == []
    assert intake.checked.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"status": ""}, "N", "missing-value"),
        ({"status": None}, "N", "missing-value"),
        ({"volume": "veel"}, "I", "not-a-number"),
        ({"volume": True}, "I", "not-a-number"),
        ({"volume": 2.5}, "I", "not-a-whole-number"),
        ({"volume": "1.234"}, "I", "thousands-separator"),
        ({"volume": 123456789.0}, "I", "out-of-range"),
        ({"tarief": "12,35 per uur"}, "K", "not-a-number"),
        ({"tarief": "1,2.3,56"}, "K", "not-a-number"),
        ({"tarief": 12.355}, "K", "ambiguous-number"),
        ({"tarief": 1234.555}, "K", "too-many-decimals"),
        ({"tarief": 12.3555}, "K", "too-many-decimals"),
        ({"tarief": "12.355"}, "K", "ambiguous-number"),
        ({"tarief": "12.3555"}, "K", "too-many-decimals"),
        ({"tarief": -12.35}, "K", "negative"),
        ({"tarief": dt.date(2026, 1, 1)}, "K", "date-for-number"),
        ({"tarief": 1e15}, "K", "out-of-range"),
        ({"bedrag": -37.05}, "L", "negative"),
        ({"bedrag": "1.2E+3"}, "L", "scientific-notation"),
        ({"begindatum": "02-01-2026"}, "G", "ambiguous-date"),
        ({"begindatum": "1 jan"}, "G", "not-a-date"),
        ({"begindatum": "01-02-26"}, "G", "year-of-two-digits"),
        ({"begindatum": "1/2/26"}, "G", "year-of-two-digits"),
        ({"begindatum": "01-02/26"}, "G", "not-a-date"),
        ({"begindatum": "2026-02-30"}, "G", "not-a-date"),
        ({"begindatum": 46023.0}, "G", "number-for-date"),
        ({"begindatum": dt.time(0, 0)}, "G", "not-a-date"),
        ({"begindatum": dt.datetime(2026, 1, 1, 9, 30)}, "G", "date-with-time"),  # noqa: DTZ001 - a cell has no time zone
        ({"begindatum": "2026-01-01T09:30:00"}, "G", "date-with-time"),
        ({"begindatum": dt.date(1900, 2, 28)}, "G", "date-out-of-range"),
        ({"begindatum": dt.date(2101, 1, 1)}, "G", "date-out-of-range"),
        ({"begindatum": CellFault.ERROR}, "G", "error-cell"),
        ({"volume": "#N/B"}, "I", "error-cell"),
        ({"begindatum": "#VERW!"}, "G", "error-cell"),
        ({"volume": "-3"}, "I", "negative"),
        ({"toewijzingnummer": "12345678901"}, "D", "out-of-range"),
        ({"volume": CellFault.FORMULA_WITHOUT_VALUE}, "I", "formula-without-value"),
        ({"productcode": "45A03X"}, "F", "too-long"),
        ({"productcode": "ambulant"}, "F", "too-long"),
        ({"productcode": "4\x0745"}, "F", "control-characters"),
        ({"productcode": dt.date(2026, 1, 1)}, "F", "not-text"),
        ({"productcode": 45.5}, "F", "not-text"),
        ({"productcode": False}, "F", "not-text"),
        ({"referentienummer": "1.23457E+11"}, "A", "scientific-notation"),
        ({"eenheid": 4.0}, "J", "leading-zeros-restored"),
        ({"gemeentecode": 14.0}, "C", "leading-zeros-restored"),
        ({"gemeentecode": "14"}, "C", "leading-zeros-restored"),
        ({"gemeentecode": 15.0}, "C", "leading-zeros-lost"),
        ({"retourcode": 99.0}, "P", "leading-zeros-lost"),
        ({"productcode": 2e16}, "F", "code-as-number"),
        ({"declaratienummer": "A-1"}, "O", "malformed"),
        ({"debet_credit": "K"}, "M", "unknown-decisive-code"),
        ({"status": "betaald"}, "N", "unknown-code"),
        ({"retourcode": "9999"}, "P", "unknown-code"),
    ],
)
def test_a_wrong_cell_gives_one_finding_at_its_place(intake, change, column, code):
    assert intake.found(prestatie=[change]) == [(P, 2, column, code)]


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"volume": "3"}, "volume", [3]),
        ({"tarief": "12.35"}, "tarief", [1235]),
        ({"bedrag": 37.050000000000004}, "bedrag", [3705]),
        ({"begindatum": dt.datetime(2026, 1, 1)}, "einddatum", None),  # noqa: DTZ001 - a cell has no time zone
        ({"begindatum": "2026-01-01 00:00:00"}, "einddatum", None),
        ({"productcode": "01E05"}, "productcode", ["01E05"]),
        ({"declaratienummer": "D26010014"}, "declaratienummer", ["D26010014"]),
        ({"retourcode": "S300"}, "retourcode", ["S300"]),
    ],
)
def test_a_right_cell_gives_no_finding_about_the_cell_itself(intake, change, field, value):
    about_several_cells = {rule.kind.code for rule in RULES} | {"number-as-text"}

    found = intake.found(prestatie=[change])

    assert [each for each in found if each[3] not in about_several_cells] == []
    assert intake.checked.verdict is not Verdict.REJECTED
    assert value is None or intake.values(P, field) == value


def test_a_code_with_and_without_its_zeros_is_one_code_for_every_rule(intake):
    twice = [{"gemeentecode": "14"}, {"referentienummer": "R2"}]

    found = intake.found(prestatie=twice)

    assert [each[3] for each in found] == ["leading-zeros-restored", "declared-twice"]


def test_a_whole_number_in_a_text_column_is_read_as_text_with_one_warning_for_the_column(intake):
    found = intake.found(
        toewijzing=[{"productcode": ""}],
        prestatie=[{"productcode": 54001.0}, {"referentienummer": "R2", "productcode": 54002.0}],
    )

    assert found == [(P, 2, "F", "number-in-text-column")]
    assert intake.checked.findings[0].count == 2
    assert intake.values(P, "productcode") == ["54001", "54002"]
    assert intake.checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS


@pytest.mark.parametrize("bsn", ["999900007", "000000000", "999999999"])
def test_a_bsn_that_fails_the_elfproef_waits_and_is_shown_masked(intake, bsn):
    found = intake.found(toewijzing=[{"bsn": bsn}], prestatie=[])

    assert found == [(T, 2, "E", "bsn-check-fails")]
    assert intake.checked.findings[0].facts["value"] == "*******" + bsn[-2:]
    assert bsn not in intake.checked.findings[0].text("nl")


@pytest.mark.parametrize("bsn", ["99990000", "9999000O6"])
def test_a_bsn_of_another_form_blocks(intake, bsn):
    assert intake.found(toewijzing=[{"bsn": bsn}], prestatie=[]) == [(T, 2, "E", "malformed")]


def test_a_bsn_that_lost_its_leading_zero_is_not_repaired_silently(intake):
    assert intake.found(toewijzing=[{"bsn": 12345678.0}], prestatie=[]) == [(T, 2, "E", "leading-zeros-lost")]


def test_a_code_of_the_other_law_waits(intake):
    found = intake.found(toewijzing=[{"wet": "WMO"}], prestatie=[])

    assert found == [(T, 2, "L", "code-of-other-law")]
    assert intake.checked.findings[0].facts["law"] == "WMO"


def test_an_unknown_code_in_the_delivery_blocks(intake):
    found = intake.found(aanlevering=[{"soort_aanbieder": "bank"}])

    assert found == [("aanlevering", 2, "E", "unknown-decisive-code")]


def test_another_version_of_the_standard_blocks(intake):
    assert intake.found(aanlevering=[{"standaardversie": "2025.1"}]) == [
        ("aanlevering", 2, "A", "other-version")
    ]


def test_codes_that_look_like_something_else_survive(intake):
    found = intake.found(
        toewijzing=[{"clientnummer": "NA", "perceel": "None", "raamovereenkomst": "012345678"}]
    )

    assert found == [(T, 2, "J", "no-text-itself")]  # asked about, and kept as it stands
    assert [
        intake.values(T, field) for field in ("gemeentecode", "clientnummer", "perceel", "raamovereenkomst")
    ] == [
        ["0014"],
        ["NA"],
        ["None"],
        ["012345678"],
    ]


def test_the_decimal_sign_is_that_of_most_numbers_in_the_file(intake):
    rows = [
        {"referentienummer": "R1", "volume": "3", "tarief": "12,35", "bedrag": "37,05"},
        {"referentienummer": "R2", "volume": "3", "tarief": "12,35", "bedrag": "37.05"},
    ]

    assert intake.found(prestatie=rows, text_only=False)[-1] == (P, 3, "L", "other-decimal-sign")


@pytest.mark.parametrize("sign", ["x", "o", " "])
def test_any_other_sign_within_a_number_is_no_decimal_sign(intake, sign):
    rows = [
        {"referentienummer": "R1", "volume": "3", "tarief": "12,35", "bedrag": "37,05"},
        {"referentienummer": "R2", "volume": "3", "tarief": "12,35", "bedrag": f"37{sign}05"},
    ]

    assert intake.found(prestatie=rows, text_only=True)[-1] == (P, 3, "L", "not-a-number")


def test_in_csv_numbers_written_as_text_are_no_news(intake):
    text = {"toewijzingnummer": "1", "begindatum": "2026-01-01", "einddatum": "2026-01-31"}
    tables = intake.raw(
        text_only=True,
        aanlevering=[{"periode_begin": "2026-01-01", "periode_eind": "2026-03-31"}],
        toewijzing=[{"toewijzingnummer": "1", "ingangsdatum": "2025-12-01"}],
        prestatie=[text | {"volume": "3", "tarief": "12,35", "bedrag": "37,05"}],
    )

    assert intake.check(tables) == []
    assert intake.values(P, "bedrag") == [3705]


def test_a_rejected_export_names_every_blocked_row_by_its_first_code(intake):
    intake.found(prestatie=[{"bedrag": -1.0, "status": ""}, {"referentienummer": "R2"}])

    assert {name: rows.to_dict() for name, rows in intake.checked.blocked_rows.items()} == {
        P: {2: "negative"}
    }
    assert intake.checked.verdict is Verdict.REJECTED


def test_a_version_that_is_none_is_one_finding_that_says_which_is_expected(intake):
    assert intake.found(aanlevering=[{"standaardversie": "v2026.1"}]) == [
        ("aanlevering", 2, "A", "other-version")
    ]


@pytest.mark.parametrize("code", ["45A03X", "ambulant"])
def test_a_code_that_is_too_long_is_not_to_be_shortened(intake, code):
    intake.found(prestatie=[{"productcode": code}])

    (found,) = intake.checked.findings
    assert found.text("nl").endswith("Vul de code of het nummer zelf in.")


def test_a_whole_number_with_a_sign_between_thousands_is_shown_without_decimals(intake):
    intake.found(prestatie=[{"volume": "1.234"}])

    (found,) = intake.checked.findings
    assert found.text("nl").endswith("Vul volume zonder dat teken in, zoals 1234.")


def test_a_figure_of_which_nobody_knows_what_it_is_may_be_negative(intake):
    figure = {"kengetal": "omzetgroei", "waarde": -3, "eenheid": "euro"}

    assert [each[3] for each in intake.found(kengetal=[figure])] == ["unknown-code"]


def test_an_amount_that_cannot_be_read_is_no_whole_that_its_part_exceeds(intake):
    youth = {"kengetal": "opbrengsten_jeugdwet", "waarde": 4190115.5, "eenheid": "euro"}
    whole = {"kengetal": "opbrengsten_totaal", "waarde": "> 4812350", "eenheid": "euro"}

    assert [each[3] for each in intake.found(kengetal=[whole, youth])] == ["not-a-number"]
    less = {**whole, "waarde": 4190115.4}
    assert "part-larger-than-whole" in [each[3] for each in intake.found(kengetal=[less, youth])]
