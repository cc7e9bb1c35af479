"""No change of a demand that asks nothing new raises what is said to be saved, in the first period too."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.estimate import draw, minutes_without
from service.domain.burden.questions import questions_of
from service.domain.burden.tables import Driver
from service.domain.burden.workload import vector, workload
from service.domain.periods import PeriodKind, parse_period
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import QUARTER
from tests.tools.exports import REPOSITORY

TABLES = replace(load_burden_tables(REPOSITORY / "mappings"), draws=100)
DRAWS = draw(TABLES)
ROUNDING = 1e-9
FORMS = {
    Operation.SAME: (),
    Operation.FORMAT: ("decimal comma",),
    Operation.RECODE_ONE_TO_ONE: ("code list a",),
    Operation.DERIVED: ("unit uur",),
    Operation.MANUAL: (),
}
elements = st.builds(
    lambda number, operation: AskedElement(
        element=f"veld {number}",
        operation=operation,
        representation=FORMS[operation],
        rows="prestatie" if number % 2 else "wachtlijst",
    ),
    st.integers(0, 5),
    st.sampled_from(list(FORMS)),
)


def demand(name, asked, *, changes_grain):
    grains = frozenset(f"{each.rows} per product" for each in asked) if changes_grain else frozenset()
    return Demand(format=name, asked=tuple(asked), changes_grain=changes_grain, grains=grains)


formats = st.builds(
    lambda name, asked, changes_grain: demand(name, asked, changes_grain=changes_grain),
    st.sampled_from(["een", "twee", "drie"]),
    st.lists(elements, min_size=3, max_size=6, unique_by=lambda each: each.element),
    st.booleans(),
)


def delivery(municipality, asked, period=QUARTER, rows=12):
    manual_rows = rows if asked.manual else 0
    return Delivery(
        provider="P",
        municipality=municipality,
        demand=asked,
        period=period,
        submission="upload",
        rows=rows,
        manual_rows=manual_rows,
    )


@st.composite
def first_periods(draw_one):
    several = draw_one(st.lists(formats, min_size=1, max_size=3, unique_by=lambda each: each.format))
    return [
        delivery(town, draw_one(st.sampled_from(several)))
        for town in draw_one(st.sets(st.sampled_from("KLMN"), min_size=1))
    ]


def renamed(asked, _chance):
    """Every municipality has its own name for it."""
    return [replace(each, demand=replace(each.demand, format=f"van {each.municipality}")) for each in asked]


def cut_in_three(asked, chance):
    """Every list in three, a column in one of them."""
    found = []
    for each in asked:
        parts = {}
        for one in each.demand.asked:
            parts.setdefault(chance.randrange(3), []).append(one)
        found += [
            delivery(each.municipality, demand(f"{each.demand.format} {number}", some, changes_grain=grouped))
            for number, some in parts.items()
            for grouped in [each.demand.changes_grain]
        ]
    return found


def cut_by_rows(asked, _chance):
    """The same columns three times, of other rows each."""
    return [
        delivery(each.municipality, replace(each.demand, format=f"{each.demand.format} {number}"), rows=4)
        for each in asked
        for number in range(3)
    ]


def monthly(asked, _chance):
    """Three months in the place of a quarter."""
    return [
        delivery(each.municipality, each.demand, month, rows=4)
        for each in asked
        for month in QUARTER.parts(PeriodKind.MONTH)
    ]


def twice(asked, _chance):
    """The same list once more under another name."""
    again = [
        replace(each, demand=replace(each.demand, format=f"nog eens {each.demand.format}")) for each in asked
    ]
    return [*asked, *again]


def nearly_empty_for_everybody(asked, _chance):
    """A report with one element that is asked already."""
    return [
        *asked,
        *(
            delivery(each.municipality, demand("bijna leeg", each.demand.asked[:1], changes_grain=False))
            for each in asked
        ),
    ]


def at_year_end_too(asked, _chance):
    """The same again over the year, of which this is the last quarter."""
    last = [replace(each, period=parse_period("2026-Q4")) for each in asked]
    return [*last, *(replace(each, period=parse_period("2026")) for each in last)]


def an_empty_report_for_everybody(asked, _chance):
    """A report without a line, in a list that nobody has anything for."""
    nothing = demand("leeg", [AskedElement(element="veld 1", rows="prestatie")], changes_grain=True)
    return [*asked, *(delivery(each.municipality, nothing, rows=0) for each in asked)]


def the_sum_beside_the_list(asked, _chance):
    """The same elements once more, added up per product."""
    return [
        *asked,
        *(
            delivery(each.municipality, replace(each.demand, format=f"som van {each.demand.format}"))
            for each in asked
        ),
    ]


def lighter_form_beside_it(asked, _chance):
    """The same elements once more as the standard has them, beside the form that was asked."""
    plain = [
        replace(
            each.demand,
            format=f"kaal {each.demand.format}",
            asked=tuple(one.as_standard for one in each.demand.asked if not one.is_manual),
            changes_grain=False,
        )
        for each in asked
    ]
    return [
        *asked,
        *(delivery(each.municipality, one) for each, one in zip(asked, plain, strict=True) if one.asked),
    ]


def other_headers(asked, _chance):
    """Every column called otherwise in the file."""
    return [
        replace(
            each,
            demand=replace(
                each.demand,
                asked=tuple(replace(one, header=f"Kop {n}") for n, one in enumerate(each.demand.asked)),
            ),
        )
        for each in asked
    ]


def other_order(asked, chance):
    """The same columns in another order."""
    found = []
    for each in asked:
        columns = list(each.demand.asked)
        chance.shuffle(columns)
        found.append(replace(each, demand=replace(each.demand, asked=tuple(columns))))
    return found


def one_version_for_each_town(asked, _chance):
    """Every municipality its own version of the same format."""
    return [
        replace(each, demand=replace(each.demand, sha256=f"versie {each.municipality}")) for each in asked
    ]


def twice_a_month(asked, chance):
    """Six deliveries in a quarter, and each of them under two names."""
    return twice(monthly(asked, chance), chance)


def in_two_uploads(asked, _chance):
    """The same reports from more uploads than one."""
    return [replace(each, submission=f"upload {number}") for number, each in enumerate(asked)]


def everything_in_one_big_format(asked, _chance):
    """All that a municipality asks in one format, beside what it asks."""
    elements_of = {one.element: one for each in asked for one in each.demand.asked}
    whole = demand("alles", list(elements_of.values()), changes_grain=False)
    return [*asked, *(delivery(each.municipality, _of(each, whole)) for each in asked)]


def _of(each, whole):
    own = {one.element: one for one in each.demand.asked}
    return replace(whole, asked=tuple(own[one.element] for one in whole.asked if one.element in own))


def rejected_and_asked_again(asked, _chance):
    """A municipality that asks the same report once more over the same days."""
    return [
        *asked,
        *(replace(each, demand=replace(each.demand, format=f"{each.demand.format} (2)")) for each in asked),
    ]


GAMES = [
    *(renamed, cut_in_three, cut_by_rows, monthly, twice, nearly_empty_for_everybody, at_year_end_too),
    *(
        an_empty_report_for_everybody,
        the_sum_beside_the_list,
        lighter_form_beside_it,
        other_headers,
        other_order,
    ),
    *(one_version_for_each_town, twice_a_month, in_two_uploads, everything_in_one_big_format),
    rejected_and_asked_again,
]


def net(deliveries):
    work = workload(deliveries)
    return minutes_without(work.without, DRAWS) - DRAWS.times @ vector(work.with_service)


@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.__name__)
@settings(max_examples=6, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
def test_nothing_new_is_asked_so_no_draw_of_the_net_is_higher(game, asked, chance):
    assert (net(game(asked, chance)) <= net(asked) + ROUNDING).all()


@pytest.mark.long
@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.__name__)
@settings(max_examples=600, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
def test_ten_thousand_changes_that_ask_nothing_new_never_raise_the_net(game, asked, chance):
    assert (net(game(asked, chance)) <= net(asked) + ROUNDING).all()


@pytest.mark.parametrize("game", [renamed, cut_in_three, monthly], ids=lambda each: each.__name__)
@settings(max_examples=12, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
def test_what_is_asked_stays_what_it_was_whatever_it_is_called_and_however_it_is_cut(game, asked, chance):
    before, after = questions_of(asked), questions_of(game(asked, chance))

    assert (after.asked, after.elsewhere) == (before.asked, before.elsewhere)
    assert after.asked_again == before.asked_again == 0


@settings(max_examples=12, deadline=None)
@given(asked=first_periods(), chance=st.randoms())
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
