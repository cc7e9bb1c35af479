"""Whatever the history of a period: what was added up gives byte for byte what one whole delivery gives."""

from random import Random

import pytest

from service.domain.findings import Verdict
from service.pipeline.whole_way import produce_each, read_and_check
from tests.golden.examples import the_catalogue
from tests.tools.additions import MUNICIPALITIES, draw_history
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of

NORMAL = range(2)
EVERY = range(10_000)


def _reports(checked):
    catalogue = the_catalogue()
    submitted = catalogue.submitted(checked.export)
    made = [produce_each(catalogue, submitted, each) for each in catalogue.assignments_for(checked.export)]
    reports = [report for each in made for report in each.reports]
    unmade = {one.as_json()["format"]: one.code for each in made for one in each.unmade}
    return {(each.municipality, each.format, each.period.label): each.content for each in reports}, unmade


def _hold(seed):
    """The verdict and the kinds of file that were the same."""
    chance = Random(seed)
    history = draw_history(chance)
    *before, last = history.uploads
    added_up = read_and_check(
        [(last.filename, last.content)], the_standard(), before=before, reading=last.reading
    )
    whole = history.whole(chance)
    at_once = read_and_check([(whole.filename, whole.content)], the_standard())

    assert [each.kind.code for each in added_up.findings if each.kind.severity == "blocks"] == []
    assert added_up.verdict is at_once.verdict is not Verdict.REJECTED
    assert _reports(added_up) == _reports(at_once)


@pytest.mark.parametrize("seed", few_of(NORMAL, range(12)))
def test_additions_give_the_reports_of_the_whole(seed):
    _hold(seed)


def test_the_histories_ask_reports_of_many_kinds():
    kinds = {
        each.plan.format.output.kind
        for each in the_catalogue().assignments_for(
            read_and_check(
                [("geheel.zip", draw_history(Random(3)).whole(Random(3)).content)], the_standard()
            ).export
        )
        if set(each.municipalities) & set(MUNICIPALITIES)
    }

    assert {"csv", "xml", "xlsx"} <= kinds


@pytest.mark.long
def test_additions_give_the_reports_of_the_whole_in_ten_thousand_histories():
    for seed in EVERY:
        _hold(seed)
