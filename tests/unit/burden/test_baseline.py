"""A format that a provider timed whole takes the place of what is assumed of it, and of nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from service.domain.burden.baseline import (
    BaselineClock,
    BaselineQuarter,
    MeasuredFormat,
    baseline_of,
    measured_whole,
)
from service.domain.burden.estimate import draw, estimate, net_of, spent_without
from service.domain.burden.measure import measure
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.burden.workload import with_baseline, workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings")
DRAWS = draw(TABLES)
DELIVERIES = example_deliveries()
FORMATS = sorted({each.demand.format for each in DELIVERIES})
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def clock(number, name, minutes, municipalities=1, paused=0):
    return BaselineClock(
        id=UUID(int=number),
        format=name,
        municipalities=municipalities,
        started_at=BEGUN,
        paused_seconds=paused,
        stopped_at=None if minutes is None else BEGUN + timedelta(minutes=minutes),
    )


def work(baseline):
    return with_baseline(workload(DELIVERIES), DELIVERIES, baseline)


def test_what_was_timed_is_told_by_municipality_and_without_pauses():
    known = baseline_of(
        [clock(1, "A", 50, 2, paused=600), clock(2, "A", 10, 2), clock(3, "B", None), clock(4, "C", 0)]
    )

    assert known == {"A": MeasuredFormat(pytest.approx(10.0), 2, 2)}


def test_when_every_format_was_timed_nothing_of_the_time_without_the_service_is_assumed():
    baseline = {name: MeasuredFormat(30.0, 6, 1) for name in FORMATS}

    found = work(baseline)

    assert found.without == {}
    assert sum(each.minutes for each in found.whole) == 30.0 * len(DELIVERIES)
    whole = estimate(found, TABLES, DRAWS)
    assert whole.timed == whole.without == 180.0
    assert "automated-today" not in whole.correlations or abs(whole.correlations["automated-today"]) < 0.02


def test_what_was_timed_is_not_lessened_by_what_is_automated():
    baseline = {name: MeasuredFormat(30.0, 6, 40) for name in FORMATS}

    minutes = spent_without(work(baseline), DRAWS)

    assert minutes.mean() == pytest.approx(180.0, rel=0.03)
    assert {each.evidence for each in work(baseline).whole} == {EvidenceClass.B}


def test_a_format_that_was_not_timed_is_still_assumed_beyond_what_the_others_take():
    found = work({"D": MeasuredFormat(200.0, 1, 1)})

    assert [each.format for each in found.whole] == ["D"]
    assert found.without[Driver.SELECT] == workload(DELIVERIES).without[Driver.SELECT] - 1
    assert all(count > 0 for count in found.without.values())
    assert net_of(found, DRAWS).p50 > net_of(workload(DELIVERIES), DRAWS).p50


def test_timing_one_format_twice_as_long_raises_the_net_by_as_much_and_no_more():
    once, twice = (net_of(work({"D": MeasuredFormat(minutes, 1, 12)}), DRAWS) for minutes in (60.0, 120.0))

    assert twice.p50 - once.p50 == pytest.approx(60.0, abs=15)


def test_more_municipalities_than_were_timed_for_take_no_more():
    (shared,) = {each.demand.format for each in DELIVERIES if each.municipality == "B"}
    several = [each for each in DELIVERIES if each.demand.format == shared]
    assert len(several) == 2

    (one,) = measured_whole(several, {shared: MeasuredFormat(10.0, 1, 1)})
    (two,) = measured_whole(several, {shared: MeasuredFormat(10.0, 5, 1)})

    assert (one.minutes, two.minutes) == (10.0, 20.0)


def test_a_report_without_a_line_takes_nothing_of_what_was_timed():
    empty = [replace(each, rows=0, manual_rows=0) for each in DELIVERIES]

    assert measured_whole(empty, {name: MeasuredFormat(30.0, 6, 1) for name in FORMATS}) == ()


def test_the_measure_says_how_much_was_timed_and_counts_facts_as_before():
    plain = measure(DELIVERIES, TABLES)
    timed = measure(DELIVERIES, TABLES, baseline={"D": MeasuredFormat(200.0, 1, 1)})

    assert timed.estimate.timed == 200.0
    assert (timed.level_zero, timed.questions) == (plain.level_zero, plain.questions)
    assert timed.added == plain.added


def test_a_quarter_is_done_when_every_chosen_format_was_timed():
    quarter = BaselineQuarter.of({"A": 2, "B": 1}, [clock(1, "A", 12), clock(2, "B", None), clock(3, "Z", 5)])

    assert [each.format for each in quarter.formats] == ["A", "B"]
    assert quarter.missing == ("B",)
    assert not quarter.is_done
    assert quarter.formats[1].running.id == UUID(int=2)
    assert BaselineQuarter.of({"A": 2}, [clock(1, "A", 12)]).is_done
    assert not BaselineQuarter.of({}, []).is_done
