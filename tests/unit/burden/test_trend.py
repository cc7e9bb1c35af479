"""Over time: what was asked since is work that was added, and never something that is spared."""

from dataclasses import replace

import pytest

from service.domain.burden.amounts import comparable
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.demand import AskedElement, Delivery, Operation
from service.domain.burden.divergence import divergence
from service.domain.burden.estimate import draw, estimate
from service.domain.burden.handmade import Calibrated
from service.domain.burden.trend import trend
from service.domain.burden.words_of_new import known_before
from service.domain.burden.workload import workload
from service.domain.periods import parse_period
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})
KNOWN = Calibrated(tables=TABLES, draws=draw(TABLES))
FIRST, SECOND = parse_period("2026-Q1"), parse_period("2026-Q2")
BEFORE = example_deliveries()


def in_second_quarter(deliveries=BEFORE):
    return tuple(replace(each, period=SECOND, submission="second") for each in deliveries)


def points(*later):
    asked = (*BEFORE, *later)
    return trend((FIRST, SECOND), asked, KNOWN, AskedBefore.of(asked))


def test_the_same_again_is_the_same_and_nothing_is_new():
    first, second = points(*in_second_quarter())

    assert second.like_for_like == first.like_for_like == second.with_new
    assert first.like_for_like == estimate(workload(BEFORE), TABLES, KNOWN.draws).net
    assert (second.added.deliveries, second.added.elements) == (0, 0)
    assert (second.deliveries, second.elements) == (6, sum(len(each.demand.asked) for each in BEFORE))
    assert second.added.with_service.p90 == 0
    assert (first.divergence, second.divergence) == (divergence(BEFORE, TABLES.weights),) * 2


def test_a_new_delivery_spares_nothing_and_its_work_is_taken_off():
    new = replace(BEFORE[3], municipality="G", period=SECOND, submission="second")

    first, second = points(*in_second_quarter(), new)

    assert second.like_for_like == first.like_for_like
    assert second.with_new.p50 < second.like_for_like.p50
    assert (second.added.deliveries, second.added.elements) == (1, len(new.demand.asked))
    assert second.added.without.p50 > second.added.with_service.p50 > 0


@pytest.mark.parametrize("operation", [Operation.DERIVED, Operation.MANUAL])
def test_an_element_more_in_a_known_format_is_new_work_and_no_saving(operation):
    more = AskedElement(element="nieuw veld", representation=(), operation=operation)
    wider = replace(BEFORE[0].demand, asked=(*BEFORE[0].demand.asked, more))
    known = in_second_quarter()
    asked = replace(known[0], demand=wider, manual_rows=7 if operation is Operation.MANUAL else 0)

    first, second = points(asked, *known[1:])

    assert second.like_for_like == first.like_for_like
    assert (second.added.deliveries, second.added.elements) == (0, 1)
    assert second.added.without.p50 > 0
    is_typed = operation is Operation.MANUAL
    assert (second.added.with_service.p50 > 0) is is_typed
    assert (second.with_new.p50 < first.like_for_like.p50) is is_typed


def test_lines_that_are_put_together_since_are_new_work():
    known = in_second_quarter()
    grouped = replace(known[0], demand=replace(known[0].demand, changes_grain=True))

    first, second = points(grouped, *known[1:])

    assert second.like_for_like == first.like_for_like
    assert second.added.without.p50 == pytest.approx(30 * 0.69, rel=0.1)


def test_what_is_asked_no_longer_is_in_neither():
    _, second = points(*in_second_quarter()[1:])

    assert second.deliveries == 5
    assert second.added.deliveries == 0


def test_a_period_without_anything_of_the_first_is_not_compared_and_not_called_without_news():
    joined = [replace(each, provider="later") for each in in_second_quarter()]

    _, second = points(*joined)

    assert second.like_for_like is None
    assert comparable(second.like_for_like).nl == "niets vergelijkbaar"
    assert (second.added.deliveries, second.added.joined) == (0, 6)
    assert known_before(second.added).nl.startswith("Niets is vergelijkbaar: alle rapportages")


def test_nothing_is_taken_off_where_nothing_was_asked_before():
    new = replace(BEFORE[3], municipality="G", period=SECOND, submission="second")

    _, second = points(new)

    assert (second.like_for_like, second.with_new, second.added.deliveries) == (None, None, 1)


def test_some_that_joined_are_said_beside_what_is_new():
    _, second = points(*in_second_quarter(), replace(BEFORE[0], provider="later", period=SECOND))

    said = known_before(second.added).nl
    assert "vroeg of kreeg daarna niets voor het eerst. Bij 1 van 7 rapportages was de aanbieder" in said


def test_the_index_says_what_it_can_be_at_most():
    everything = [replace(one, operation=Operation.MANUAL) for one in BEFORE[0].demand.asked]
    worst = replace(BEFORE[0], demand=replace(BEFORE[0].demand, asked=tuple(everything), changes_grain=True))

    found = divergence([worst], TABLES.weights)

    assert found.largest == max(found.index.values())


def test_nothing_gives_no_points():
    assert trend((), (), KNOWN, AskedBefore.of(())) == []
    assert isinstance(BEFORE[0], Delivery)
