"""The commands as another program uses them: their JSON, their exit codes, what they leave on disk."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from tests.tools.additions import as_zip
from tests.tools.exports import REPOSITORY

OF_THE_WHOLE = {"burden", "findings", "engine", "deflater"}
PARTS = ("excluded", "quarantined", "not_made", "rejected")
BALANCE = {"in", "reported", *PARTS}


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "export.xlsx"
    run("sample", "--seed", 5, "--municipalities", 6, "--clients", 60, "--period", "2026-Q1", "--out", path)
    return path


def test_a_sample_is_the_same_for_the_same_seed(tmp_path):
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        answer = run(
            "sample", "--seed", 7, "--municipalities", 3, "--clients", 20, "--out", tmp_path / name, "--json"
        )
        said = json.loads(answer.stdout)
        assert said["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        digests.add(said["sha256"])

    assert len(digests) == 1


def test_a_sample_fills_every_table_and_has_nothing_to_be_said_about(export):
    answer = run("check", export, "--json")

    said = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert (said["verdict"], said["findings"]) == ("accepted", [])
    assert len(said["rows"]) == 8
    assert min(said["rows"].values()) > 0


def test_translate_writes_what_it_says_and_balances_in_rows_and_cents(export, tmp_path):
    answer = run("translate", export, "--out", tmp_path, "--json")

    said = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert set(said) == {"submission", "reports", "not_made", "balance", *OF_THE_WHOLE}
    assert said["not_made"] == []
    assert said["submission"]["sha256"] == hashlib.sha256(export.read_bytes()).hexdigest()
    assert said["submission"]["period"] == {"begin": "2026-01-01", "end": "2026-03-31"}
    assert said["submission"]["standard"] == "2026.1"
    assert said["reports"]
    for report in said["reports"]:
        content = (tmp_path / report["file"]).read_bytes()
        assert report["file"].startswith(f"{report['municipality']}/")
        assert (report["sha256"], report["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    for balance in (said["balance"], *(report["balance"] for report in said["reports"])):
        for side in (balance["rows"], balance["cents"]):
            assert set(side) == BALANCE
            named = sum(sum(side[name].values()) for name in PARTS)
            assert side["in"] == side["reported"] + named
    burden = said["burden"]
    assert list(burden) == ["N", "N_same", "N_conv", "N_man", "D_fact", "R_dup", "D_file"]
    assert burden["N"] == burden["N_same"] + burden["N_conv"] + burden["N_man"]
    assert burden["D_file"] == len(said["reports"]) - 1


def test_translating_twice_gives_the_same_bytes(export, tmp_path):
    first, second = (run("translate", export, "--out", tmp_path / name, "--json").stdout for name in "ab")

    assert first == second


@pytest.mark.whole
def test_the_whole_country_is_translated_on_a_machine_where_nothing_was_set(tmp_path):
    export, state = tmp_path / "export.xlsx", tmp_path / "state"
    run("sample", "--municipalities", 342, "--clients", 700, "--out", export)
    fresh = {"PATH": os.defpath, "HOME": str(tmp_path), "EENMAAL_STATE_DIR": str(state)}
    command = [sys.executable, "-c", "from service.command_line import main; main()", "translate", export]

    first, second = (
        subprocess.run(
            [*command, "--out", tmp_path / name, "--json"],
            cwd=REPOSITORY,
            env=fresh,
            capture_output=True,
            check=False,
        )
        for name in "ab"
    )

    assert (first.returncode, first.stderr) == (0, b"")
    assert second.stdout == first.stdout
    assert "landelijk/minimale-set" in {each["format"] for each in json.loads(first.stdout)["reports"]}
    assert (state / "pseudonym_key").stat().st_mode & 0o777 == 0o600


def test_an_addition_is_checked_and_translated_with_what_came_before(tmp_path):
    own = {"gemeentecode": "0014", "toewijzingnummer": "1"}
    allocation = {
        **own,
        "wet": "JW",
        "clientnummer": "C1",
        "productcategorie": "45",
        "ingangsdatum": "2026-01-01",
    }
    care = {**own, "productcategorie": "45", "productcode": "45A03", "begindatum": "2026-01-01"}
    care |= {"einddatum": "2026-01-31", "volume": "60", "eenheid": "01", "tarief": "1.00", "bedrag": "60.00"}
    care |= {"debet_credit": "D", "status": "ingediend"}
    files = [tmp_path / "januari.zip", tmp_path / "later.zip"]
    files[0].write_bytes(
        as_zip({"toewijzing": [allocation], "prestatie": [{"referentienummer": "R1", **care}]}, "")
    )
    files[1].write_bytes(as_zip({"prestatie": [{"referentienummer": "R2", **care}]}, "aanvulling"))

    checked = json.loads(run("check", *files, "--add-up", "--json").stdout)
    translated = json.loads(run("translate", *files, "--add-up", "--out", tmp_path / "uit", "--json").stdout)

    assert checked["rows"]["prestatie"] == translated["balance"]["rows"]["in"] == 2
    assert run("translate", *files, "--out", tmp_path / "uit").exit_code == 2


def test_what_moved_since_an_earlier_export_is_asked(export, tmp_path):
    earlier = tmp_path / "eerder.xlsx"
    run(
        "sample", "--seed", 6, "--municipalities", 2, "--clients", 60, "--period", "2025-Q4", "--out", earlier
    )

    said = json.loads(run("check", export, "--earlier", earlier, "--json").stdout)

    assert "amount-moved" in {each["code"] for each in said["findings"]}
    assert said["verdict"] == "accepted-with-warnings"


def test_one_municipality_can_be_asked_for(export, tmp_path):
    every = json.loads(run("translate", export, "--out", tmp_path / "a", "--json").stdout)
    code = every["reports"][0]["municipality"]

    one = json.loads(
        run("translate", export, "--out", tmp_path / "b", "--municipality", code, "--json").stdout
    )

    wanted = [report for report in every["reports"] if report["municipality"] == code]
    assert [(report["file"], report["sha256"]) for report in one["reports"]] == [
        (report["file"], report["sha256"]) for report in wanted
    ]
    assert one["balance"]["rows"]["in"] == every["balance"]["rows"]["in"]


def test_a_folder_of_formats_can_take_the_place_of_ours(export, tmp_path):
    ours = run("translate", export, "--out", tmp_path / "a", "--json").stdout

    theirs = run(
        "translate", export, "--out", tmp_path / "b", "--formats", REPOSITORY / "mappings", "--json"
    ).stdout

    assert theirs == ours


def test_a_rejected_export_leaves_nothing_and_its_balance_says_why(tmp_path):
    bad = tmp_path / "foto.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))

    checked = run("check", bad, "--json")
    translated = run("translate", bad, "--out", tmp_path / "out", "--json")

    assert (checked.exit_code, translated.exit_code) == (1, 1)
    assert json.loads(checked.stdout)["verdict"] == "rejected"
    said = json.loads(translated.stdout)
    assert said["reports"] == []
    assert said["balance"]["rows"] == {
        "in": 0,
        "reported": 0,
        "excluded": {},
        "quarantined": {},
        "not_made": {},
        "rejected": {},
    }
    assert {finding["severity"] for finding in said["findings"]} == {"blocks"}
    assert all(finding["text"]["nl"] and finding["text"]["en"] for finding in said["findings"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nergens.xlsx"],
        ["sample", "--period", "2026-Q7", "--out", "x.xlsx"],
        ["translate"],
        ["vertaal"],
    ],
)
def test_wrong_use_is_exit_code_two(arguments):
    assert run(*arguments).exit_code == 2


def test_an_unknown_municipality_is_wrong_use(export, tmp_path):
    answer = run("translate", export, "--out", tmp_path, "--municipality", "9999")

    assert answer.exit_code == 2
    assert "9999 is not a gemeentecode" in answer.output


def test_formats_are_listed_with_their_hash_and_who_asks_them():
    said = json.loads(run("formats", "list", "--json").stdout)

    assert [each["format"] for each in said] == sorted(each["format"] for each in said)
    assert len(said) >= 16
    for each in said:
        assert set(each) == {
            "format",
            "version",
            "sha256",
            "title",
            "period",
            "law",
            "level",
            "kind",
            "provenance",
            "municipalities",
        }
    official = [each["format"] for each in said if each["provenance"] != "illustrative"]
    assert official == ["landelijk/jw323", "landelijk/wmo323"]
    assert [each["format"] for each in said if not each["municipalities"]] == []
    assert {each["kind"] for each in said} == {"csv", "fixed-width", "json", "ods", "xlsx", "xml", "zip"}
    assert {each["level"] for each in said} == {"aggregate", "person"}


def test_the_blank_workbook_has_our_sheets_and_is_not_an_export_yet(tmp_path):
    blank = tmp_path / "leeg.xlsx"

    made = run("standard", "template", "--out", blank, "--json")
    checked = json.loads(run("check", blank, "--json").stdout)

    assert json.loads(made.stdout)["bytes"] == blank.stat().st_size
    assert checked["verdict"] == "rejected"
    assert [finding["table"] for finding in checked["findings"]] == ["aanlevering"]


def test_a_folder_in_which_nothing_can_be_written_is_one_line_and_wrong_use(tmp_path):
    (tmp_path / "file").write_text("x")
    out = tmp_path / "file" / "export.xlsx"
    command = [sys.executable, "-c", "from service.command_line import main; main()", "sample", "--out", out]

    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == f"eenmaal: {out}: Not a directory\n"
