"""What is published stays what it was, whatever becomes of the fragments and code tables it used."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.publication import plan_of, publication_of
from service.files.catalogue.loading import load_catalogue, publish
from service.files.catalogue.surveying import surveyed
from service.pipeline.whole_way import produce
from tests.golden.examples import the_catalogue
from tests.tools.catalogues import whole_catalogue, write_files
from tests.tools.exports import REPOSITORY, an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_workbook

FORMAT = """\
format: proef/lijst
title: Proef
provenance: illustrative
standard: 2026.1
valid: { from: 2025-Q1 }
period: quarter
law: [JW]
level: aggregate
uses: [deel/rest, deel/bedrag]
output: { kind: xlsx, template: proef.xlsx, filename: "{gemeentecode}.xlsx" }
sheets:
  Lijst:
    rows: { of: prestatie, with: [toewijzing], per: [productcode] }
    columns:
      Product: { field: productcode, translate: proef/producten }
"""
REST = "fragment: deel/rest\nnot_asked:\n" + "".join(
    f"  {name}.*: niet gevraagd\n" for name in the_standard().tables
)
AMOUNT = """\
fragment: deel/bedrag
sheets:
  Lijst:
    columns:
      Bedrag: { sum: { field: bedrag, sign_by: debet_credit } }
"""
TABLE = "code,wordt\n45A03,Ambulant\n"


BLANK = a_workbook({"Lijst": [["Bedrag", "Product", "Aantal"]]})


def write(folder: Path, **changed: str | bytes) -> None:
    files: dict[str, str | bytes] = {
        "mappings/proef/lijst/2025-Q1.yaml": changed.get("own", FORMAT),
        "mappings/deel/rest.yaml": REST,
        "mappings/deel/bedrag.yaml": changed.get("fragment", AMOUNT),
        "mappings/proef/codetabellen/producten.csv": changed.get("table", TABLE),
        "templates/reports/proef.xlsx": changed.get("template", BLANK),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def load(folder: Path) -> Catalogue:
    return whole_catalogue(folder)


def report(catalogue: Catalogue) -> tuple[str, bytes]:
    plan = catalogue.find_plan("proef/lijst")
    assert plan is not None
    submitted = catalogue.submitted(an_export(prestatie=[{}]))
    (made,) = produce(catalogue, submitted, Assignment(plan, FIRST_QUARTER, ("0014",))).reports
    return made.format_sha256, made.content


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, tuple[str, bytes]]:
    write(tmp_path)
    catalogue = load(tmp_path)
    plan = catalogue.find_plan("proef/lijst")
    assert plan is not None
    before = report(catalogue)
    publish(tmp_path / "mappings", catalogue, plan)
    return tmp_path, before


def test_a_published_version_gives_the_same_bytes_under_the_same_name(published):
    folder, before = published

    assert report(load(folder)) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"fragment": AMOUNT.replace("field: bedrag, sign_by: debet_credit", "field: volume")},
        {"fragment": AMOUNT.replace("sum:", "somm:")},
        {"table": TABLE.replace("Ambulant", "Iets anders")},
        {"template": a_workbook({"Lijst": [["Product", "Bedrag", "Opmerking"]]})},
        {"template": a_workbook({"Ander blad": [["Product"]]})},
    ],
    ids=["fragment", "broken fragment", "code table", "workbook", "broken workbook"],
)
def test_a_later_edit_of_what_it_uses_leaves_every_byte_as_it_was(published, changed):
    folder, before = published

    write(folder, **changed)

    assert report(load(folder)) == before


def test_a_code_that_had_no_meaning_may_get_one_and_what_was_reported_stays_as_it_was(published):
    folder, (name, content) = published
    export = an_export(prestatie=[{}, {"referentienummer": "R2", "productcode": "41A01"}])

    write(folder, table=f"{TABLE.replace('Ambulant', 'Iets anders')}41A01,Dag\n")

    catalogue = load(folder)
    plan = catalogue.plans["proef/lijst"][0]
    (made,) = produce(
        catalogue, catalogue.submitted(export), Assignment(plan, FIRST_QUARTER, ("0014",))
    ).reports
    assert report(catalogue)[1] == content
    assert made.balance.rows.reported == 2
    assert made.format_sha256 != name


def test_a_version_that_is_not_published_follows_its_fragments(published):
    folder, before = published
    (folder / "mappings/gepubliceerd.csv").unlink()

    write(folder, table=TABLE.replace("Ambulant", "Iets anders"))

    assert report(load(folder)) != before


def test_a_fragment_that_is_gone_does_not_break_what_is_published(published):
    folder, before = published

    (folder / "mappings/deel/bedrag.yaml").unlink()

    assert report(load(folder)) == before


def test_editing_its_own_file_is_refused_with_file_line_and_remedy(published):
    folder, _ = published

    write(folder, own=FORMAT.replace("title: Proef", "title: Proef 2"))

    with pytest.raises(FormatError, match="write it as a version with a later `valid: from`") as refusal:
        load(folder)
    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/lijst/2025-Q1.yaml", 5)


def test_a_remark_in_its_own_file_changes_nothing(published):
    folder, before = published

    write(folder, own=f"# Besproken in het regio-overleg.\n{FORMAT}")

    assert report(load(folder)) == before


def test_a_later_version_stands_beside_the_published_one(published):
    folder, before = published
    later = FORMAT.replace("from: 2025-Q1", "from: 2027-Q1").replace("title: Proef", "title: Proef 2")
    (folder / "mappings/proef/lijst/2027-Q1.yaml").write_text(later)

    plans = load(folder).plans["proef/lijst"]

    assert [(plan.version, plan.sha256 == before[0]) for plan in plans] == [
        ("2025-Q1", True),
        ("2027-Q1", False),
    ]


def test_publishing_twice_is_the_same_as_once(published):
    folder, _ = published
    index = (folder / "mappings/gepubliceerd.csv").read_text()
    catalogue = load(folder)

    publish(folder / "mappings", catalogue, catalogue.plans["proef/lijst"][0])

    assert (folder / "mappings/gepubliceerd.csv").read_text() == index


def test_another_text_under_a_published_version_is_refused(published):
    folder, _ = published
    catalogue = load(folder)
    other = replace(catalogue.plans["proef/lijst"][0], sha256="0" * 64)

    with pytest.raises(FormatError, match="is published already, as something else") as refusal:
        publish(folder / "mappings", catalogue, other)

    assert (refusal.value.file, refusal.value.line) == ("mappings/gepubliceerd.csv", 2)


@pytest.mark.parametrize(
    ("suffix", "said"), [("json", "is not what was published"), ("xlsx", "is not the one it")]
)
def test_a_kept_file_that_was_touched_is_refused(published, suffix, said):
    folder, _ = published
    (kept,) = (folder / "mappings/gepubliceerd").glob(f"*.{suffix}")
    kept.write_bytes(kept.read_bytes().replace(b"Proef", b"Anders") if suffix == "json" else b"weg")

    with pytest.raises(FormatError, match=said) as refusal:
        load(folder)

    assert refusal.value.file.startswith("mappings/gepubliceerd/")


def test_a_kept_file_that_is_gone_is_refused_with_its_line(published):
    folder, _ = published
    next((folder / "mappings/gepubliceerd").glob("*.json")).unlink()

    with pytest.raises(FormatError, match="What is published here is gone") as refusal:
        load(folder)

    assert (refusal.value.file, refusal.value.line) == ("mappings/gepubliceerd.csv", 2)


def test_every_format_of_the_catalogue_comes_back_from_its_publication_as_the_same_plan():
    catalogue = the_catalogue()
    for plan in catalogue.every_plan():
        template = blank_of(plan.format.output, catalogue.templates)

        again = surveyed(plan_of(publication_of(plan), the_standard(), template), catalogue.templates)

        assert (again.sha256, again.sheets, again.cells) == (plan.sha256, plan.sheets, plan.cells)
        assert list(json.loads(again.resolved)["format"].get("sheets", {})) == [s.name for s in plan.sheets]


def test_the_order_of_columns_is_part_of_what_a_version_is(tmp_path):
    columns = "Product: { field: productcode, translate: proef/producten }"
    names = []
    for written in (
        f"{columns}\n      Aantal: {{ sum: volume }}",
        f"Aantal: {{ sum: volume }}\n      {columns}",
    ):
        write(tmp_path, own=FORMAT.replace(columns, written))
        names.append(load(tmp_path).plans["proef/lijst"][0].sha256)

    assert names[0] != names[1]


def test_every_format_of_the_catalogue_is_published():
    assert [plan.name for plan in the_catalogue().every_plan() if not plan.is_published] == []


def test_an_edit_of_a_shared_fragment_and_of_every_code_table_leaves_what_is_published(tmp_path):
    """The real catalogue, its fragments emptied and its code tables said otherwise."""
    shutil.copytree(REPOSITORY / "mappings", tmp_path / "mappings")
    for path in (tmp_path / "mappings").glob("*/deel/*.yaml"):
        path.write_text(f"fragment: deel/{path.stem}\n")
    for path in (tmp_path / "mappings").glob("*/codetabellen/*.csv"):
        head, *lines = path.read_text().splitlines()
        place = head.split(",").index("wordt")
        said = [[*line.split(",")[:place], "Iets anders"] for line in lines]
        columns = ",".join(head.split(",")[: place + 1])
        path.write_text(f"{columns}\n" + "".join(f"{','.join(line)}\n" for line in said))

    changed = whole_catalogue(tmp_path, REPOSITORY / "templates")

    assert {plan.name: plan for plan in changed.every_plan()} == {
        plan.name: plan for plan in the_catalogue().every_plan()
    }


def test_what_nobody_asks_is_left_as_it_was_published_when_only_the_asked_is_needed(tmp_path):
    """A broken file is named all the same: whether somebody meant to ask it is not known."""
    folder = tmp_path / "mappings"
    shutil.copytree(REPOSITORY / "mappings", folder)
    for calendar in (folder / "uitvragen").glob("*.yaml"):
        calendar.unlink()
    asked = "voorbeeldregio-west/declaratieoverzicht"
    write_files(
        tmp_path,
        {
            "mappings/uitvragen/een.yaml": f"requests:\n  - {{ format: {asked}, municipalities: "
            '["0014"], from: 2025-Q1, legal_ground: proef }\n',
            "mappings/proef/fout/2026-Q1.yaml": "format: proef/fout\n",
        },
    )

    whole = load_catalogue(folder, REPOSITORY / "templates", the_standard())
    needed = load_catalogue(folder, REPOSITORY / "templates", the_standard(), asked_only=True)

    assert list(needed.plans) == [asked]
    assert needed.plans[asked] == whole.plans[asked]
    assert needed.requests == whole.requests
    assert [each.name for each in needed.broken] == [each.name for each in whole.broken] == ["proef/fout"]
