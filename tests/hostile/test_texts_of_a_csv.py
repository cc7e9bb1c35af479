"""A csv that another reader would shift, retype or empty: kept to the character, or named."""

import random

import pytest

from service.domain.findings import Verdict

N = "toelichting"
HEADER = "gemeentecode;wet;onderwerp;tekst\r\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, []) for text in ("NA", "n/a", "true", "=1+1", "@x", "-2+3", "1e5")),
        *((text, ["no-text-itself"]) for text in ("None", "nan", "NULL")),
    ],
)
def test_a_text_that_looks_like_nothing_is_kept_to_the_character(trap, text, said):
    content = trap.with_csv(N, f"{HEADER};;algemeen;{text}\r\n".encode())

    assert trap.found(content, "export.zip") == [(each, "toelichting.csv", 2, "D", "tekst") for each in said]
    assert trap.checked.export.tables[N]["tekst"].tolist() == [text]


def test_utf_8_is_not_taken_for_windows_1252(trap):
    content = trap.with_csv(N, f"{HEADER};;algemeen;één cliënt à € 5\r\n".encode())

    assert trap.found(content, "export.zip") == []
    assert trap.checked.export.tables[N]["tekst"].tolist() == ["één cliënt à € 5"]


@pytest.mark.parametrize(
    ("column", "text", "code", "field"),
    [
        (11, "1.23,4,56", "not-a-number", "bedrag"),
        (11, "1.234", "ambiguous-number", "bedrag"),
        (8, "1.234", "not-a-whole-number", "volume"),
        (8, "1,234", "thousands-separator", "volume"),
        (11, "12,50", "other-decimal-sign", "bedrag"),
        (6, "01-02-26", "year-of-two-digits", "begindatum"),
        (6, "13/32/2026", "not-a-date", "begindatum"),
    ],
)
def test_a_number_or_day_in_another_way_of_writing_is_named(trap, unzip, column, text, code, field):
    lines = unzip(trap.write("csv-zip"))["prestatie.csv"].decode().split("\r\n")
    cells = lines[1].split(";")
    cells[column] = text
    lines[1] = ";".join(cells)

    assert trap.found(trap.with_csv("prestatie", "\r\n".join(lines).encode()), "export.zip") == [
        (code, "prestatie.csv", 2, "ABCDEFGHIJKL"[column], field)
    ]


def test_a_line_with_a_field_too_few_is_named_by_its_line(trap):
    content = trap.with_csv(N, f"{HEADER};;a;x\r\n;;b\r\n".encode())

    assert trap.found(content, "export.zip") == [("csv-field-count", "toelichting.csv", 3, "", "")]


def test_a_text_of_more_than_a_cell_of_a_workbook_holds_is_too_long(trap):
    content = trap.with_csv(N, f"{HEADER};;algemeen;{'ab ' * 12_000}\r\n".encode())

    assert trap.found(content, "export.zip") == [("too-long", "toelichting.csv", 2, "D", "tekst")]


def test_a_lone_surrogate_is_no_utf_8_and_the_reading_is_shown(trap):
    content = trap.with_csv(N, HEADER.encode() + b";;algemeen;a\xed\xa0\x80b\r\n")

    assert trap.found(content, "export.zip") == [("csv-windows-1252", "toelichting.csv", None, "", "")]


def test_a_character_that_is_none_is_named(trap):
    content = trap.with_csv(N, f"{HEADER};;algemeen;a\ufffeb\r\n".encode())

    assert trap.found(content, "export.zip") == [("control-characters", "toelichting.csv", 2, "D", "tekst")]


ONLY_SEPARATORS = [
    b";;;;\r\n;;;;\r\n",
    b",,\n",
    b"\t\t\n\n",
    b'"";""\r\n',
    b"sep=;\r\n;;;\r\n",
    b";;;\r\n;\r\n",
    b" ; \t; \r\n",
]


@pytest.mark.parametrize("text", ONLY_SEPARATORS)
def test_a_file_of_separators_only_is_an_empty_table_and_that_is_said(trap, text):
    assert trap.found(trap.with_csv("wachtlijst", text)) == [
        ("csv-only-separators", "wachtlijst.csv", None, "", "")
    ]
    assert len(trap.checked.export.tables["wachtlijst"]) == 0
    assert len(trap.checked.export.tables["prestatie"]) == len(trap.tables["prestatie"])


@pytest.mark.parametrize("text", ONLY_SEPARATORS)
def test_an_upload_of_separators_only_is_no_export(trap, text):
    assert trap.found(text, "wachtlijst.csv") == [
        ("csv-only-separators", "wachtlijst.csv", None, "", ""),
        ("no-known-sheets", "", None, "", ""),
    ]
    assert trap.checked.verdict is Verdict.REJECTED


def test_lines_of_separators_among_rows_are_blank_rows(trap, unzip):
    lines = unzip(trap.write("csv-zip"))["wachtlijst.csv"].split(b"\r\n")
    spaced = b"\r\n".join([b";;", lines[0], b";;;;;;;;;", *lines[1:], b";;;;;;", b";"])

    assert trap.found(trap.with_csv("wachtlijst", spaced)) == []
    assert trap.checked.export.tables["wachtlijst"]["_row"].tolist() == [
        at + 4 for at in range(len(trap.tables["wachtlijst"]))
    ]


@pytest.mark.parametrize("length", [131_072, 1_000_000])
def test_a_field_of_a_hundred_thousand_characters_is_too_long_and_no_fault_of_quotes(trap, length):
    story = "".join(random.Random(length).choices("abcdefghijklmnopqrstuvwxyz ", k=length))
    content = trap.with_csv(N, f"{HEADER};;algemeen;{story}\r\n".encode())

    assert trap.found(content, "export.zip") == [("too-long", "toelichting.csv", 2, "D", "tekst")]


def test_a_line_of_ten_thousand_columns_is_read(trap):
    header = ";".join(["gemeentecode", "wet", "onderwerp", "tekst", *(f"kop{at}" for at in range(20_000))])
    content = trap.with_csv(N, f"{header}\r\n;;a;x{';y' * 20_000}\r\n".encode())

    assert {each[0] for each in trap.found(content, "export.zip")} == {"unknown-column"}
