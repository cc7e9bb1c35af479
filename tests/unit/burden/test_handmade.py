"""Whole reports made by hand: their minutes say something of sums, and no more of a single operation."""

import random
from dataclasses import replace

import numpy as np
import pytest

from service.domain.burden.calibration import (
    Comparison,
    FoundErrors,
    TimedCase,
    calibrated,
    found_errors,
    posterior,
)
from service.domain.burden.estimate import draw, estimate, minutes_without, shares_of_uncertainty
from service.domain.burden.handmade import HandmadeReport, calibrated_by_reports
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.burden.workload import operations_without, workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})
EXAMPLE = example_deliveries()


def reports(count, *, times=1.0, provider="X", noise=0.0, seed=1):
    """Handmade reports of the six of the example in turn, taking `times` what the middle times say."""
    chance, found = random.Random(seed), []
    for number in range(count):
        operations = operations_without(EXAMPLE[number % len(EXAMPLE)])
        minutes = sum(count * TABLES.times[driver].minutes for driver, count in operations.items())
        found.append(HandmadeReport(provider, operations, minutes * times * np.exp(chance.gauss(0, noise))))
    return found


def spread(values):
    low, high = np.percentile(values, [10, 90])
    return high / low


@pytest.mark.parametrize(
    ("count", "evidence"),
    [(11, EvidenceClass.C), (12, EvidenceClass.B), (37, EvidenceClass.B), (38, EvidenceClass.A)],
)
def test_twelve_reports_made_by_hand_lift_the_class_to_b_and_thirty_eight_to_a(count, evidence):
    found = calibrated_by_reports(TABLES, reports(count), "X")

    assert [found.tables.times[each].evidence for each in (Driver.SELECT, Driver.CHECK)] == [evidence] * 2
    assert found.reports == (count if count >= 12 else 0)


def test_an_operation_that_was_in_too_few_reports_keeps_its_class():
    found = calibrated_by_reports(TABLES, reports(38), "X").tables

    assert found.times[Driver.GRAIN].evidence is TABLES.times[Driver.GRAIN].evidence
    assert found.times[Driver.GRAIN].minutes == TABLES.times[Driver.GRAIN].minutes


def test_fewer_than_twelve_change_nothing():
    found = calibrated_by_reports(TABLES, reports(11, times=0.2), "X")

    assert found.tables == TABLES
    assert (found.draws.times == draw(TABLES).times).all()


def test_what_the_reports_took_is_found_again_with_what_is_automated_in_it():
    half = calibrated_by_reports(TABLES, reports(40, times=0.5, noise=0.2), "X")

    for each in EXAMPLE[:2]:
        operations = operations_without(each)
        middle = sum(count * TABLES.times[driver].minutes for driver, count in operations.items())
        assert np.median(minutes_without(operations, half.draws)) == pytest.approx(middle / 2, rel=0.25)


def test_the_sum_becomes_sure_and_a_single_operation_stays_unsure():
    found = calibrated_by_reports(TABLES, reports(40), "X").draws
    operations = operations_without(EXAMPLE[1])
    before = minutes_without(operations, draw(TABLES))

    after = minutes_without(operations, found)

    assert spread(after) < spread(before) / 2
    recode = list(Driver).index(Driver.RECODE)
    assert spread(found.times[:, recode]) > 0.8 * spread(draw(TABLES).times[:, recode])


def test_measured_reports_narrow_the_net_and_lift_the_class_of_the_estimate():
    work = workload(EXAMPLE)
    before = estimate(work, TABLES, draw(TABLES))

    found = calibrated_by_reports(TABLES, reports(40), "X")
    after = estimate(work, found.tables, found.draws)

    assert after.net.p90 - after.net.p10 < (before.net.p90 - before.net.p10) / 1.5
    assert shares_of_uncertainty(before.correlations)["handling"] > 0.5
    assert shares_of_uncertainty(after.correlations).get("handling", 0.0) < 0.5
    review = replace(TABLES.times[Driver.SERVICE_REVIEW], evidence=EvidenceClass.B)
    timed_too = found.tables.with_times({Driver.SERVICE_REVIEW: review})
    assert before.evidence is EvidenceClass.D
    assert estimate(work, timed_too, found.draws).evidence < before.evidence


def test_a_time_that_is_known_lies_in_its_own_interval():
    hits = 0
    for seed in range(20):
        chance = random.Random(seed)
        truth = np.exp(chance.gauss(0, 0.4))
        found = calibrated_by_reports(
            replace(TABLES, draws=2000), reports(20, times=truth, noise=0.7, seed=seed), "X"
        )
        operations = operations_without(EXAMPLE[0])
        middle = sum(count * TABLES.times[driver].minutes for driver, count in operations.items())
        low, high = np.percentile(minutes_without(operations, found.draws), [2.5, 97.5])
        hits += low <= truth * middle <= high

    assert hits >= 17


def test_reports_of_another_provider_pull_less_than_own_ones():
    own = calibrated_by_reports(TABLES, reports(20, times=0.3), "X").draws
    other = calibrated_by_reports(TABLES, reports(20, times=0.3, provider="Y"), "X").draws

    operations = operations_without(EXAMPLE[0])
    medians = [float(np.median(minutes_without(operations, each))) for each in (own, other, draw(TABLES))]
    assert medians == sorted(medians)


def test_the_same_reports_keep_the_same_draws():
    first, second = (calibrated_by_reports(TABLES, reports(15), "X").draws for _ in range(2))

    assert (first.times == second.times).all()
    assert (first.automated == second.automated).all()


def test_a_provider_counts_with_its_own_time_drawn_to_that_of_the_others():
    own = [TimedCase(provider="X", driver=Driver.GRAIN, minutes=60, role="x")] * 12
    others = [
        TimedCase(provider=f"other {n % 5}", driver=Driver.GRAIN, minutes=15, role="") for n in range(60)
    ]

    alone = calibrated(TABLES, own, "X").times[Driver.GRAIN]
    among = calibrated(TABLES, [*own, *others], "X").times[Driver.GRAIN]
    common = calibrated(TABLES, others).times[Driver.GRAIN]

    assert common.minutes < among.minutes < alone.minutes < 60
    assert among.minutes == posterior(TABLES.times[Driver.GRAIN], [*own, *others]).own["X"]
    assert 1 < among.spread < TABLES.times[Driver.GRAIN].spread


def test_errors_are_counted_where_somebody_looked_and_nowhere_else():
    compared = Comparison(cells=100, equal=95, only_by_hand=1, only_ours=1, different=3)

    found = found_errors(
        [
            (compared, (4, 1)),
            (compared, None),
            (Comparison(cells=50, equal=50, only_by_hand=0, only_ours=0, different=0), (0, 0)),
        ]
    )

    assert found == FoundErrors(compared=3, judged=2, cells=150, by_hand=4, ours=1)
