"""The second count of burden gives what the first gave: on every report of the demo and on random runs."""

import re
from pathlib import Path

import pytest

from service.command_line.demo_guests import main_export, small_export
from service.domain.burden.from_plans import delivery_of, demand_of
from service.domain.burden.level_zero import level_zero
from service.domain.burden.questions import questions_of
from service.domain.formats.calendar import Assignment
from service.files.catalogue.loading import load_catalogue
from service.files.standard.loader import load_standard
from service.pipeline.translate_file import translate_file
from service.pipeline.whole_way import produce
from service.recount.count import FoundFile, recount_all
from service.use_cases.burden.measure_file import MeasureFile
from service.use_cases.burden.recompute_file import RecomputeBurden
from tests.golden.examples import all_examples
from tests.tools.burden_runs import random_run
from tests.tools.how_many import few_of

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def standard():
    return load_standard(HOUSE / "mappings")


@pytest.fixture(scope="module")
def catalogue(standard):
    return load_catalogue(HOUSE / "mappings", HOUSE / "templates", standard)


def test_both_counts_agree_on_every_report_of_the_demo(catalogue, standard):
    again = RecomputeBurden.from_mappings(HOUSE / "mappings", standard)
    for content in (main_export(catalogue), small_export(catalogue, is_right=True)):
        translated = translate_file(content, "export.xlsx", catalogue)
        reports = [report for each in translated.productions for report in each.reports]

        counted = again(content, "export.xlsx", [(each.filename, each.content) for each in reports])

        assert len(reports) > 10
        assert counted.level_zero == translated.settlement.burden.as_json()
        assert counted.questions == measured_of(content, catalogue).questions.as_json()


@pytest.mark.parametrize("seed", few_of(range(4), range(8)))
def test_both_counts_agree_on_a_random_run(seed):
    run = random_run(seed)

    assert run.second == run.first.as_json()
    assert run.asked_again == run.asked.as_json()


@pytest.mark.long
def test_both_counts_agree_on_a_thousand_random_runs():
    differing = [
        seed
        for seed in range(1_000, 2_000)
        if (run := random_run(seed)).second != run.first.as_json() or run.asked_again != run.asked.as_json()
    ]

    assert differing == []


def test_the_second_count_shares_no_code_with_the_first():
    """No import of translation, of compiled formats and their verbs, or of the first count."""
    forbidden = re.compile(
        r"import.*service\.domain\.(translation|burden|fates|selection)|"
        r"from service\.domain\.(translation|burden|fates|selection)|"
        r"from service\.domain\.formats\.(plan|verb|verbs|rows|shape|conditions|code_tables)"
    )
    rooms = [
        *(HOUSE / "service" / "recount").glob("*.py"),
        HOUSE / "service/use_cases/burden/recompute_file.py",
    ]
    for path in rooms:
        assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_the_measure_of_a_file_has_the_counts_of_its_run(catalogue):
    content = main_export(catalogue)
    stored = translate_file(content, "export.xlsx", catalogue).settlement.burden.as_json()

    measured = MeasureFile.from_mappings(HOUSE / "mappings", catalogue)(content, "export.xlsx")

    assert measured.as_json()["level0"] == stored


@pytest.mark.parametrize("example", list(all_examples()), ids=str)
def test_both_counts_agree_on_every_worked_example_of_every_format(example, standard):
    again = RecomputeBurden.from_mappings(HOUSE / "mappings", standard)
    plan = example.plan
    made = [
        produce(example.catalogue, submitted, Assignment(plan, period, submitted.municipality_codes()))
        for submitted, period in example.submissions
    ]
    reports = [report for each in made for report in each.reports]
    facts = [fact for each in made for fact in each.facts]

    counted = recount_all(
        example.export,
        standard,
        again.tables,
        [
            FoundFile(report.municipality, _document(again, plan), report.period, report.content)
            for report in reports
        ],
        example.earlier,
    )

    first = level_zero([each.cells for each in reports], facts, [plan], len(reports))
    assert counted.level_zero == first.as_json()
    assert counted.questions == questions_of(_deliveries(reports, demand_of(plan))).as_json()


def _deliveries(reports, demand):
    return [
        delivery_of(
            demand,
            each.cells,
            0,
            provider="X",
            municipality=each.municipality,
            period=each.period,
            submission="upload",
        )
        for each in reports
    ]


def measured_of(content, catalogue):
    return MeasureFile.from_mappings(HOUSE / "mappings", catalogue)(content, "export.xlsx")


def _document(again, plan):
    return next(
        each
        for each in again.documents
        if each.name == plan.name and str(each.content["valid"]["from"]) == plan.version
    )
