"""The commands about formats as a data manager uses them: try, lint, publish and draft."""

import json
import shutil

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from tests.tools.exports import REPOSITORY, the_standard
from tests.tools.formats import a_workbook

FORMAT = """\
format: proef/lijst
title: Proef
provenance: illustrative
standard: 2026.1
valid: { from: 2025-Q1 }
period: quarter
law: [JW, WMO]
level: aggregate
purpose: Sturing op de productie
legal_ground: Contract, artikel 7
uses: [deel/rest]
examples: proef/lijst/voorbeelden
output: { kind: csv, filename: "{gemeentecode}-{agb_code}-{periode}.csv" }
sheets:
  Lijst:
    rows: { of: prestatie, with: [toewijzing], per: [productcode] }
    columns:
      Product: productcode
      Bedrag: { sum: { field: bedrag, sign_by: debet_credit } }
"""


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture
def mappings(tmp_path):
    """A folder of formats with two versions of one format and what the standard needs."""
    folder = tmp_path / "mappings"
    for name in ("standaard", "codelijsten", "landelijk/deel"):
        shutil.copytree(REPOSITORY / "mappings" / name, folder / name)
    rest = "".join(f"  {name}.*: niet gevraagd\n" for name in the_standard().tables)
    (folder / "deel").mkdir()
    (folder / "deel/rest.yaml").write_text(f"fragment: deel/rest\nnot_asked:\n{rest}")
    (folder / "proef/lijst").mkdir(parents=True)
    (folder / "proef/lijst/2025-Q1.yaml").write_text(FORMAT)
    later = FORMAT.replace("2025-Q1", "2027-Q1").replace("bedrag, sign_by: debet_credit", "bedrag")
    (folder / "proef/lijst/2027-Q1.yaml").write_text(later)
    shutil.copy(REPOSITORY / "mappings/synoniemen.csv", folder)
    return folder


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    paths = [folder / f"{seed}.xlsx" for seed in (1, 2, 3)]
    for seed, path in enumerate(paths):
        run("sample", "--seed", seed, "--municipalities", 4, "--clients", 40, "--out", path)
    return paths


def on(exports, option="--on"):
    return [part for path in exports for part in (option, path)]


def test_try_says_which_cells_differ_in_how_many_reports_and_how_lines_were_found_again(mappings, exports):
    options = ("--instead-of", "proef/lijst@2025-Q1", "--formats", mappings)

    answer = run("formats", "try", "proef/lijst@2027-Q1", *options, *on(exports))

    first, last = answer.stdout.splitlines()
    assert answer.exit_code == 0
    assert first.startswith("Lijst.Bedrag: ")
    assert "(nu de som van het veld bedrag); eerst " in first
    assert first.endswith("regels zijn teruggevonden op hun sleutel")
    assert last.startswith("3 aanleveringen, 3 met een hele periode, 1 verschillen, ")


def test_a_version_tried_against_itself_differs_in_nothing(mappings, exports):
    options = ("--instead-of", "proef/lijst@2025-Q1", "--formats", mappings)

    answer = run("formats", "try", "proef/lijst@2025-Q1", *options, *on(exports[:1]))

    assert answer.stdout.startswith("1 aanleveringen, 1 met een hele periode, 0 verschillen, ")


def test_publish_keeps_a_version_and_a_changed_fragment_leaves_its_hash(mappings, exports):
    example(mappings, exports[0], "proef/lijst")
    named = ("proef/lijst@2025-Q1", "--formats", mappings)
    early = run("formats", "publish", *named)
    run("formats", "test", "--accept", *named)

    first = run("formats", "publish", *named)
    rest = mappings / "deel/rest.yaml"
    rest.write_text(rest.read_text().replace("niet gevraagd", "niet nodig"))
    again = run("formats", "publish", *named)

    assert (early.exit_code, first.exit_code, again.exit_code) == (1, 0, 0)
    assert "geeft iets anders dan verwacht" in early.output
    assert first.stdout.startswith("proef/lijst@2025-Q1 ligt vast als ")
    assert again.stdout == first.stdout
    index = (mappings / "gepubliceerd.csv").read_text().splitlines()
    assert [line.split(",")[:2] for line in index] == [["formaat", "versie"], ["proef/lijst", "2025-Q1"]]


def test_a_format_without_a_worked_example_is_not_published(mappings):
    answer = run("formats", "publish", "proef/lijst@2027-Q1", "--formats", mappings)

    assert (answer.exit_code, "heeft geen voorbeeld" in answer.output) == (1, True)


def test_a_workbook_nobody_has_seen_becomes_a_published_format_without_python(tmp_path, mappings, exports):
    """The steps of mappings/README.md: draft, correct, lint, test, publish."""
    workbook = REPOSITORY / "tests/unseen_workbooks/controller.xlsx"
    run("formats", "draft", workbook, "--name", "nieuw/kwartaal", "--out", tmp_path, "--formats", mappings)
    shutil.copytree(tmp_path / "concepten", tmp_path, dirs_exist_ok=True)
    written = mappings / "nieuw/kwartaal/2026-Q1.yaml"
    lines = [CORRECTED.get(line.partition(":")[0].strip(), line) for line in written.read_text().splitlines()]
    written.write_text("\n".join(lines).replace("per: [eenheid]", "per: [productcode, eenheid]") + "\n")
    example(mappings, exports[0], "nieuw/kwartaal")
    named = ("nieuw/kwartaal", "--formats", mappings)

    done = [
        run("formats", *step, *named)
        for step in (("lint",), ("test", "--accept"), ("test",), ("describe",), ("publish",))
    ]

    assert [each.exit_code for each in done] == [0, 0, 0, 0, 0]
    assert "Kolom Arrangement bevat het veld productcode." in done[3].stdout
    expected = mappings / "nieuw/kwartaal/voorbeelden/klein/verwacht"
    assert len(list(expected.glob("*.txt"))) == 4
    assert "Geleverde eenheden" in next(expected.glob("*.txt")).read_text()


CORRECTED = {
    "purpose": "purpose: Sturing op de productie\nlegal_ground: Contract, artikel 7",
    "# ONBEKEND Arrangement": "      Arrangement: productcode",
    "# ONBEKEND Geleverde eenheden": "      Geleverde eenheden: { sum: volume }",
}


def example(mappings, export, name):
    """A worked example of a format: a submission and what it shows, and yet nothing that is expected."""
    folder = mappings / name / "voorbeelden/klein"
    folder.mkdir(parents=True)
    shutil.copy(export, folder / "export.xlsx")
    (folder / "README.md").write_text("Een kleine aanlevering.")


def test_lint_holds_formats_against_recent_data(mappings, exports):
    (mappings / "proef/codetabellen").mkdir()
    (mappings / "proef/codetabellen/producten.csv").write_text("code,wordt\n45A03,Ambulant\n")
    written = FORMAT.replace(
        "Product: productcode", "Product: { field: productcode, translate: proef/producten }"
    )
    (mappings / "proef/lijst/2025-Q1.yaml").write_text(written)

    answer = run("formats", "lint", "proef/lijst@2025-Q1", "--formats", mappings, *on(exports, "--data"))

    assert answer.exit_code == 0
    assert "rijen van recente gegevens. [code-not-in-table]" in answer.stdout


def test_lint_of_the_whole_catalogue_has_nothing_to_say():
    answer = run("formats", "lint")

    assert (answer.exit_code, answer.stdout) == (0, "0 opmerkingen.\n")


def test_draft_writes_a_format_that_compiles_and_says_what_it_does_not_know(tmp_path, mappings):
    workbook = tmp_path / "vraag.xlsx"
    workbook.write_bytes(a_workbook({"Blad": [["Productcode", "Bedrag", "Kleur van de jas"]]}))
    options = ("--name", "proef/nieuw", "--out", tmp_path / "concept", "--formats", mappings)

    answer = run("formats", "draft", workbook, *options)

    assert answer.exit_code == 0
    assert "Kleur van de jas: onbekend" in answer.stdout
    assert (tmp_path / "concept/mappings/proef/nieuw/2026-Q1.yaml").exists()
    assert (tmp_path / "concept/templates/reports/proef/nieuw.xlsx").read_bytes() == workbook.read_bytes()


def a_draft(out, mappings, *options, rows=(("Product", "Bedrag", "Kleur van de jas"),), name="proef/nieuw"):
    workbook = mappings.parent / "vraag.xlsx"
    workbook.write_bytes(a_workbook({"Blad": [list(row) for row in rows]}))
    return run("formats", "draft", workbook, "--name", name, "--out", out, "--formats", mappings, *options)


def test_a_folder_without_a_list_of_words_is_drafted_with_our_own(tmp_path, mappings):
    (mappings / "synoniemen.csv").unlink()
    workbook = REPOSITORY / "templates/reports/voorbeeldregio-vecht/vaste-lijst.xlsx"

    drafted = run(
        "formats",
        "draft",
        workbook,
        "--name",
        "proef/lijst",
        "--out",
        tmp_path / "uit",
        "--formats",
        mappings,
    )

    assert drafted.exit_code == 0
    assert "Aantal cliënten" in (tmp_path / "uit/mappings/proef/lijst/2026-Q1.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("out", [".", "mappings", "mappings/landelijk"])
def test_a_draft_is_never_written_among_the_formats_in_use(tmp_path, mappings, out):
    before = sorted(mappings.rglob("*.yaml"))

    answer = a_draft(tmp_path / out, mappings)

    assert answer.exit_code == 0
    assert sorted(mappings.rglob("*.yaml")) == before
    assert (tmp_path / "concepten/mappings/proef/nieuw/2026-Q1.yaml").exists()


def test_a_draft_as_json_names_each_column_with_its_confidence_and_what_was_not_understood(
    tmp_path, mappings
):
    answer = a_draft(tmp_path / "concept", mappings, "--json")

    told = json.loads(answer.stdout)
    assert told["format"] == str(tmp_path / "concept/mappings/proef/nieuw/2026-Q1.yaml")
    assert [(each["address"], each["confidence"]) for each in told["columns"]] == [
        ("Product", 95),
        ("Bedrag", 95),
        ("Kleur van de jas", 0),
    ]
    assert set(told["columns"][0]) == {"sheet", "block", "address", "proposal", "confidence", "reason"}
    assert [each.partition(":")[0] for each in told["not_understood"]] == ["Blad, kolom 'Kleur van de jas'"]


@pytest.mark.parametrize("name", ["../weg", "Proef/Nieuw", "nieuw", "proef/a b"])
def test_a_draft_with_a_name_that_no_format_can_have_is_not_written(tmp_path, mappings, name):
    answer = a_draft(tmp_path / "concept", mappings, name=name)

    assert answer.exit_code == 2
    assert not (tmp_path / "concept").exists()
