"""Two reports of one name for one municipality are found by lint, and neither is written over the other."""

import json
import shutil
from pathlib import Path

import pytest

from tests.tools.catalogues import write_files
from tests.tools.exports import REPOSITORY
from tests.unit.formats.test_one_failure_stops_only_itself import run

CASE = Path(__file__).parent / "cases/filename-collision"


@pytest.fixture
def mappings(tmp_path):
    folder = tmp_path / "mappings"
    for name in ("standaard", "codelijsten", "landelijk/deel", "voorbeeldregio-midden/codetabellen"):
        shutil.copytree(REPOSITORY / "mappings" / name, folder / name)
    shutil.copytree(CASE / "proef", folder / "proef")
    write_files(folder, {"uitvragen/proef.yaml": (CASE / "uitvragen.yaml").read_bytes()})
    return folder


def test_two_formats_that_give_one_name_are_an_error_of_lint(mappings):
    answer = run("formats", "lint", "--json", "--formats", mappings)

    told = json.loads(answer.stdout)
    errors = [(each["format"], each["code"]) for each in told if each["severity"] == "error"]
    assert answer.exit_code == 1
    assert errors == [
        ("proef/a@2025-Q1", "filename-without-period"),
        ("proef/b@2025-Q1", "filename-without-period"),
        ("proef/b@2025-Q1", "one-filename-for-two-formats"),
    ]
    assert "Gemeente 0014 krijgt van proef/a een bestand met dezelfde naam" in told[-1]["text"]["nl"]


def test_formats_that_no_municipality_asks_both_may_have_one_name(mappings):
    asked = (CASE / "uitvragen.yaml").read_text().rpartition("  - format: proef/b")
    (mappings / "uitvragen/proef.yaml").write_text("".join(asked[:2]) + asked[2].replace("0014", "1969"))

    answer = run("formats", "lint", "--json", "--formats", mappings)

    assert "one-filename-for-two-formats" not in answer.stdout


def test_neither_of_two_files_with_one_name_is_lost(tmp_path, mappings):
    answer = run("translate", CASE / "c.zip", "--out", tmp_path / "out", "--formats", mappings, "--json")

    files = {each["file"]: each["sha256"] for each in json.loads(answer.stdout)["reports"]}
    assert sorted(files) == [f"0014/lijst-0014-proef-{name}-2026-Q1.csv" for name in "ab"]
    assert len({(tmp_path / "out" / file).read_bytes() for file in files}) == 2
