"""From gross to net: lines that add up to the minute, and the word for a figure that differs."""

from dataclasses import replace

import pytest

from service.domain.burden.added import Added
from service.domain.burden.baseline import MeasuredFormat
from service.domain.burden.bridge import Part, bridge_of
from service.domain.burden.bridge_words import lines_of_bridge, why_alike_differs
from service.domain.burden.estimate import Interval, draw
from service.domain.burden.measure import measure
from service.domain.burden.residual import Cause, Exceptions
from service.domain.burden.tables import Driver
from service.domain.periods import parse_period
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings")


def of_the_example(exceptions=None, **others):
    more = {} if exceptions is None else {"exceptions": exceptions}
    return measure(example_deliveries(), TABLES, draws=draw(TABLES), **more, **others)


def test_every_sum_is_of_the_lines_above_it():
    found = of_the_example()

    running = 0
    for _words, minutes, is_sum in lines_of_bridge(found.bridge):
        assert not is_sum or minutes == running
        running += 0 if is_sum else minutes
    assert running == round(found.estimate.net.p50)


def test_a_line_is_how_often_times_how_long():
    bridge = of_the_example().bridge

    both = bridge.operations_without, bridge.operations_with
    without, taken = (sum(each.together for each in one) for one in both)
    assert bridge.all_without == pytest.approx(without, abs=len(bridge.without) / 2)
    assert -bridge.all_with == pytest.approx(taken, abs=len(bridge.with_service) / 2)
    assert all(each.minutes == TABLES.times[each.driver].minutes for each in both[0] + both[1])


def test_before_anything_is_drawn_the_worked_example_is_what_its_table_says():
    found = of_the_example()

    lines = {each.part: each.minutes for each in (*found.bridge.without, *found.bridge.with_service)}
    assert lines[Part.BY_HAND] == 20
    assert lines[Part.STILL_BY_HAND] == -20
    assert lines[Part.REVIEWS] == -18


def test_work_that_was_left_is_a_line_of_its_own():
    left = Exceptions({Cause.DATA_QUALITY: 2}, {Cause.PORTAL_OR_SIGNATURE: 45})

    plain, more = of_the_example().bridge, of_the_example(left).bridge

    added = {each.part: each.minutes for each in more.with_service if each not in plain.with_service}
    assert added == {Part.TOLD: -45, Part.REPAIRS: round(-2 * TABLES.times[Driver.CORRECT].minutes)}


def test_what_was_timed_whole_is_not_lessened_by_what_goes_by_itself():
    deliveries = example_deliveries()
    timed = {each.demand.format: MeasuredFormat(60.0, 1, 3) for each in deliveries}

    bridge = of_the_example(baseline=timed).bridge

    assert [each.part for each in bridge.without if each.part is not Part.BY_HAND] == [Part.TIMED]
    assert bridge.automated == 0


def test_of_nothing_there_are_only_the_sums():
    work = measure((), TABLES).work

    bridge = bridge_of(work, TABLES, 0.4, 0.0)

    assert (bridge.without, bridge.with_service) == ((), ())
    assert [minutes for _words, minutes, _is_sum in lines_of_bridge(bridge)] == [0] * 6


NOTHING_NEW = Added(
    since=parse_period("2025-Q4"),
    deliveries=0,
    elements=0,
    heavier=0,
    cells=0,
    converted=0,
    of_deliveries=29,
    of_elements=290,
    without=Interval(0, 0, 0),
    with_service=Interval(0, 0, 0),
)


def test_a_figure_of_what_was_there_before_is_explained_beside_that_of_all():
    said = why_alike_differs(Interval(-60, -10, 120), replace(NOTHING_NEW, joined=23))

    assert said.nl.startswith(
        "Vergelijkbaar is een ander getal. Alleen over de 6 van 29 rapportages die er in het vierde "
        "kwartaal 2025 ook al waren, scheelde het: waarschijnlijk niets, want er kwam "
        "ongeveer 10 minuten werk bij"
    )
    assert said.nl.endswith("één keer aanleveren kost voor weinig rapportages evenveel werk als voor veel.")
    assert "6 of 29 reports" in said.en


def test_what_is_new_was_taken_off_and_that_is_said():
    said = why_alike_differs(Interval(10, 20, 30), replace(NOTHING_NEW, deliveries=2))

    assert "27 van 29 rapportages" in said.nl
    assert said.nl.endswith("is het werk aan nieuwe vragen al afgetrokken.")


def test_nothing_is_explained_where_both_are_the_same_or_nothing_is_known():
    alike = Interval(0, 1, 2)

    assert why_alike_differs(alike, NOTHING_NEW).nl == ""
    assert why_alike_differs(None, replace(NOTHING_NEW, joined=29)).nl == ""
    assert why_alike_differs(alike, replace(NOTHING_NEW, joined=3, since=None)).nl == ""
