"""eenmaal translate --earlier: reports made before, each with its figures beside it."""

import hashlib
import json
import shutil

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from tests.tools.exports import REPOSITORY

FORMAT = "voorbeeldregio-vecht/cumulatief"
FIRST = "export-2026-Q1.zip"
SECOND = "export-2026-Q2.zip"
EXAMPLES = REPOSITORY / "mappings" / "voorbeeldregio-vecht"
REQUEST = """requests:
  - format: voorbeeldregio-vecht/cumulatief
    municipalities: ["0344", "0352"]
    from: 2025-Q1
    deadline_days: 30
    legal_ground: voorbeeld
"""


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The formats with one request, and the exports of two quarters."""
    folder = tmp_path_factory.mktemp("jaar")
    formats = folder / "mappings"
    shutil.copytree(REPOSITORY / "mappings", formats)
    for requests in (formats / "uitvragen").glob("*.yaml"):
        requests.unlink()
    (formats / "uitvragen" / "alleen.yaml").write_text(REQUEST, encoding="utf-8")
    first = EXAMPLES / "leeftijdsgroepen" / "voorbeelden" / "twee-groepen" / "export"
    second = EXAMPLES / "cumulatief" / "voorbeelden" / "tweede-kwartaal" / "export"
    for name, source in ((FIRST, first), (SECOND, second)):
        shutil.make_archive(str(folder / name.removesuffix(".zip")), "zip", source)
    return folder


def translated(place, name, out, *more):
    answer = run("translate", place / name, "--out", out, "--formats", place / "mappings", *more, "--json")
    return json.loads(answer.stdout), answer.exit_code


@pytest.fixture(scope="module")
def first(place):
    """The folder with the reports over the first quarter."""
    said, exit_code = translated(place, FIRST, place / "eerste")
    assert exit_code == 0
    assert [report["municipality"] for report in said["reports"]] == ["0344"]
    return place / "eerste"


def test_a_report_that_looks_back_has_its_figures_beside_it(first):
    (report,) = first.glob("0344/*.xlsx")

    kept = json.loads(report.with_name(f"{report.name}.cijfers.json").read_bytes())

    assert kept["sha256"] == hashlib.sha256(report.read_bytes()).hexdigest()
    assert (kept["format"], kept["municipality"], kept["period"]) == (FORMAT, "0344", "2026-Q1")
    assert kept["blocks"]["Verloop"]["keys"] == [
        {"kind": "text", "values": ["41A12", "43A50", "45A03", "45A04"]}
    ]


def test_a_later_report_names_the_hash_of_the_earlier_one_and_what_lacks(place, first, tmp_path):
    said, exit_code = translated(place, SECOND, tmp_path, "--earlier", first)

    (report,) = first.glob("0344/*.xlsx")
    used = {each["municipality"]: each["earlier"] for each in said["reports"]}
    lacking = [each["text"]["nl"] for each in said["findings"] if each["code"] == "earlier-report-not-there"]
    assert exit_code == 0
    assert used == {
        "0344": [{"period": "2026-Q1", "sha256": hashlib.sha256(report.read_bytes()).hexdigest()}],
        "0352": [],
    }
    (words,) = lacking
    assert words.startswith("Gemeente 0352, voorbeeldregio-vecht/cumulatief: over 2026-Q1 is geen rapportage")
    assert "blijft Verloop: Vorig kwartaal, Verloop: Cumulatief dit jaar leeg" in words


def test_the_same_export_with_the_same_earlier_reports_gives_the_same_bytes(place, first, tmp_path):
    hashes = []
    for name in ("een", "twee"):
        said, _ = translated(place, SECOND, tmp_path / name, "--earlier", first)
        hashes.append([report["sha256"] for report in said["reports"]])
    without, _ = translated(place, SECOND, tmp_path / "zonder")

    assert hashes[0] == hashes[1]
    assert [report["sha256"] for report in without["reports"]] != hashes[0]


def test_the_recount_of_files_that_look_back_agrees_when_it_is_given_the_same(place, first, tmp_path):
    answer = run(
        *("translate", place / SECOND, "--out", tmp_path / "uit", "--formats", place / "mappings"),
        *("--earlier", first, "--json"),
    )
    (tmp_path / "geteld.json").write_text(answer.stdout, encoding="utf-8")
    stored = ("--stored", tmp_path / "geteld.json", "--json")

    again = run("burden", "recompute", place / SECOND, tmp_path / "uit", "--earlier", first, *stored)

    assert json.loads(again.stdout)["is_equal"], again.stdout
    assert again.exit_code == 0


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda file, _figures: file.write_bytes(file.read_bytes() + b"!"), "it was changed since"),
        (lambda file, _figures: file.unlink(), "is not beside it"),
        (lambda _file, figures: figures.write_text("{}", encoding="utf-8"), "not the figures of a report"),
        (
            lambda _file, figures: (figures.parent / "nog.xlsx.cijfers.json").write_bytes(
                figures.read_bytes()
            ),
            "nog.xlsx, is not beside it",
        ),
    ],
)
def test_figures_that_are_not_of_the_file_beside_them_are_refused(place, first, tmp_path, spoil, words):
    shutil.copytree(first, tmp_path / "eerder")
    (file,) = (tmp_path / "eerder").glob("0344/*.xlsx")
    spoil(file, file.with_name(f"{file.name}.cijfers.json"))

    answer = run(
        *("translate", place / SECOND, "--out", tmp_path / "uit", "--formats", place / "mappings"),
        *("--earlier", tmp_path / "eerder"),
    )

    assert answer.exit_code == 2
    assert words in " ".join(answer.output.split())
    assert not (tmp_path / "uit").exists()


def test_two_different_reports_of_one_period_are_refused(place, first, tmp_path):
    shutil.copytree(first, tmp_path / "eerder" / "een")
    shutil.copytree(first, tmp_path / "eerder" / "twee")
    (file,) = (tmp_path / "eerder" / "twee").glob("0344/*.xlsx")
    figures = file.with_name(f"{file.name}.cijfers.json")
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes() + b"!")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    figures.write_text(figures.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    answer = run(
        *("translate", place / SECOND, "--out", tmp_path / "uit", "--formats", place / "mappings"),
        *("--earlier", tmp_path / "eerder"),
    )

    assert answer.exit_code == 2
    assert "two reports of one period" in " ".join(answer.output.split())


def test_explain_names_the_earlier_reports_that_a_cell_looks_back_on(place, first, tmp_path):
    translated(place, SECOND, tmp_path, "--earlier", first)
    (report,), (before,) = tmp_path.glob("0344/*.xlsx"), first.glob("0344/*.xlsx")
    more = ("--formats", place / "mappings", "--earlier", first, "--json")

    answer = run("explain", report, "Verloop!C6", "--from", place / SECOND, *more)

    told = json.loads(answer.stdout)
    sha256 = hashlib.sha256(before.read_bytes()).hexdigest()
    assert told["earlier"] == [{"period": "2026-Q1", "sha256": sha256}]
    assert told["rows"] == []
    assert told["words"]["nl"].startswith("Dit kwartaal van de vorige periode, zoals toen gepubliceerd")
