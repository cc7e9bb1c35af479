"""The same export by every carrier gives the same tables, as far as the carrier can hold them."""

import csv
import io
import zipfile
from functools import cache

import pandas as pd
import pytest

from service.command_line.installation import the_catalogue
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.archive.upload_bundle import bundle
from service.files.archive.zip_archive import pack_start, stored_entry, write_archive
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export, read_exports
from service.pipeline.translate_file import translate_file
from service.sample import choose_municipalities, sample_tables
from tests.tools.binary_workbook import binary_workbook

HELD = {
    "toewijzing": [
        "gemeentecode", "toewijzingnummer", "wet", "bsn", "geboortedatum", "geslacht", "productcategorie",
        "productcode", "ingangsdatum", "einddatum", "volume", "eenheid", "frequentie", "budget",
    ],
    "verloop": ["gemeentecode", "toewijzingnummer", "begindatum", "einddatum", "reden_beeindiging"],
    "prestatie": [
        "referentienummer", "vorig_referentienummer", "gemeentecode", "toewijzingnummer", "productcategorie",
        "productcode", "begindatum", "einddatum", "volume", "eenheid", "tarief", "bedrag", "debet_credit",
        "status", "declaratienummer", "retourcode",
    ],
}  # fmt: skip
"""What iJw messages hold of each table."""


@pytest.fixture(scope="module")
def tables(standard):
    return sample_tables(
        standard, seed=4, municipalities=["0014", "0034", "0363"], clients=60, period=parse_period("2026-Q1")
    )


@pytest.fixture(scope="module")
def written(standard, tables):
    """The tables as a file of this kind, made once."""
    return cache(lambda kind: write_export(tables, standard, kind))


def _checked(standard, raw):
    return check_export(raw, standard)


@pytest.mark.parametrize("kind", ["csv-zip", "ods", "parquet-zip"])
def test_every_carrier_gives_the_tables_of_the_workbook_row_numbers_included(standard, written, kind):
    workbook = _checked(standard, read_export(written("xlsx"))).export
    other = _checked(standard, read_export(written(kind)))

    assert other.findings == ()
    for name, frame in workbook.tables.items():
        pd.testing.assert_frame_equal(other.export.tables[name], frame)


def test_loose_csv_files_together_are_one_export_whatever_their_order(standard, tables, written):
    with zipfile.ZipFile(io.BytesIO(written("csv-zip"))) as archive:
        files = [(name, archive.read(name)) for name in reversed(archive.namelist())]
    checked = _checked(standard, read_exports(files))

    assert checked.findings == ()
    pd.testing.assert_frame_equal(
        checked.export.tables["prestatie"][list(tables["prestatie"])], tables["prestatie"]
    )


def test_a_csv_with_another_name_is_known_by_its_columns_and_that_is_said(standard, tables, written):
    with zipfile.ZipFile(io.BytesIO(written("csv-zip"))) as archive:
        files = [(f"download ({at})", archive.read(name)) for at, name in enumerate(archive.namelist())]
    checked = _checked(standard, read_exports(files))

    assert {finding.kind.code for finding in checked.findings} == {"table-from-columns"}
    assert len(checked.export.tables["prestatie"]) == len(tables["prestatie"])


def test_a_copy_of_a_csv_is_not_asked_for_the_name_that_the_first_one_has(standard, written):
    with zipfile.ZipFile(io.BytesIO(written("csv-zip"))) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
        copied = next(name for name in archive.namelist() if name.startswith("verloop"))
        files.append(("kopie verloop.csv", archive.read(copied)))

    (finding,) = _checked(standard, read_exports(files)).findings

    assert (finding.kind.code, finding.place.table) == ("duplicate-table", "verloop")


def _held(tables, name, allocations):
    frame = tables[name].merge(allocations, on=["gemeentecode", "toewijzingnummer"])[HELD[name]]
    if name == "toewijzing":  # the Omvang of a 301 has volume, unit and frequency, or is not there
        size = ["volume", "eenheid", "frequentie"]
        frame[size] = frame[size].mask(frame[size].isna().any(axis="columns"))
    return frame.sort_values(HELD[name][:4]).reset_index(drop=True)


def _declared(tables):
    """The answer of a municipality is about all rows of a declaration, or it is not there yet.

    A declaration is of one wet: under the other the same number is another one.
    """
    rows = tables["prestatie"]
    rows = rows[rows["declaratienummer"].notna()]
    keys = ["gemeentecode", "toewijzingnummer"]
    law = rows[keys].merge(tables["toewijzing"][[*keys, "wet"]], how="left", on=keys)["wet"]
    waits = (
        rows["status"].eq("ingediend").groupby([rows["declaratienummer"], law.to_numpy()]).transform("any")
    )
    return rows.assign(
        status=rows["status"].mask(waits, "ingediend"), retourcode=rows["retourcode"].mask(waits)
    )


def test_messages_give_the_same_tables_where_they_can_hold_the_data(standard, tables, written):
    checked = _checked(standard, read_export(written("ijw-zip")))
    youth = tables["toewijzing"]
    youth = youth.loc[youth["bsn"].notna(), ["gemeentecode", "toewijzingnummer"]]

    assert checked.findings == ()
    expected = tables | {"prestatie": _declared(tables)}
    for name in HELD:
        read = {name: checked.export.tables[name]}
        pd.testing.assert_frame_equal(_held(read, name, youth), _held(expected, name, youth))
        assert len(checked.export.tables[name]) == len(_held(expected, name, youth))
    assert {"afgewezen", "toegekend", "ingediend"} >= set(checked.export.tables["prestatie"]["status"])


def _spoiled(written, kind, old, new):
    with zipfile.ZipFile(io.BytesIO(written("ijw-zip"))) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    at = next(at for at, (name, content) in enumerate(files) if name.startswith(kind) and old in content)
    files[at] = (files[at][0], files[at][1].replace(old, new, 1))
    return files, files[at][0]


@pytest.mark.parametrize(
    ("kind", "old", "new", "code"),
    [
        ("jw323", b"<b:TotaalBedrag>", b"<b:TotaalBedrag>9", "ijw-total-differs"),
        ("jw323", b"<Eenheid>", b"<Een>", "file-damaged"),
        ("jw323", b"<DeclaratieNummer>", b"<DeclaratieNummer/><X>", "file-damaged"),
        ("jw323", b"/ijw/3_2/", b"/ijw/3_1/", "ijw-other-message"),
        ("jw305", b"<Bericht ", b"<!DOCTYPE x []><Bericht ", "file-declares-entities"),
        ("jw301", b"<Ingangsdatum>", b"<Ingang/><!--", "file-damaged"),
        ("jw305", b"<b:Identificatie>B", b"<b:Identificatie/><b:Ident>B", "file-damaged"),
        ("jw325", b"jw325/schema", b"jw326/schema", "ijw-other-message"),
    ],
)
def test_a_message_that_is_not_right_is_refused_by_its_name(written, kind, old, new, code):
    files, name = _spoiled(written, kind, old, new)
    findings = read_exports(files).findings

    assert [(each.kind.code, each.place.sheet) for each in findings] == [(code, name)]


def test_a_message_that_comes_twice_is_refused(written):
    files, _ = _spoiled(written, "jw323", b"<Bericht ", b"<Bericht ")
    twice = [*files, ("nog-eens.xml", files[1][1])]

    assert [each.kind.code for each in read_exports(twice).findings] == ["ijw-message-twice"]


def _texts(standard, tables):
    with zipfile.ZipFile(io.BytesIO(write_export(tables, standard, "csv-zip"))) as archive:
        parts = {name.removesuffix(".csv"): archive.read(name).decode() for name in archive.namelist()}
    return {name: [line.split(";") for line in text.split("\r\n") if line] for name, text in parts.items()}


def test_a_binary_workbook_gives_the_same_tables_and_names_its_error_cells(standard, tables):
    plain = tables | {"toelichting": tables["toelichting"].head(0)}
    rows = _texts(standard, plain)
    bedrag = rows["prestatie"][0].index("bedrag")
    for row in rows["prestatie"][1:]:
        row[bedrag] = float(row[bedrag])
    checked = _checked(standard, read_export(binary_workbook(rows)))

    assert {finding.kind.code for finding in checked.findings} <= {"number-as-text"}
    for name, frame in plain.items():
        pd.testing.assert_frame_equal(checked.export.tables[name][list(frame.columns)], frame)

    rows["prestatie"][3][bedrag] = ValueError()
    found = _checked(standard, read_export(binary_workbook(rows))).findings
    assert [(each.kind.code, each.place.row) for each in found if each.kind.code != "number-as-text"] == [
        ("error-cell", 4)
    ]


@pytest.fixture(scope="module")
def year(standard):
    """A year of twelve municipalities: enough for a report in nearly every format."""
    codes = [entry.code for entry in standard.code_lists["gemeente"].entries if not entry.is_dated]
    municipalities = choose_municipalities(codes, 12, seed=4)
    return sample_tables(
        standard, seed=4, municipalities=municipalities, clients=60, period=parse_period("2025")
    )


def _reports(content):
    translated = translate_file(content, "export", the_catalogue(None))
    assert translated.settlement is not None
    return {
        (report.format, report.municipality, report.period.label): report.sha256
        for production in translated.productions
        for report in production.reports
    }


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _by_carrier(standard, tables, carrier):
    """One upload of the tables; loose csv as they are handed in together."""
    match carrier:
        case "loose csv":
            return bundle(list(_parts(write_export(tables, standard, "csv-zip")).items()))
        case "xlsm":
            parts = _parts(write_export(tables, standard, "xlsx")) | {"xl/vbaProject.bin": b"macros"}
            return write_archive(pack_start([]), [stored_entry(*each) for each in parts.items()])
        case "xlsb":
            texts = _parts(write_export(tables, standard, "csv-zip"))
            rows = {
                name.removesuffix(".csv"): list(csv.reader(io.StringIO(text.decode()), delimiter=";"))
                for name, text in texts.items()
            }
            return binary_workbook(
                {name: [[cell or None for cell in row] for row in lines] for name, lines in rows.items()}
            )
        case _:
            return write_export(tables, standard, carrier)


@pytest.fixture(scope="module")
def of_workbook(standard, year):
    return _reports(write_export(year, standard, "xlsx"))


@pytest.mark.parametrize("carrier", ["csv-zip", "loose csv", "ods", "parquet-zip", "xlsm", "xlsb"])
def test_every_carrier_gives_the_reports_of_the_workbook_byte_for_byte(standard, year, of_workbook, carrier):
    assert len({name for name, _, _ in of_workbook}) > 10
    assert _reports(_by_carrier(standard, year, carrier)) == of_workbook


def test_messages_give_the_reports_of_a_workbook_with_what_they_hold_byte_for_byte(standard, year):
    messages = write_export(year, standard, "ijw-zip")
    held = _checked(standard, read_export(messages)).export.tables
    same = {name: frame.drop(columns=["_row", "_quarantine"]) for name, frame in held.items()}
    of_messages = _reports(messages)

    assert len({name for name, _, _ in of_messages}) > 5
    assert _reports(write_export(same, standard, "xlsx")) == of_messages
