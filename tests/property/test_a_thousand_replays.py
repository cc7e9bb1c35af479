"""Reports under older formats and templates are made again by kept versions: every byte is as it was."""

import csv
import shutil
from dataclasses import dataclass
from random import Random

import pytest

from service.domain.made_report import MadeReport
from service.domain.periods import parse_period
from service.domain.standard.export import Export
from service.domain.standard.intake import check_export
from service.domain.submissions.jobs import Subject
from service.files.export import pack_tables, write_export
from service.files.intake import read_export
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.translation_engine import TranslationEngine
from service.pipeline.whole_way import produce_each
from service.sample import choose_municipalities, sample_tables
from tests.tools.exports import REPOSITORY, the_standard

SEED = 20260116
PERIODS = ("2025", "2026-Q1", "2026-Q2", "2026")


@dataclass(frozen=True)
class Published:
    """A report as it was made then, and what it was made of."""

    tables: bytes
    made: MadeReport

    @property
    def subject(self) -> Subject:
        return Subject(self.made.format, self.made.format_sha256, self.made.period)


def a_delivery(catalogue, number: int) -> Export:
    codes = choose_municipalities(sorted(catalogue.municipalities), 60, seed=SEED + number)
    days = parse_period(PERIODS[number % len(PERIODS)])
    tables = sample_tables(the_standard(), seed=SEED + number, municipalities=codes, clients=150, period=days)
    written = write_export(tables, the_standard(), "xlsx")
    return check_export(read_export(written, "export.xlsx"), the_standard()).export


def reports_of(catalogue, export: Export) -> list[Published]:
    tables, submitted = pack_tables(export), catalogue.submitted(export)
    kept = (each for each in catalogue.assignments_for(export) if each.plan.is_published)
    return [
        Published(tables, made) for each in kept for made in produce_each(catalogue, submitted, each).reports
    ]


def changed_since(folder):
    """The installation a while later: fragments, code tables and every blank workbook are others now."""
    mappings, templates = folder / "mappings", folder / "templates"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    shutil.copytree(REPOSITORY / "templates", templates)
    index = (mappings / "gepubliceerd.csv").read_text(encoding="utf-8").splitlines()
    published = {row["formaat"] for row in csv.DictReader(index)}
    for name in published:
        for file in (mappings / name).glob("*.yaml"):
            file.unlink()
    for file in mappings.glob("*/codetabellen/*.csv"):
        head, *lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    return CurrentCatalogue(mappings_dir=mappings, templates_dir=templates)


def replayed(count: int, folder) -> tuple[int, list[str]]:
    """How many reports were made again, and the files of those that came out otherwise."""
    then = CurrentCatalogue(mappings_dir=REPOSITORY / "mappings", templates_dir=REPOSITORY / "templates")()
    published: list[Published] = []
    number = 0
    while len(published) < count:
        published += reports_of(then, a_delivery(then, number))
        number += 1
    drawn = Random(SEED).sample(published, count)
    engine = TranslationEngine(changed_since(folder))
    different = []
    for each in drawn:
        (again,) = engine.produce(each.tables, each.subject, each.made.municipality)
        if again.sha256 != each.made.sha256:
            different.append(each.made.filename)
    return len({(each.made.format, each.made.format_sha256) for each in drawn}), different


def test_reports_of_kept_versions_are_made_again_to_the_byte(tmp_path):
    versions, different = replayed(15, tmp_path)

    assert different == []
    assert versions > 3


@pytest.mark.long
def test_a_thousand_reports_are_made_again_to_the_byte(tmp_path):
    versions, different = replayed(1_000, tmp_path)

    print(f"1,000 reports in {versions} versions of formats, {len(different)} otherwise")
    assert different == []
    assert versions > 15
