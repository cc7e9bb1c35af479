"""eenmaal burden drop-list: of a file, as table, JSON, csv and letters by region."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal


def run(*arguments):
    return CliRunner().invoke(eenmaal, ["burden", "drop-list", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("drop-list") / "export.xlsx"
    arguments = ("--municipalities", "8", "--clients", "30", "--out", str(path))
    CliRunner().invoke(eenmaal, ["sample", "--seed", "5", *arguments], catch_exceptions=False)
    return path


def test_an_export_is_listed_with_a_csv_and_a_zip_of_letters_for_each_region(export, tmp_path):
    table, letters = tmp_path / "lijst.csv", tmp_path / "brieven"

    answer = run(export, "--csv", table, "--letters", letters, "--json")

    said = json.loads(answer.stdout)
    towns = {each["municipality"] for each in said["questions"]}
    assert (answer.exit_code, said["period"]) == (0, "2026-Q1")
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == len(said["questions"]) + 1
    names = [name for path in letters.iterdir() for name in zipfile.ZipFile(path).namelist()]
    assert sorted(name[:4] for name in names) == sorted(towns)


def test_what_is_read_says_what_the_list_comes_to_and_how_many_lines_are_left(export):
    words = run(export).stdout

    assert words.startswith("Van de ")
    assert "kunnen er" in words
    assert "--csv schrijft ze alle" in words


def test_no_letter_of_the_example_asks_to_change_what_a_law_prescribes(export):
    said = json.loads(run(export, "--json").stdout)

    prescribed = {
        "landelijk/jw323",
        "landelijk/wmo323",
        "landelijk/cbs-beleidsinformatie",
        "landelijk/nza-kwartaal",
    }
    assert not prescribed & {each["format"] for each in said["questions"]}


def test_without_an_export_or_a_period_with_a_login_it_says_what_to_name():
    answer = run()

    assert answer.exit_code == 2
    assert "Name an EXPORT, or a --period with a --login." in answer.output
