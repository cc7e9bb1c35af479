"""A line of an allocation has the course of the period, or all of it when the format says so."""

from datetime import date

import pytest

from service.domain.failures import FormatError
from service.domain.formats.describe import describe
from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from tests.tools.exports import an_export, the_standard
from tests.tools.faults import in_dutch
from tests.tools.formats import FIRST_QUARTER, NAMES, a_plan

COURSE = [
    {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": begin, "einddatum": end}
    for begin, end in [
        (date(2025, 4, 20), date(2025, 12, 20)),
        (date(2026, 1, 12), None),
        (date(2026, 4, 2), None),
    ]
]


def plan_of(**more):
    rows = {"of": "toewijzing", "with": ["verloop"], **more}
    columns = {"Start": {"earliest": "verloop.begindatum"}, "Rijen": {"count": "verloop"}}
    return a_plan(sheets={"lijst": {"rows": rows, "columns": columns}})


def line(plan):
    submitted = Submitted(export=an_export(verloop=COURSE), standard=the_standard())
    (content,) = translate(submitted, plan, FIRST_QUARTER, NAMES).reports[0].content.sheets
    return [str(each.items[0]) for each in content.columns.values()]


def test_of_what_is_not_asked_from_the_start_only_what_touches_the_period_counts_and_that_is_said():
    plan = plan_of(from_the_start=[])

    assert line(plan) == ["2026-01-12", "1"]
    assert any("alleen de rijen in de periode" in each.nl for each in describe(plan))


def test_from_the_start_the_first_begin_is_that_of_before_the_period_and_nothing_of_after_it():
    plan = plan_of(from_the_start=["verloop"])

    assert line(plan) == ["2025-04-20", "2"]
    assert any("ook de rijen van voor de periode" in each.nl for each in describe(plan))


def test_a_format_that_is_written_now_means_all_of_the_course_without_saying_so():
    assert line(plan_of()) == line(plan_of(from_the_start=["verloop"]))


def test_a_table_that_is_not_joined_cannot_be_asked_from_the_start():
    with pytest.raises(FormatError, check=in_dutch("staat niet onder `with`")):
        plan_of(from_the_start=["uitkomst"])
