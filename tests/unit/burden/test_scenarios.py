"""The interval knows that the model may be otherwise: scenarios are drawn, and other priors lie within it."""

from dataclasses import replace

import numpy as np
import pytest

from service.domain.burden.demand import Delivery
from service.domain.burden.estimate import draw, estimate, minutes_without, shares_of_uncertainty
from service.domain.burden.headline_words import what_matters
from service.domain.burden.tables import Driver, EvidenceClass, Scenarios
from service.domain.burden.workload import HANDLING, Reading, vector, workload
from service.files.burden import load_burden_tables
from tests.tools.burden_example import DEMANDS, QUARTER, example_deliveries
from tests.tools.exports import REPOSITORY

OURS = load_burden_tables(REPOSITORY / "mappings")
METHOD = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})
COLUMNS = (Driver.RENAME, Driver.FORMAT, Driver.RECODE, Driver.REGROUP, Driver.DERIVE, Driver.GRAIN)
OWN = (
    *(Driver.SERVICE_EXPORT, Driver.SERVICE_CHECK, Driver.SERVICE_FIX, Driver.SERVICE_UPLOAD),
    *(Driver.SERVICE_SIGN_IN, Driver.SERVICE_REVIEW),
)


def with_minutes(tables, drivers, factor):
    return tables.with_times(
        {each: replace(tables.times[each], minutes=tables.times[each].minutes * factor) for each in drivers}
    )


OTHERS = {
    "two thirds automated": replace(METHOD, automated=(4.0, 2.0)),
    "review as long as a check": replace(METHOD, scenarios=Scenarios(review_as_check=1.0)),
    "select and check once per demand": replace(METHOD, scenarios=Scenarios(once_per_demand=1.0)),
    "handling a third less": with_minutes(METHOD, HANDLING, 2 / 3),
    "handling half more": with_minutes(METHOD, HANDLING, 1.5),
    "columns twice": with_minutes(METHOD, COLUMNS, 2.0),
    "half automated, own time half more": replace(with_minutes(METHOD, OWN, 1.5), automated=(3.0, 3.0)),
}


def many_towns(count=20):
    """Municipalities that share a few formats: B and C of the example alike, others one of them each."""
    names = sorted(DEMANDS)
    return [
        Delivery(
            provider="X",
            municipality=f"{number:04d}",
            demand=DEMANDS[names[number % len(names)]],
            period=QUARTER,
            submission="upload",
            rows=10,
            manual_rows=2 * DEMANDS[names[number % len(names)]].manual,
        )
        for number in range(count)
    ]


def net(deliveries, tables):
    work, draws = workload(deliveries), draw(tables)
    return minutes_without(work.without, draws, work.shared) - draws.times @ vector(work.with_service)


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize(
    "deliveries",
    [example_deliveries(), many_towns(), example_deliveries()[:1]],
    ids=["the example", "twenty municipalities", "one municipality"],
)
def test_the_interval_holds_three_quarters_of_what_other_defensible_priors_say(deliveries, others):
    low, high = np.percentile(net(deliveries, OURS), [10, 90])

    said = net(deliveries, others)
    assert ((said >= low) & (said <= high)).mean() >= 0.75


def test_without_scenarios_the_draws_are_those_of_the_method():
    usual = draw(METHOD)
    certain = draw(replace(OURS, scenarios=METHOD.scenarios))

    assert np.array_equal(usual.times, certain.times)
    assert np.array_equal(usual.automated, certain.automated)
    assert not usual.per_demand.any()


def test_each_scenario_comes_as_often_as_its_chance_and_two_checks_have_one_source():
    draws, places = draw(OURS), {driver: place for place, driver in enumerate(Driver)}

    as_check = draws.times[:, places[Driver.SERVICE_REVIEW]] == draws.times[:, places[Driver.CHECK]]
    assert as_check.mean() == pytest.approx(OURS.scenarios.review_as_check, abs=0.01)
    assert draws.per_demand.mean() == pytest.approx(OURS.scenarios.once_per_demand, abs=0.01)
    assert 1 / 3 < draws.automated.mean() < 1 / 2


def test_a_review_that_was_timed_is_no_scenario_any_more():
    timed = replace(OURS.times[Driver.SERVICE_REVIEW], evidence=EvidenceClass.B, spread=1.2)
    draws = draw(OURS.with_times({Driver.SERVICE_REVIEW: timed}))
    review = draws.times[:, list(Driver).index(Driver.SERVICE_REVIEW)]

    assert float(np.log(review).std()) == pytest.approx(np.log(1.2), abs=0.01)


def test_municipalities_that_ask_the_same_are_selected_with_each_other_in_some_draws_only():
    work = workload(example_deliveries())

    assert work.shared == 1
    assert workload(example_deliveries(), reading=Reading.EACH_TIME).shared == 0
    draws = draw(OURS)
    less = minutes_without(work.without, draws) - minutes_without(work.without, draws, work.shared)
    assert ((less > 0) == (draws.per_demand == 1)).all()


def test_the_figure_names_the_three_inputs_that_matter_most_with_what_would_measure_each():
    found = estimate(workload(example_deliveries()), OURS, draw(OURS))

    shares = shares_of_uncertainty(found.correlations)
    assert sum(shares.values()) == pytest.approx(1)
    words = what_matters(found)
    assert words.nl.count("(") == words.en.count("(") == 3
    assert "hoe lang selecteren, controleren en versturen duurt (twaalf rapportages" in words.nl
