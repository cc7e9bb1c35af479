"""The kit for software vendors: our own rules find in each sample what it says, and the schemas take it."""

import csv
import io
import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from service.command_line import eenmaal
from service.command_line.installation import the_catalogue
from service.command_line.kit import the_kit
from service.domain.failures import TerminalError
from service.domain.findings import Finding
from service.domain.standard.findings.files import EMPTY_FILE
from service.domain.wording import same
from service.kit import differences
from service.kit.row_schemas import row_schema
from service.kit.sample import Sample
from tests.tools.second_opinion import said_by_frictionless


@pytest.fixture(scope="module")
def kit():
    """Making it is the proof: a sample in which our rules find anything else is refused."""
    return the_kit()


@pytest.fixture(scope="module")
def folder(kit, tmp_path_factory):
    out = tmp_path_factory.mktemp("kit")
    for name, content in kit.files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    return out


def csv_rows(kit):
    """Table → rows of the sound csv, header → text."""
    with zipfile.ZipFile(io.BytesIO(kit.files["samples/sound/export.zip"])) as archive:
        texts = {name.removesuffix(".csv"): archive.read(name).decode() for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text), delimiter=";")) for name, text in texts.items()}


def test_the_list_names_every_sample_with_what_must_be_found_and_what_must_come_out(kit):
    listed = json.loads(kit.files["kit.json"])

    assert set(listed["files"]) == set(kit.files) - {"kit.json"}
    assert {each["file"] for each in listed["samples"]} == {
        name for name in kit.files if name.startswith("samples/")
    }
    for each in listed["samples"]:
        assert each["findings"] in kit.files
        assert ("/sound/" in each["file"]) == ("reports" in each)
        assert ("/sound/" in each["file"]) == (json.loads(kit.files[each["findings"]]) == [])


def test_every_carrier_of_tables_gives_the_same_reports(kit):
    of_samples = {each["file"]: each.get("reports") for each in kit.samples}
    tables = [
        of_samples[f"samples/sound/export.{ending}"] for ending in ("xlsx", "ods", "zip", "parquet.zip")
    ]

    assert len(tables[0]) >= 5
    assert all(each == tables[0] for each in tables)
    assert set(of_samples["samples/sound/export.messages.zip"]) == set(tables[0])


def test_every_row_of_the_sound_csv_is_valid_by_the_json_schema_of_its_table(kit):
    for name, rows in csv_rows(kit).items():
        schema = json.loads(kit.files[f"schema/json-schema/{name}.schema.json"])
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)

        assert [fault.message for row in rows for fault in validator.iter_errors(row)] == []


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("gemeentecode", "14"),
        ("begindatum", "1-1-2026"),
        ("bedrag", "1.234,50"),
        ("volume", ""),
        ("status", "x"),
    ],
)
def test_a_wrong_cell_is_refused_by_the_json_schema(kit, field, written):
    schema = row_schema(the_catalogue().standard.tables["prestatie"], the_catalogue().standard)
    row = {**csv_rows(kit)["prestatie"][0], field: written}

    assert [list(fault.path) for fault in Draft202012Validator(schema).iter_errors(row)] == [[field]]


def test_the_sound_csv_is_valid_by_the_table_schema(kit, tmp_path):
    with zipfile.ZipFile(io.BytesIO(kit.files["samples/sound/export.zip"])) as archive:
        texts = {name.removesuffix(".csv"): archive.read(name) for name in archive.namelist()}

    assert said_by_frictionless(texts, tmp_path) == set()


def test_a_kit_is_as_it_says_until_a_sample_a_finding_or_a_report_is_otherwise(folder, tmp_path):
    few = tmp_path / "kit"
    listed = json.loads((folder / "kit.json").read_bytes())
    listed["samples"] = [
        each for each in listed["samples"] if each["file"].endswith(("sound/export.xlsx", "no-number.zip"))
    ]
    shutil.copytree(folder, few)
    (few / "kit.json").write_text(json.dumps(listed))

    assert differences(few, the_catalogue()) == ()

    listed["samples"][0]["reports"].popitem()
    first = next(iter(listed["samples"][0]["reports"].values()))
    first["sha256"] = "0" * 64
    listed["samples"][1]["verdict"] = "accepted"
    (few / "kit.json").write_text(json.dumps(listed))
    said = [each.what.en for each in differences(few, the_catalogue())]

    assert sorted(said) == [
        "the report has other bytes",
        "the verdict is now rejected, was accepted",
        "this report is new",
    ]


def test_a_damaged_or_missing_file_is_named_before_anything_is_checked(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "kit")
    (tmp_path / "kit/samples/sound/export.xlsx").write_bytes(b"other")
    (tmp_path / "kit/index.html").unlink()

    answer = CliRunner().invoke(eenmaal, ["kit", "--check", str(tmp_path / "kit"), "--json"])

    assert answer.exit_code == 1
    assert [(each["file"], each["text"]["en"]) for each in json.loads(answer.stdout)["differences"]] == [
        ("index.html", "the file is not there"),
        ("samples/sound/export.xlsx", "the file was changed"),
    ]


def test_a_folder_that_is_no_kit_and_a_command_without_a_folder_are_told_so(tmp_path):
    with pytest.raises(TerminalError, match="holds no kit"):
        differences(tmp_path, the_catalogue())
    assert CliRunner().invoke(eenmaal, ["kit"]).exit_code == 2


def test_a_sample_in_which_something_else_is_found_is_refused():
    sample = Sample(path="samples/x", content=b"", about=same("x"), must_find={("", "file-empty"): 2})

    with pytest.raises(TerminalError, match="file-empty"):
        sample.require_found([Finding(EMPTY_FILE)])


def test_the_pages_link_to_files_that_are_there(kit):
    for page in ("index.html", "index.en.html"):
        links = [part.partition('"')[0] for part in kit.files[page].decode().split('href="')[1:]]

        assert len(links) > 60
        assert set(links) <= set(kit.files)


@pytest.mark.long
def test_the_kit_is_made_the_same_twice(kit):
    assert the_kit().files == kit.files
