"""A cell that is not what it seems: exactly its finding, and nothing is rounded, cut or guessed."""

import pandas as pd
import pytest

P, T, N = "prestatie", "toewijzing", "toelichting"
NUMBER, DAY = '<c r="%s"><v>{}</v></c>', '<c r="%s" s="3"><v>{}</v></c>'


def test_a_number_stored_as_text_is_that_number_and_named_once(trap):
    volume = trap.tables[P]["volume"].iloc[0]

    assert trap.found(trap.with_text(P, "I2", str(volume))) == [("number-as-text", P, 2, "I", "volume")]
    assert trap.checked.export.tables[P]["volume"].iloc[0] == volume


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12345678", "leading-zeros-lost"),
        ("999900006", "number-in-text-column"),
        ("9999000.5", "not-text"),
    ],
)
def test_a_bsn_in_a_cell_for_numbers_is_not_guessed(trap, number, code):
    content = trap.with_cell(T, "E2", f'<c r="%s" s="3"><v>{number}</v></c>'.replace(' s="3"', ""))

    assert trap.found(content) == [(code, T, 2, "E", "bsn")]


def test_zeros_of_a_code_that_became_a_number_come_back_by_its_list_with_a_warning(trap):
    municipality = trap.tables[P]["gemeentecode"].iloc[0]
    content = trap.with_cell(P, "C2", NUMBER.format(int(municipality)))

    assert trap.found(content) == [("leading-zeros-restored", P, 2, "C", "gemeentecode")]
    assert trap.checked.export.tables[P]["gemeentecode"].iloc[0] == municipality


def test_a_number_of_more_digits_than_a_spreadsheet_holds_is_no_client_number_and_no_amount(trap):
    long = NUMBER.format("123456789012345678")

    assert trap.found(trap.with_cell(T, "D2", long)) == [("not-text", T, 2, "D", "clientnummer")]
    assert trap.found(trap.with_cell(P, "L2", long)) == [("out-of-range", P, 2, "L", "bedrag")]


def test_a_code_that_became_a_number_in_scientific_notation_is_never_guessed(trap):
    assert trap.found(trap.with_cell(P, "F2", NUMBER.format("2E16"))) == [
        ("code-as-number", P, 2, "F", "productcode")
    ]


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        ("-5", "not-a-date"),
        ("0", "not-a-date"),
        ("1", "date-out-of-range"),
        ("59", "date-out-of-range"),
        ("60", "date-out-of-range"),
        ("80000", "date-out-of-range"),
        ("46023.5", "date-with-time"),
    ],
)
def test_a_day_that_is_not_certain_is_named(trap, serial, code):
    assert trap.found(trap.with_cell(P, "G2", DAY.format(serial))) == [(code, P, 2, "G", "begindatum")]


def test_the_first_certain_serial_is_the_first_of_march_1900(trap):
    trap.found(trap.with_cell(P, "G2", DAY.format("61")))

    assert str(trap.checked.export.tables[P]["begindatum"].iloc[0].date()) == "1900-03-01"


@pytest.mark.parametrize(
    ("table", "address", "field", "text", "code"),
    [
        (P, "G2", "begindatum", "2026-02-30", "not-a-date"),
        (P, "L2", "bedrag", "1.234", "ambiguous-number"),
        (P, "I2", "volume", "1.234", "thousands-separator"),
        (P, "L2", "bedrag", "1,2E+03", "scientific-notation"),
        (P, "L2", "bedrag", "12.50 dollar", "not-a-number"),
        (P, "A2", "referentienummer", "1.23457E+11", "scientific-notation"),
        (N, "D2", "tekst", "a" * 32_768, "too-long"),
        (N, "D2", "tekst", "a_x0001_b", "control-characters"),
        (N, "D2", "tekst", "a\ufffeb", "control-characters"),
    ],
)
def test_a_text_that_is_nothing_certain_is_named(trap, table, address, field, text, code):
    assert trap.found(trap.with_text(table, address, text)) == [(code, table, 2, address[0], field)]


@pytest.mark.parametrize(
    ("address", "field", "text", "code", "read"),
    [
        ("G2", "begindatum", "01-01-2026", "repaired-date", pd.Timestamp("2026-01-01")),
        ("L2", "bedrag", "1.234,56", "repaired-number", 1_234_56),
        ("L2", "bedrag", "€ 12.50", "repaired-number", 12_50),
        ("L2", "bedrag", "12,50 euro", "repaired-number", 12_50),
    ],
)
def test_a_text_that_can_be_read_in_one_way_only_is_read_so_and_named(trap, address, field, text, code, read):
    found = trap.found(trap.with_text(P, address, text))

    assert found[0] == (code, P, 2, address[0], field)
    assert {each[0] for each in found[1:]} <= {
        "amount-not-volume-times-tariff",
        "outside-allocation",
        "period-over-months",
    }
    assert trap.checked.export.tables[P][field].iloc[0] == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, []) for text in ("NA", "n/a", "#N/B", "=1+1", "+31", "@x", "a_xD800_b")),
        *((text, ["no-text-itself"]) for text in ("None", "nan", "NULL")),
    ],
)
def test_a_text_that_looks_like_something_else_is_kept_to_the_character(trap, text, said):
    found = trap.found(trap.with_text(N, "D2", text))

    assert found == [(each, N, 2, "D", "tekst") for each in said]
    assert trap.checked.export.tables[N]["tekst"].iloc[0] == text


def test_a_lone_surrogate_is_no_xml_and_refused(trap):
    assert trap.found(trap.with_text(N, "D2", "a&#xD800;b")) == [("file-damaged", "", None, "", "")]
