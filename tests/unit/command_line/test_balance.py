"""eenmaal balance: the equation at every level, and totals as they are written in the file."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from service.command_line import eenmaal


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("balance")
    export, out = folder / "export.xlsx", folder / "out"
    run(
        "sample", "--seed", 9, "--municipalities", 12, "--clients", 90, "--period", "2026-Q1", "--out", export
    )
    translated = json.loads(run("translate", export, "--out", out, "--json").stdout)
    return json.loads(run("balance", export, "--json").stdout), translated, out, export


def of_level(told, level):
    return [each for each in told[0]["levels"] if each["level"] == level]


def went_out(side):
    parts = (side[name].values() for name in ("excluded", "quarantined", "not_made", "rejected"))
    return side["reported"] + sum(map(sum, parts))


def test_every_level_closes_in_rows_and_in_cents(told):
    for each in told[0]["levels"]:
        for side in (each["balance"]["rows"], each["balance"]["cents"]):
            assert side["in"] == went_out(side)


def test_the_submission_and_its_reports_say_what_translate_says(told):
    balances = {
        (each["municipality"], each["format"], each["period"]): each["balance"] for each in told[1]["reports"]
    }

    (whole,) = of_level(told, "submission")
    assert whole["balance"] == told[1]["balance"]
    assert balances == {
        (each["municipality"], each["format"], each["period"]): each["balance"]
        for each in of_level(told, "report")
    }


@pytest.mark.parametrize("side", ["rows", "cents"])
def test_the_municipalities_together_are_the_submission(told, side):
    (whole,) = of_level(told, "submission")
    several = [each["balance"][side] for each in of_level(told, "municipality")]

    assert sum(each["in"] for each in several) == whole["balance"][side]["in"]
    assert sum(each["reported"] for each in several) == whole["balance"][side]["reported"]
    excluded = sum((Counter(each["excluded"]) for each in several), Counter())
    assert excluded == Counter(whole["balance"][side]["excluded"])


def test_a_total_as_written_is_what_a_reader_of_the_file_adds_up(told):
    found = {(each["municipality"], each["column"]): each for each in told[0]["written"]}
    code = next(code for code, column in found if column == "Uren")
    (path,) = (told[2] / code).glob("*kwartaal*.xlsx")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Productie").to_python()
    last = next(at for at, row in enumerate(rows) if row[0] == "Totaal")
    values = [row[5] for row in rows[6:last]]
    read = sum(each for each in values if isinstance(each, int | float))

    assert found[code, "Uren"]["written"] == pytest.approx(read)


def test_what_the_rows_hold_with_every_difference_is_what_is_written(told):
    causes = {cause for each in told[0]["written"] for cause in each["differences"]}

    assert causes <= {"round", "suppress_below", "only", "split_sign"}
    assert causes
    for each in told[0]["written"]:
        together = each["exact"] + sum(each["differences"].values())
        assert together == pytest.approx(each["written"])


def test_people_read_the_same_in_dutch(told):
    text = run("balance", told[3]).output

    assert "aanlevering: " in text
    assert "afgerond per regel" in text
