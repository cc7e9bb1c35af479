"""What formats ask is counted once more from the documents alone."""

import pytest

from service.domain.burden.from_plans import demand_of
from service.domain.burden.questions import questions_of
from service.domain.periods import parse_period
from service.recount.asked import asked_of
from service.use_cases.burden.verify_publication import VerifyPublication
from tests.golden.examples import the_catalogue
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY, the_standard

CATALOGUE = the_catalogue()
VERIFY = VerifyPublication.from_mappings(REPOSITORY / "mappings", the_standard(), CATALOGUE)
COUNTS = ("asked", "available_elsewhere", "by_source", "shapes")


def first_count(plans):
    one, *_ = example_deliveries()
    deliveries = [
        type(one)(
            provider="X",
            municipality=plan.name,
            demand=demand_of(plan),
            period=one.period,
            submission="1",
            rows=1,
        )
        for plan in plans
    ]
    return {name: count for name, count in questions_of(deliveries).as_json().items() if name in COUNTS}


def second_count(plans):
    formats = [(plan.name, VERIFY.by_hash[plan.sha256]) for plan in plans]
    return asked_of(formats, parse_period("2026-Q1"), the_standard(), VERIFY.code_tables)


@pytest.mark.parametrize("plan", list(CATALOGUE.every_plan()), ids=lambda each: f"{each.name}@{each.version}")
def test_both_counts_agree_on_every_format(plan):
    assert second_count([plan]) == first_count([plan])


def test_both_counts_agree_on_all_formats_together():
    latest = [versions[-1] for versions in CATALOGUE.plans.values()]

    assert second_count(latest) == first_count(latest)
    assert first_count(latest)["shapes"] > 20
