"""The drop list over random calendars: its effects are differences of the model, and its account adds up."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.burden.asked_already import AskedFormat
from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.derived_once import conversions
from service.domain.burden.drop_list import DropListBasis, drop_list
from service.domain.burden.effect import Effects, without_elements
from service.domain.burden.element_forms import ElementForms
from service.domain.burden.elsewhere import Elsewhere, Place
from service.domain.burden.estimate import draw, interval
from service.domain.burden.prescribed import LegallyRequired
from service.domain.burden.questions import questions_of
from service.domain.burden.tables import Driver
from service.domain.burden.workload import vector, workload
from service.domain.periods import PeriodKind
from service.files.burden import load_burden_tables
from tests.tools.burden_example import QUARTER
from tests.tools.exports import REPOSITORY

DRAWS = draw(replace(load_burden_tables(REPOSITORY / "mappings"), draws=20))
FORMS = {
    Operation.SAME: (),
    Operation.FORMAT: ("decimal comma",),
    Operation.DERIVED: ("unit uur",),
    Operation.MANUAL: (),
}
SOURCES = {0: ("iJw 323",), 1: ("CBS",), 2: (), 3: ("NZa 8g",), 4: ()}
PLACES = Elsewhere({f"prestatie.veld{number}": (Place(source="iJw 323", where="323"),) for number in (0, 4)})
elements = st.builds(
    lambda number, operation, identifies: AskedElement(
        element=f"prestatie.veld{number}",
        field=f"prestatie.veld{number}",
        operation=operation,
        representation=FORMS[operation],
        rows="prestatie",
        already_reported_in=SOURCES[number],
        identifies=identifies,
        is_legally_required=number == 3,
    ),
    st.integers(0, 4),
    st.sampled_from(list(FORMS)),
    st.booleans(),
)
formats = st.builds(
    lambda name, asked, grain: AskedFormat(
        demand=Demand(
            format=name, asked=tuple(asked), changes_grain=grain, grains=frozenset({"g"} if grain else ())
        ),
        laws=frozenset({"JW"}),
        often=PeriodKind.QUARTER,
    ),
    st.sampled_from(["een", "twee", "drie"]),
    st.lists(elements, min_size=1, max_size=4, unique_by=lambda each: each.element),
    st.booleans(),
)
calendars = st.dictionaries(
    st.sampled_from("KLM"),
    st.lists(formats, min_size=1, max_size=2, unique_by=lambda each: each.demand.format),
    min_size=1,
)


def deliveries_of(asking, providers=2):
    return [
        Delivery(
            provider=f"P{number}",
            municipality=town,
            demand=one.demand,
            period=QUARTER,
            submission=f"upload {number}",
            rows=12,
            manual_rows=6 * one.demand.manual,
        )
        for number in range(providers)
        for town, several in asking.items()
        for one in several
        if number == 0 or len(one.demand.asked) > 1
    ]


def the_list(asking, deliveries):
    return drop_list(
        asking,
        DropListBasis(
            asking=asking,
            period=QUARTER,
            required=LegallyRequired(),
            elsewhere=PLACES,
            effects=Effects(deliveries, DRAWS, 1),
        ),
    )


def without_it(deliveries, town, name, element):
    """The same deliveries, one element of one format of one municipality no longer asked."""
    made = {}
    for each in deliveries:
        if (each.municipality, each.demand.format) == (town, name):
            less = made.setdefault(id(each.demand), without_elements(each.demand, [element]))
            rows = each.manual_rows * less.manual // max(each.demand.manual, 1)
            yield replace(each, demand=less, manual_rows=rows)
        else:
            yield each


def the_effect_is_a_difference_of_the_model(asking):
    deliveries = deliveries_of(asking)
    for each in the_list(asking, deliveries).questions:
        if not each.ground.is_to_stop or not each.effect.reports:
            continue
        left = list(without_it(deliveries, each.municipality, each.format, each.element))
        kept = [one for one in left if one.demand.asked]
        if len(kept) < len(left):
            continue
        before, after = workload(deliveries).without, workload(left).without
        fewer = {driver: before.get(driver, 0) - after.get(driver, 0) for driver in Driver}
        expected = interval(DRAWS.times @ vector(fewer))
        found = each.effect.without
        assert found is not None
        assert (found.p10, found.p50, found.p90) == pytest.approx(
            (expected.p10, expected.p50, expected.p90), abs=1e-9
        )
        was, now = questions_of(deliveries), questions_of(left)
        assert (each.effect.elements, each.effect.again) == (
            was.asked - now.asked,
            was.asked_again - now.asked_again,
        )


@settings(max_examples=40, deadline=None)
@given(asking=calendars)
def test_what_one_question_spares_is_what_the_model_says_without_it(asking):
    the_effect_is_a_difference_of_the_model(asking)


@pytest.mark.long
@settings(max_examples=2000, deadline=None)
@given(asking=calendars)
def test_what_one_question_spares_is_what_the_model_says_without_it_two_thousand_times(asking):
    the_effect_is_a_difference_of_the_model(asking)


@settings(max_examples=40, deadline=None)
@given(asking=calendars)
def test_all_that_can_be_had_elsewhere_is_listed_gone_along_or_kept_and_nothing_prescribed_is_listed(asking):
    found = the_list(asking, deliveries_of(asking))

    account = found.account
    kept = sum(account.kept.values())
    assert account.elsewhere == account.listed + account.gone_along + kept
    assert account.asked == questions_of(deliveries_of(asking)).asked
    assert account.elsewhere == questions_of(deliveries_of(asking)).elsewhere
    assert all(each.element != "prestatie.veld3" for each in found.questions)
    assert len({(each.municipality, each.format, each.element) for each in found.questions}) == len(
        found.questions
    )


def test_what_is_left_of_an_element_is_what_working_it_out_anew_says():
    """Over random forms, those that tie among them: one set goes, another comes, or both."""
    chance = random.Random(4)
    keys = [("prestatie", "veld", (name,)) for name in "abcd"]
    lightest = [Operation.SAME, Operation.RENAMED, Operation.FORMAT]
    for _ in range(800):
        several = [
            dict.fromkeys(chance.sample(keys, chance.randint(1, 2)), chance.choice(lightest))
            for _ in range(chance.randint(1, 5))
        ]
        gone = chance.choice([None, *several])
        now = dict.fromkeys(chance.sample(keys, chance.randint(0, 2)), chance.choice(lightest))
        left = list(several)
        if gone is not None:
            left.remove(gone)
        before, after = (
            conversions([{"veld": each} for each in asked])
            for asked in (several, [*left, *([now] if now else [])])
        )

        found = ElementForms(several).fewer(gone, now)

        before.subtract(after)
        assert {each: count for each, count in found.items() if count} == {
            each: count for each, count in before.items() if count
        }
