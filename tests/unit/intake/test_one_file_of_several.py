"""Of several files the one that is wrong is named, and what else is wrong in the others is said as well."""

import io
import zipfile

import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.exports import the_standard

OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.fixture(scope="module")
def tables():
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=4, period=parse_period("2026-Q1")
    )


@pytest.fixture(scope="module")
def workbook(tables):
    return write_export(tables, the_standard(), "xlsx")


@pytest.fixture
def loose(tables):
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "csv-zip"))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def checked(files):
    return read_and_check(list(files), the_standard())


def zipped(texts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return [("export.zip", target.getvalue())]


def found(files):
    return [(each.kind.code, each.place.sheet, each.place.row) for each in checked(files).findings]


def with_a_word_for(text, field):
    """The same csv, with a word in this field of its first row."""
    header, first, *rest = text.split("\r\n")
    cells = first.split(";")
    cells[header.split(";").index(field)] = "veel"
    return "\r\n".join([header, ";".join(cells), *rest])


def with_a_field_too_many(text):
    """The same csv, of which the first row has one field more than the header."""
    header, first, *rest = text.split("\r\n")
    return "\r\n".join([header, f"{first};x", *rest])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.xlsx", b"", "file-empty"),
        ("leeg.txt", b"", "file-empty"),
        ("notitie.txt", b"zomaar een zin", "file-form-unknown"),
        ("oud.xls", OLD_EXCEL, "file-old-excel"),
        ("half.xlsx", b"PK\x03\x04" + bytes(20), "file-damaged"),
        ("niets.zip", b"PK\x05\x06" + bytes(18), "file-no-csv"),
    ],
)
def test_a_file_beside_a_good_workbook_that_cannot_be_read_is_named(workbook, name, content, code):
    files = [("goed.xlsx", workbook), (name, content)]

    assert found(files) == found(reversed(files)) == [(code, name, None)]
    (finding,) = checked(files).findings
    assert finding.text("nl").startswith(f'Bestand "{name}": ')
    assert finding.text("en").startswith(f'File "{name}": ')


def test_the_words_about_an_empty_file_beside_others_give_both_ways_out(workbook):
    (finding,) = checked([("goed.xlsx", workbook), ("leeg.xlsx", b"")]).findings

    assert finding.text("nl") == (
        'Bestand "leeg.xlsx": het bestand is leeg. Maak de export opnieuw en upload het bestand dat daaruit '
        "komt. Hoort dit bestand er niet bij, upload de andere dan zonder dit bestand."
    )


def test_an_empty_file_by_itself_needs_no_name():
    (finding,) = checked([("leeg.xlsx", b"")]).findings

    assert finding.text("nl") == (
        "Het bestand is leeg. Maak de export opnieuw en upload het bestand dat daaruit komt."
    )


@pytest.mark.parametrize("content", ["", "\r\n", "\ufeff", "  \n \n"])
def test_a_csv_with_nothing_in_it_is_an_empty_table_and_that_is_said(loose, content):
    files = zipped(loose | {"wachtlijst.csv": content})

    assert found(files) == [("csv-empty", "wachtlijst.csv", None)]
    assert checked(files).verdict is Verdict.ACCEPTED_WITH_WARNINGS


def test_a_csv_with_nothing_in_it_beside_a_workbook_is_said(workbook):
    assert found([("goed.xlsx", workbook), ("prestatie.csv", b"")]) == [("csv-empty", "prestatie.csv", None)]


def test_a_csv_that_cannot_be_read_hides_nothing_that_is_wrong_in_the_others(loose):
    wrong = {
        "prestatie.csv": with_a_field_too_many(loose["prestatie.csv"]),
        "toewijzing.csv": with_a_word_for(loose["toewijzing.csv"], "volume"),
        "wachtlijst.csv": with_a_word_for(loose["wachtlijst.csv"], "wachtenden"),
    }

    result = checked(zipped(loose | wrong))

    assert [(each.kind.code, each.place.sheet, each.place.row) for each in result.findings] == [
        ("csv-field-count", "prestatie.csv", 2),
        ("not-a-number", "toewijzing.csv", 2),
        ("not-a-number", "wachtlijst.csv", 2),
    ]
    assert result.verdict is Verdict.REJECTED


@pytest.mark.parametrize("name", ["aanlevering.csv", "toewijzing.csv"])
def test_a_csv_that_cannot_be_read_is_not_said_to_be_missing(loose, name):
    files = zipped(loose | {name: with_a_field_too_many(loose[name])})

    assert found(files) == [("csv-field-count", name, 2)]


def test_a_workbook_beside_a_file_that_cannot_be_read_is_checked_as_well(tables):
    odd = {name: table.copy() for name, table in tables.items()}
    odd["prestatie"].loc[0, "status"] = "betaald"
    files = [("export.xlsx", write_export(odd, the_standard(), "xlsx")), ("leeg.txt", b"")]

    assert found(files) == [("file-empty", "leeg.txt", None), ("unknown-code", "prestatie", 2)]
