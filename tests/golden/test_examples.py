"""Every format gives, for each of its worked examples, exactly the report that stands there as text."""

import pytest

from tests.golden.examples import all_examples, the_catalogue

EXAMPLES = list(all_examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_gives_the_report_that_is_expected(example):
    assert example.produced() == example.expected()


def test_every_format_has_an_example():
    assert {example.plan.sha256 for example in EXAMPLES} == {
        plan.sha256 for plan in the_catalogue().every_plan()
    }
