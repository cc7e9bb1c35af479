"""Own measurements take the place of standard times when there are enough, and say how sure they are."""

import math
import random
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import numpy as np
import pytest

from service.domain.burden.calibration import (
    BETWEEN,
    WITHIN,
    TimedCase,
    calibrated,
    cases_needed,
    compare,
    drawn_for_holdout,
    drawn_from,
    posterior,
    repeatability,
    shadow_minutes,
    worked_minutes,
)
from service.domain.burden.estimate import draw, estimate
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.burden.time_studies import TimedWork, TimeStudy, drivers_of, standard_of, timed_cases
from service.domain.burden.workload import workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})
NINE = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def cases(count, minutes=25.0, *, providers=3, is_holdout=False, driver=Driver.GRAIN):
    return [
        TimedCase(
            provider=f"P{n % providers}",
            driver=driver,
            minutes=minutes,
            role="administratief",
            is_holdout=is_holdout,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "is_holdout", "evidence"),
    [
        (11, False, EvidenceClass.D),
        (12, False, EvidenceClass.B),
        (38, False, EvidenceClass.B),
        (37, True, EvidenceClass.B),
        (38, True, EvidenceClass.A),
    ],
)
def test_the_evidence_class_changes_at_12_and_at_38(count, is_holdout, evidence):
    tables = calibrated(TABLES, cases(count, is_holdout=is_holdout))

    assert tables.times[Driver.GRAIN].evidence is evidence


def test_the_number_of_cases_that_is_needed_is_that_of_the_method():
    assert [cases_needed(0.7, 1.5), cases_needed(0.7, 1.25)] == [11, 38]
    assert [cases_needed(1.0, 1.5), cases_needed(1.0, 1.25)] == [23, 77]


def test_without_cases_the_posterior_is_the_prior():
    found = posterior(TABLES.times[Driver.GRAIN], [])

    assert (round(found.minutes, 6), round(found.spread, 6), found.cases) == (30, 2, 0)


def test_more_cases_pull_further_and_make_surer():
    prior = TABLES.times[Driver.GRAIN]
    few, many = posterior(prior, cases(12, 10, providers=4)), posterior(prior, cases(120, 10, providers=40))

    assert 10 < many.minutes < few.minutes < 30
    assert 1 < many.spread < few.spread < prior.spread


def test_a_provider_with_few_cases_is_drawn_to_the_others_more_than_one_with_many():
    prior = TABLES.times[Driver.GRAIN]
    many = [TimedCase(provider="veel", driver=Driver.GRAIN, minutes=60, role="x")] * 40
    few = [TimedCase(provider="weinig", driver=Driver.GRAIN, minutes=60, role="x")]
    others = cases(60, 15, providers=6)

    own = posterior(prior, [*many, *few, *others]).own

    assert own["weinig"] < own["veel"] < 60


def test_the_posterior_is_what_conditioning_the_joint_normal_distribution_gives():
    """Unknown are, on the log scale, the common time and that of each provider; known are the cases."""
    prior = TABLES.times[Driver.GRAIN]
    timed = [*cases(2, 40, providers=1), *cases(5, 12, providers=3), *cases(1, 0, providers=1)]
    numbers = [int(each.provider[1:]) for each in timed if each.minutes]
    observed = np.array([math.log(each.minutes) for each in timed if each.minutes])
    of_common, of_own = math.log(prior.spread) ** 2, BETWEEN**2
    unknown = np.full((4, 4), of_common) + np.diag([0.0, of_own, of_own, of_own])
    seen = np.array([[0, *(number == one for one in range(3))] for number in numbers], float)
    gain = unknown @ seen.T @ np.linalg.inv(seen @ unknown @ seen.T + WITHIN**2 * np.eye(len(observed)))
    mean = math.log(prior.minutes) + gain @ (observed - math.log(prior.minutes))
    spread = np.sqrt(np.diag(unknown - gain @ seen @ unknown))

    found = posterior(prior, timed)

    names = ["P0", "P1", "P2"]
    assert [found.minutes, *(found.own[name] for name in names)] == pytest.approx(np.exp(mean).tolist())
    told = [found.spread, *(found.own_spread[name] for name in names)]
    assert told == pytest.approx(np.exp(spread).tolist())
    assert (found.cases, found.holdout_cases) == (7, 0)


def test_a_known_time_is_found_again_within_its_own_interval():
    chance = random.Random(3)
    logs = [math.log(8) + chance.gauss(0, 0.35) for _ in range(30)]
    timed = [
        TimedCase(
            provider=f"P{n}", driver=Driver.GRAIN, minutes=math.exp(log + chance.gauss(0, 0.7)), role="x"
        )
        for n, log in enumerate(logs)
        for _ in range(4)
    ]

    found = posterior(TABLES.times[Driver.GRAIN], timed)

    assert found.minutes / found.spread**2 < 8 < found.minutes * found.spread**2


def test_measured_handling_narrows_the_interval_and_lifts_the_class():
    drivers = (Driver.SELECT, Driver.CHECK, Driver.CORRECT)
    timed = [one for driver in drivers for one in cases(80, 10, providers=40, is_holdout=True, driver=driver)]
    work = workload(example_deliveries())
    before, tables = estimate(work, TABLES, draw(TABLES)), calibrated(TABLES, timed)

    after = estimate(work, tables, draw(tables))

    assert after.net.p90 - after.net.p10 < (before.net.p90 - before.net.p10) / 1.5
    assert after.evidence < before.evidence


def test_pauses_and_idle_time_do_not_count():
    moments = [NINE, NINE + timedelta(minutes=4), NINE + timedelta(hours=2)]

    assert worked_minutes(NINE, NINE + timedelta(minutes=30), [timedelta(minutes=12)]) == 18
    assert worked_minutes(NINE, NINE, [timedelta(minutes=1)]) == 0
    assert shadow_minutes(moments) == 19


def test_a_report_by_hand_is_held_beside_ours_cell_by_cell():
    found = compare({"A1": "1", "A2": "2", "A3": "x", "A4": ""}, {"A1": "1", "A2": "3", "A5": "y"})

    assert (found.cells, found.equal, found.different, found.only_by_hand, found.only_ours) == (4, 1, 1, 1, 1)
    assert found.differing == 3


def test_two_persons_who_time_alike_are_perfectly_repeatable():
    assert repeatability([(10, 10), (5, 5)]).spread == 1
    assert round(repeatability([(10, 20), (20, 10)]).spread, 3) == round(2 ** (1 / math.sqrt(2)), 3)
    assert math.isnan(repeatability([(10, 10)]).spread)


def test_about_one_in_twenty_is_drawn_and_always_the_same_ones():
    drawn = [key for key in map(str, range(4000)) if drawn_for_holdout(key, seed=1)]

    assert 140 < len(drawn) < 260
    assert drawn == [key for key in map(str, range(4000)) if drawn_for_holdout(key, seed=1)]


def test_of_few_deliveries_one_is_drawn_whatever_their_order():
    few, many = ["a", "b", "c"], [str(number) for number in range(200)]

    assert not any(drawn_for_holdout(key, seed=1) for key in few)
    assert len(drawn_from(few, seed=1)) == 1
    assert {drawn_from(order, seed=1) for order in permutations(few)} == {drawn_from(few, seed=1)}
    assert drawn_from(many, seed=1) == drawn_from(reversed(many), seed=1)


def studies_of(work, minutes, count):
    return [
        TimeStudy(
            id=UUID(int=number),
            driver=work,
            role="administratief",
            is_holdout=False,
            started_at=NINE,
            paused_at=None,
            paused_seconds=0,
            stopped_at=NINE + timedelta(minutes=minutes),
        )
        for number in range(count)
    ]


def test_what_is_timed_together_is_shared_out_as_the_standard_times_have_it_and_drawn_together():
    found = calibrated(TABLES, timed_cases("P", studies_of(TimedWork.HANDLING, 64, 38), TABLES), "P")

    parts = [found.times[each] for each in drivers_of(TimedWork.HANDLING)]
    before = [TABLES.times[each] for each in drivers_of(TimedWork.HANDLING)]
    assert sum(each.minutes for each in before) == 32
    assert sum(each.minutes for each in parts) == pytest.approx(64, rel=0.05)
    assert len({round(now.minutes / then.minutes, 6) for now, then in zip(parts, before, strict=True)}) == 1
    assert {(each.group, each.evidence) for each in parts} == {("handling", EvidenceClass.B)}
    assert standard_of(TimedWork.HANDLING, TABLES).minutes == 32


def test_a_study_of_before_is_of_the_one_operation_that_it_names():
    (case,) = timed_cases("P", studies_of("check", 10, 1), TABLES)

    assert (case.driver, case.minutes) == (Driver.CHECK, 10)
    assert {len(drivers_of(each)) for each in TimedWork} == {1, 4, 5}
