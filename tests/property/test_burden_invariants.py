"""I1 to I10: what must hold of the measure, whatever the formats and the submission."""

import random
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from service.domain.burden.advice import advise
from service.domain.burden.costs import Costs
from service.domain.burden.demand import (
    AskedElement,
    Delivery,
    Demand,
    Operation,
    accepted_once,
    cells_of,
    superfluous_representations,
)
from service.domain.burden.estimate import draw, estimate
from service.domain.burden.measure import measure
from service.domain.burden.residual import Cause, Exceptions, residual
from service.domain.burden.words import sentence
from service.domain.burden.workload import Reading, minutes, workload
from service.domain.wording import same
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import QUARTER
from tests.tools.burden_runs import random_documents, random_export, run
from tests.tools.exports import REPOSITORY
from tests.tools.how_many import FewOrMany

TABLES = replace(load_burden_tables(REPOSITORY / "mappings"), draws=400)
DRAWS = draw(TABLES)

FORMS = {
    Operation.SAME: ((),),
    Operation.RENAMED: ((),),
    Operation.FORMAT: (("decimal comma",), ("cents",)),
    Operation.RECODE_ONE_TO_ONE: (("code list a",), ("code list b",)),
    Operation.RECODE_MANY_TO_ONE: (("code list c",),),
    Operation.DERIVED: (("unit uur",),),
    Operation.MANUAL: ((),),
}
asked = st.sampled_from(sorted(Operation)).flatmap(
    lambda operation: st.builds(
        AskedElement,
        element=st.sampled_from([f"veld {n}" for n in range(6)]),
        representation=st.sampled_from(FORMS[operation]),
        operation=st.just(operation),
        is_legally_required=st.booleans(),
    )
)
demands = st.builds(
    Demand,
    format=st.sampled_from(["een", "twee", "drie", "vier"]),
    asked=st.lists(asked, min_size=1, max_size=6, unique_by=lambda one: one.element).map(tuple),
    changes_grain=st.booleans(),
)


@st.composite
def many_deliveries(draw_one):
    formats = draw_one(st.lists(demands, min_size=1, max_size=4, unique_by=lambda one: one.format))
    found = []
    for number in range(draw_one(st.integers(1, 8))):
        demand, lines = draw_one(st.sampled_from(formats)), draw_one(st.integers(0, 30))
        found.append(
            Delivery(
                provider=draw_one(st.sampled_from("XYZ")),
                municipality=f"G{number}",
                demand=demand,
                period=QUARTER,
                submission="upload",
                rows=lines,
                manual_rows=lines if demand.manual else 0,
                cells=cells_of(demand, lines),
            )
        )
    return tuple(found)


def converted(deliveries):
    return sum(each.cells.converted for each in deliveries)


def left(deliveries):
    return residual(workload(deliveries).with_service, deliveries, TABLES).minutes


def with_demand(delivery, demand):
    lines = max(delivery.rows, 0)
    manual = lines if demand.manual else 0
    return replace(delivery, demand=demand, manual_rows=manual, cells=cells_of(demand, lines))


@FewOrMany(5, 100).given(seed=st.integers(0, 10**9))
def test_i1_and_i2_every_cell_has_one_place_and_a_second_count_agrees(seed):
    chance = random.Random(seed)

    found = run(random_export(chance), random_documents(chance))

    assert found.first.cells == found.first.same + found.first.converted + found.first.by_hand
    assert found.second == found.first.as_json()


@FewOrMany(8, 250).given(deliveries=many_deliveries(), again=st.randoms())
def test_i3_a_delivery_that_is_made_or_sent_again_changes_no_total(deliveries, again):
    repeated = [*deliveries, *again.sample(deliveries, again.randint(1, len(deliveries)))]
    again.shuffle(repeated)

    assert sorted(accepted_once(repeated), key=str) == sorted(accepted_once(deliveries), key=str)
    assert measure(repeated, TABLES).as_json() == measure(deliveries, TABLES).as_json()


@FewOrMany(8, 250).given(deliveries=many_deliveries(), lines=st.integers(0, 50))
def test_i4_a_municipality_that_asks_the_standard_adds_no_conversion_and_no_representation(deliveries, lines):
    standard = Demand(format="standaard", asked=tuple(AskedElement(element=f"nieuw {n}") for n in range(5)))
    more = (
        *deliveries,
        Delivery(
            provider="X",
            municipality="nieuw",
            demand=standard,
            period=QUARTER,
            submission="upload",
            rows=lines,
            cells=cells_of(standard, lines),
        ),
    )

    assert converted(more) == converted(deliveries)
    assert rdup(more) == rdup(deliveries)


def rdup(deliveries):
    return superfluous_representations({each.demand.format: each.demand for each in deliveries}.values())


@FewOrMany(8, 250).given(deliveries=many_deliveries())
def test_i5_a_second_municipality_with_the_same_format_adds_no_representation(deliveries):
    copy = replace(deliveries[0].demand, format="kopie")

    assert rdup((*deliveries, replace(deliveries[0], demand=copy, municipality="nieuw"))) == rdup(deliveries)


@FewOrMany(8, 250).given(deliveries=many_deliveries(), which=st.randoms())
def test_i6_asking_fewer_fields_never_adds_conversion(deliveries, which):
    one = which.choice(deliveries)
    kept = tuple(each for each in one.demand.asked if which.random() < 0.5)
    fewer = with_demand(one, replace(one.demand, asked=kept))

    assert fewer.cells.converted <= one.cells.converted


@FewOrMany(8, 250).given(deliveries=many_deliveries(), which=st.randoms())
def test_i7_harmonising_never_adds_to_what_is_left(deliveries, which):
    one = which.choice(deliveries)
    harmonised = Demand(format=one.demand.format, asked=tuple(each.as_standard for each in one.demand.asked))
    after = tuple(with_demand(each, harmonised) if each is one else each for each in deliveries)

    assert left(after) <= left(deliveries)
    for each in advise(deliveries, TABLES, DRAWS, fewest_providers=1):
        assert each.with_service >= 0
        assert each.without >= each.with_service


some_causes = st.dictionaries(st.sampled_from(sorted(Cause)), st.integers(1, 9))


@FewOrMany(8, 250).given(deliveries=many_deliveries(), counts=some_causes, told=some_causes)
def test_every_minute_that_is_left_has_exactly_one_place(deliveries, counts, told):
    exceptions = Exceptions(counts, told)
    work = workload(deliveries, exceptions)

    found = residual(work.with_service, deliveries, TABLES, exceptions)

    spent = minutes(work.with_service.items(), TABLES) + sum(told.values())
    assert round(sum(found.by_cause.values()) + found.service_minutes, 6) == round(spent, 6)
    assert set(counts) | set(told) <= set(found.by_cause)


@FewOrMany(8, 250).given(deliveries=many_deliveries())
def test_the_reading_that_is_said_is_never_the_higher_one(deliveries):
    found = measure(deliveries, TABLES).estimate

    assert found.net.p50 <= found.net_each_time.p50
    assert found.net_each_time.p50 == pytest.approx(
        estimate(workload(deliveries, reading=Reading.EACH_TIME), TABLES, DRAWS).net.p50
    )


@FewOrMany(8, 250).given(deliveries=many_deliveries())
def test_what_is_legally_required_is_never_advised_about(deliveries):
    required = {
        (each.demand.format, one.element)
        for each in deliveries
        for one in each.demand.asked
        if one.is_legally_required
    }

    costs = Costs(deliveries, TABLES)

    assert {(each.format, each.element) for each in costs.all} & required == set()


def test_i8_a_negative_net_is_shown_as_it_is():
    standard = Demand(format="standaard", asked=(AskedElement(element="veld"),))
    one = Delivery(
        provider="X",
        municipality="G",
        demand=standard,
        period=QUARTER,
        submission="upload",
        rows=5,
        cells=cells_of(standard, 5),
    )

    measured = measure([one], TABLES)

    assert measured.estimate.net.p50 < 0
    assert measured.estimate.p_net_negative > 0.5
    assert "tussen -" in sentence(measured, "X", same("Q1")).nl
    assert measured.as_json()["minutes"]["p50"] < 0


@FewOrMany(8, 300).given(deliveries=many_deliveries())
def test_i9_and_i10_no_percentage_without_counts_and_no_euro_without_time_and_evidence(deliveries):
    measured = measure(deliveries, TABLES)
    words = sentence(measured, "X", same("Q1")).nl

    assert words.count("%") == words.count("%)")
    before_euro = words[: words.index("€")]
    assert "tussen" in before_euro
    assert "bewijsklasse" in before_euro
    money = measured.estimate.money
    assert (money.minutes, money.evidence, money.tariff) == (
        measured.estimate.net,
        max(measured.estimate.evidence, TABLES.tariff.evidence),
        TABLES.tariff,
    )
    assert set(measured.estimate.versions) == {"times", "tariff", "weights", "assumptions", "zeitwerttabelle"}


@FewOrMany(6, 200).given(deliveries=many_deliveries())
def test_the_same_inputs_give_the_same_draws(deliveries):
    work = workload(deliveries)

    assert estimate(work, TABLES, draw(TABLES)) == estimate(work, TABLES, DRAWS)
