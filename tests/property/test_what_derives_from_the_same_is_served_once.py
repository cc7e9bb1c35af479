"""No change of a demand that asks nothing new raises what is said to be saved, in the first period too."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.burden.demand import AskedElement, Operation
from service.domain.burden.derived_once import forms_by_element
from service.domain.burden.estimate import draw, minutes_without
from service.domain.burden.questions import questions_of
from service.domain.burden.tables import Driver
from service.domain.burden.workload import vector, workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_games import (
    GAMES,
    LESS,
    asking,
    at_year_end_too,
    cut_in_three,
    delivery,
    demand,
    monthly,
    renamed,
    twice,
)
from tests.tools.exports import REPOSITORY

TABLES = replace(load_burden_tables(REPOSITORY / "mappings"), draws=100)
DRAWS = draw(TABLES)
ROUNDING = 1e-9
FORMS = [
    (Operation.SAME, ()),
    (Operation.FORMAT, ("decimal comma",)),
    (Operation.RECODE_ONE_TO_ONE, ("code list a",)),
    (Operation.RECODE_ONE_TO_ONE, ("code list b",)),
    (Operation.DERIVED, ("unit uur",)),
    (Operation.DERIVED, ("unit minuut",)),
    (Operation.MANUAL, ()),
]
elements = st.builds(
    lambda number, form: AskedElement(
        element=f"veld {number}",
        operation=form[0],
        representation=form[1],
        rows="prestatie" if number % 2 else "wachtlijst",
    ),
    st.integers(0, 5),
    st.sampled_from(FORMS),
)


formats = st.builds(
    lambda name, asked, changes_grain: demand(name, asked, changes_grain=changes_grain),
    st.sampled_from(["een", "twee", "drie"]),
    st.lists(elements, min_size=3, max_size=6, unique_by=lambda each: each.element),
    st.booleans(),
)


@st.composite
def first_periods(draw_one, most_of_one=2):
    """`most_of_one`: how many formats one municipality asks at most."""
    several = draw_one(st.lists(formats, min_size=1, max_size=3, unique_by=lambda each: each.format))
    some = st.lists(
        st.sampled_from(several), min_size=1, max_size=most_of_one, unique_by=lambda one: one.format
    )
    towns = draw_one(st.sets(st.sampled_from("KLMN"), min_size=1))
    return [delivery(town, each) for town in sorted(towns) for each in draw_one(some)]


def net(deliveries):
    work = workload(deliveries)
    return gross(deliveries) - DRAWS.times @ vector(work.with_service)


def gross(deliveries):
    work = workload(deliveries)
    return minutes_without(work.without, DRAWS, work.shared)


@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.__name__)
@settings(max_examples=6, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
def test_nothing_new_is_asked_so_no_draw_of_the_net_is_higher(game, asked, chance):
    assert (net(game(asked, chance)) <= net(asked) + ROUNDING).all()


def counted_forms(asked):
    """By municipality and element the forms that count."""
    of_towns = {}
    for each in asked:
        if not each.is_empty:
            of_towns.setdefault(each.municipality, []).append(each.demand)
    return {
        (town, element): frozenset(forms)
        for town, several in of_towns.items()
        for element, forms in forms_by_element(several).items()
    }


def in_the_form_that_is_left(asked, less):
    """As if a municipality that is left with another form of an element had asked it in that one only."""
    before, after = counted_forms(asked), counted_forms(less)
    other = {place: forms for place, forms in after.items() if forms != before.get(place)}
    return [
        asking(
            each,
            [
                one
                for one in each.demand.asked
                if (forms := other.get((each.municipality, one.element))) is None
                or (one.rows, one.element, one.representation) in forms
            ],
        )
        for each in asked
    ]


def never_more_is_spared(asked, less):
    """No draw of gross or net is higher, as long as as many reports are looked at (decision 113)."""
    then = in_the_form_that_is_left(asked, less)
    return (gross(less) <= gross(then) + ROUNDING).all() and (net(less) <= net(then) + ROUNDING).all()


@pytest.mark.parametrize("less", LESS, ids=lambda each: each.__name__)
@settings(max_examples=6, deadline=None)
@given(asked=first_periods(), chance=st.randoms(use_true_random=True))
def test_asking_less_never_spares_more(less, asked, chance):
    assert never_more_is_spared(asked, less(asked, chance))


@pytest.mark.parametrize("less", LESS, ids=lambda each: each.__name__)
@settings(max_examples=6, deadline=None)
@given(asked=first_periods(most_of_one=1), chance=st.randoms(use_true_random=True))
def test_where_nobody_asks_in_two_forms_asking_less_is_never_more_than_it_was(less, asked, chance):
    after = less(asked, chance)

    assert (net(after) <= net(asked) + ROUNDING).all()


@pytest.mark.long
@pytest.mark.parametrize("less", LESS, ids=lambda each: each.__name__)
@settings(max_examples=600, deadline=None)
@given(asked=first_periods(), chance=st.randoms(use_true_random=True))
def test_asking_less_in_thousands_of_ways_never_spares_more(less, asked, chance):
    assert never_more_is_spared(asked, less(asked, chance))


@pytest.mark.long
@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.__name__)
@settings(max_examples=600, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
def test_ten_thousand_changes_that_ask_nothing_new_never_raise_the_net(game, asked, chance):
    assert (net(game(asked, chance)) <= net(asked) + ROUNDING).all()


@pytest.mark.parametrize("game", [renamed, cut_in_three, monthly], ids=lambda each: each.__name__)
@settings(max_examples=12, deadline=None)
@given(asked=first_periods(most_of_one=1), chance=st.randoms())
def test_what_is_asked_stays_what_it_was_whatever_it_is_called_and_however_it_is_cut(game, asked, chance):
    before, after = questions_of(asked), questions_of(game(asked, chance))

    assert (after.asked, after.elsewhere) == (before.asked, before.elsewhere)
    assert after.asked_again == before.asked_again == 0


@settings(max_examples=12, deadline=None)
@given(asked=first_periods(most_of_one=1), chance=st.randoms())
def test_the_same_list_once_more_is_duplication_of_every_element_of_it(asked, chance):
    elements_asked = sum(len(each.demand.asked) for each in asked)

    assert questions_of(twice(asked, chance)).asked_again == elements_asked
    assert questions_of(at_year_end_too(asked, chance)).asked_again == elements_asked


@settings(max_examples=12, deadline=None)
@given(asked=first_periods())
def test_when_no_list_has_a_line_nothing_is_converted_and_each_municipality_costs_a_message_at_most(asked):
    empty = [replace(each, rows=0, manual_rows=0) for each in asked]

    without = workload(empty).without

    assert without == {Driver.SEND: len({each.municipality for each in asked})}
    assert (net(empty) <= net(asked) + ROUNDING).all()


@settings(max_examples=12, deadline=None)
@given(asked=first_periods())
def test_when_municipalities_ask_in_one_form_there_are_fewer_forms_and_no_more_is_asked(asked):
    alike = [
        replace(each, demand=replace(each.demand, asked=tuple(one.as_standard for one in each.demand.asked)))
        for each in asked
    ]
    before, after = questions_of(asked), questions_of(alike)

    assert after.shapes == 0 <= before.shapes
    assert (after.asked, after.elsewhere) == (before.asked, before.elsewhere)
