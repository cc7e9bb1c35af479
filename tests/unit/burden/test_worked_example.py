"""The worked example of the method, number by number."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from service.domain.burden.advice import advise, best_pairs, best_set, changes_alone, several
from service.domain.burden.costs import Costs
from service.domain.burden.demand import superfluous_representations
from service.domain.burden.divergence import divergence, stability_of_order
from service.domain.burden.estimate import draw, estimate
from service.domain.burden.level_zero import DeliveredFacts, LevelZero, count_repeated
from service.domain.burden.measure import measure
from service.domain.burden.residual import Cause, Exceptions, residual
from service.domain.burden.tables import EvidenceClass
from service.domain.burden.workload import Reading, minutes, operations_without, vector, workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import DATES, DEMANDS, OPLEIDING, example_deliveries

HOUSE = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def tables():
    return load_burden_tables(HOUSE / "mappings", versions={"assumptions": "2026.1"})


@pytest.fixture(scope="module")
def draws(tables):
    return draw(tables)


@pytest.fixture(scope="module")
def deliveries():
    return example_deliveries()


@pytest.fixture(scope="module")
def advice(deliveries, tables, draws):
    return advise(deliveries, tables, draws, fewest_providers=1, reading=Reading.EACH_TIME)


@pytest.fixture(scope="module")
def printed(deliveries, tables, draws):
    """The reading that the table of the method prints: C is converted once more after B."""
    return estimate(workload(deliveries, reading=Reading.EACH_TIME), tables, draws)


def header_facts():
    """AGB code, name, contact and period go out six times each; a contract number differs every time."""
    same = [DeliveredFacts(name, np.array(["x"] * 6)) for name in ("agb", "naam", "contact", "periode")]
    return [*same, DeliveredFacts("contractnummer", np.array(list("ABCDEF")))]


def client_facts(deliveries):
    rows = [np.array([f"{each.municipality}{n}" for n in range(each.rows)]) for each in deliveries]
    return [DeliveredFacts("clientnummer", entities) for entities in rows]


def test_every_count_of_the_example(deliveries):
    cells = [each.cells for each in deliveries]
    level = LevelZero(
        cells=sum(each.all for each in cells),
        same=sum(each.same for each in cells),
        converted=sum(each.converted for each in cells),
        by_hand=sum(each.by_hand for each in cells),
        repeated_facts=count_repeated([*header_facts(), *client_facts(deliveries)]),
        superfluous_representations=superfluous_representations(DEMANDS.values()),
        files_avoided=len(deliveries) - 1,
    )

    assert [each.all for each in cells] == [1200, 600, 400, 72, 160, 110]
    assert [each.converted for each in cells] == [0, 300, 200, 72, 20, 10]
    assert level.as_json() == {
        "N": 2542,
        "N_same": 1930,
        "N_conv": 602,
        "N_man": 10,
        "D_fact": 20,
        "R_dup": 8,
        "D_file": 5,
    }


def test_client_facts_are_not_repeated_and_the_header_is(deliveries):
    assert count_repeated(client_facts(deliveries)) == 0
    assert sum(len(each.entities) for each in header_facts()) == 30
    assert count_repeated(header_facts()) == 20


def test_the_divergence_of_the_example(deliveries, tables):
    found = divergence(deliveries, tables.weights)

    assert {name: round(index, 2) for name, index in found.index.items()} == {
        "A": Decimal("0.10"),
        "B": Decimal("0.15"),
        "C": Decimal("0.15"),
        "D": Decimal("0.75"),
        "E": Decimal("0.03"),
        "F": Decimal("0.14"),
    }
    assert round(found.of_elements, 3) == 0.797
    assert round(found.of_representations, 3) == 0.384
    assert round(found.gap, 2) == 0.41
    k_eff = {name: round(value, 2) for name, value in found.effective_representations.items()}
    assert (k_eff["productcode"], k_eff["bedrag"]) == (2.92, 1.98)
    assert {k_eff[name] for name in ("geboortedatum", "begindatum", "einddatum")} == {1.92, 1.96}
    assert {k_eff[name] for name in ("clientnummer", "wet", "verwijzer", "reden", OPLEIDING)} == {1.0}
    assert found.superfluous == 8


def test_the_three_that_diverge_most_are_the_same_under_other_weights_or_it_says_how_often(
    deliveries, tables
):
    assert round(stability_of_order(deliveries, tables.weights, tables.seed), 1) == 0.6
    assert stability_of_order(deliveries[:3], tables.weights, tables.seed) == 1.0


def test_the_effective_number_for_hours_is_what_its_two_forms_give_and_not_one(deliveries, tables):
    """The method prints 1.0 for the rest, but D has a form of its own for hours, and R_dup counts it."""
    found = divergence(deliveries, tables.weights)

    assert round(found.effective_representations["uren"], 2) == 1.41


def test_the_median_minutes_without_and_with_the_service(deliveries, tables):
    without = [minutes(operations_without(each).items(), tables) for each in deliveries]
    work = workload(deliveries, reading=Reading.EACH_TIME)

    assert without == [37, 39, 39, 75, 33, 55]
    assert minutes(work.without.items(), tables) == 278
    assert minutes(work.with_service.items(), tables) == 75


def test_the_intervals_are_those_of_the_example_within_monte_carlo_error(printed):
    """Both the printed figures and ours come from 20,000 draws; three standard errors of their difference."""
    found = printed

    expected_of = {
        "gross": ((109, 3), (209, 5), (412, 10)),
        "net": ((22, 3), (122, 5), (326, 10)),
        "euro": ((17, 3), (95, 4), (256, 8)),
    }
    ours = {"gross": found.gross, "net": found.net, "euro": found.money.euro}
    for name, expected in expected_of.items():
        drawn = (ours[name].p10, ours[name].p50, ours[name].p90)
        for value, (figure, error) in zip(drawn, expected, strict=True):
            assert abs(value - figure) <= error, (name, drawn)
    assert abs(found.p_net_negative - 0.049) <= 0.007


def test_for_who_makes_a_shared_format_once_c_costs_only_selecting_checking_and_sending(
    deliveries, tables, draws
):
    """The method's §4.3 counts C's conversion nowhere, its table counts it: the lower one is what is said."""
    work, table = workload(deliveries), workload(deliveries, reading=Reading.EACH_TIME)

    found = estimate(work, tables, draws)

    assert minutes(work.without.items(), tables) == 278 - 17
    assert minutes(work.again.items(), tables) == 39 - 22
    assert (table.again, vector(table.without).tolist()) == (
        {},
        (vector(work.without) + vector(work.again)).tolist(),
    )
    assert found.net_each_time.p50 == pytest.approx(estimate(table, tables, draws).net.p50)
    assert 0 < found.net_each_time.p50 - found.net.p50 < 17


def test_one_draw_for_all_deliveries_is_as_wide_as_printed_and_one_for_each_falsely_narrow(
    deliveries, tables, draws
):
    """P90 over P10 without the service: 3.25 shared, 1.83 when every delivery draws times of its own."""
    each = [
        draw(replace(tables, seed=number)).times @ vector(operations_without(one))
        for number, one in enumerate(deliveries)
    ]

    shared = draws.times @ vector(workload(deliveries, reading=Reading.EACH_TIME).without)

    assert _width(shared) == pytest.approx(3.25, abs=0.08)
    assert _width(np.sum(each, axis=0)) == pytest.approx(1.83, abs=0.04)


def _width(minutes_drawn):
    low, high = np.percentile(minutes_drawn, [10, 90])
    return high / low


def test_what_the_net_hangs_on_comes_in_the_order_of_the_example(printed):
    found = printed.correlations

    assert list(found)[:4] == ["handling", "automated-today", "service", "grain"]
    assert found["handling"] == pytest.approx(0.78, abs=0.02)
    assert found["automated-today"] == pytest.approx(-0.47, abs=0.02)
    assert found["service"] == pytest.approx(-0.18, abs=0.02)
    assert found["grain"] == pytest.approx(0.16, abs=0.02)


def test_the_bounds_hold_the_interval_between_them(deliveries, tables, draws):
    found = estimate(workload(deliveries), tables, draws)

    assert found.bounds[0] < found.net.p10 < found.net.p90 < found.bounds[1]


def test_the_estimate_is_worth_what_the_guess_is_worth_that_makes_it_unsure(deliveries, tables, draws):
    found = estimate(workload(deliveries), tables, draws)

    assert (found.evidence, found.weakest_evidence) == (EvidenceClass.D, EvidenceClass.D)
    assert found.versions == tables.versions


def test_what_is_left_has_one_cause_each(deliveries, tables):
    found = residual(workload(deliveries).with_service, deliveries, tables)

    assert found.by_cause == {Cause.NOT_IN_STANDARD: 20, Cause.DATA_QUALITY: 10}
    assert found.service_minutes == 45
    assert found.minutes == 75


def test_every_recorded_minute_has_its_one_cause_and_is_taken_off_the_net(deliveries, tables):
    told = Exceptions({Cause.OUR_DEFECT: 2, Cause.REJECTED: 1, Cause.DATA_QUALITY: 1}, {Cause.ACCOUNTANT: 45})

    before, after = measure(deliveries, tables), measure(deliveries, tables, exceptions=told)

    assert after.residual.by_cause == {
        Cause.ACCOUNTANT: 45,
        Cause.NOT_IN_STANDARD: 20,
        Cause.DATA_QUALITY: 20,
        Cause.OUR_DEFECT: 20,
        Cause.REJECTED: 10,
    }
    assert after.residual.minutes == before.residual.minutes + 45 + 4 * 10
    assert minutes(workload(deliveries, told).with_service.items(), tables) + 45 == after.residual.minutes
    assert after.estimate.net.p50 < before.estimate.net.p50 - 45


def test_a_text_that_is_asked_is_work_on_both_sides_and_is_r3(deliveries, tables):
    asked = [replace(each, demand=replace(each.demand, narratives=1)) for each in deliveries]

    found = measure(asked, tables)

    assert found.residual.by_cause[Cause.NARRATIVE] == 6 * 2
    assert found.residual.by_cause[Cause.NOT_IN_STANDARD] == 20
    assert round(found.estimate.net.p50, 6) == round(measure(deliveries, tables).estimate.net.p50, 6)


def test_both_columns_of_harmonising_as_they_are_printed(advice, deliveries, tables):
    saved = {each.change.element or "grain": (each.without, each.with_service) for each in advice}
    costs = Costs(deliveries, tables, Reading.EACH_TIME)
    alone = {(*each.formats, each.element): several((each,), costs) for each in changes_alone(costs)}

    assert {name: saved[name] for name in ("grain", OPLEIDING, "productcode", "bedrag", *DATES)} == {
        "grain": (30, 0),
        OPLEIDING: (20, 20),
        "productcode": (14.5, 0),
        "bedrag": (3.5, 0),
        **dict.fromkeys(DATES, (2.5, 0)),
    }
    assert (alone["D", "uren"].without, alone["D", "uren"].with_service) == (8, 0)


def test_all_hours_alike_also_spares_the_other_name_that_a_has_for_them(advice):
    assert {each.change.element: each.without for each in advice}["uren"] == 8.5


def test_the_advice_is_to_drop_the_extra_field_and_then_to_share_product_codes(advice):
    first, second = advice[:2]

    assert (first.change.element, first.change.municipalities) == (OPLEIDING, ("F",))
    assert first.change.is_dropped
    assert (second.change.element, second.change.municipalities) == ("productcode", ("B", "C", "D", "F"))
    assert (second.change.own_forms, second.fewer_representations) == (3, 3)


def test_sets_are_recomputed_and_not_added(advice, deliveries, tables):
    changes = [each.change for each in advice]

    costs = Costs(deliveries, tables, Reading.EACH_TIME)
    greedy, pairs = best_set(changes, costs, 3), best_pairs(changes, costs)

    assert [each.without for each in greedy] == [20, 50, 64.5]
    assert [each.with_service for each in greedy] == [20, 20, 20]
    assert (pairs[0].with_service, pairs[0].without) == (20, 50)


def test_how_unsure_an_advice_is_are_the_percentiles_of_all_its_draws(deliveries, tables, draws):
    costs = Costs(deliveries, tables)

    for each in advise(deliveries, tables, draws, fewest_providers=1):
        for counts, said in (
            (costs.without(each.change.differences), each.without_interval),
            (costs.with_service(each.change.differences), each.with_interval),
        ):
            drawn = np.percentile(draws.times @ counts, [10, 50, 90])
            assert (said.p10, said.p50, said.p90) == pytest.approx(tuple(drawn))
