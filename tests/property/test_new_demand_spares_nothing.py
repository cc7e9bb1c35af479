"""Whatever is asked for the first time after the first period can lower the net, and never raises it."""

from dataclasses import replace

from hypothesis import strategies as st

from service.domain.burden.added import Works
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation, cells_of
from service.domain.burden.estimate import draw, minutes_without
from service.domain.burden.from_plans import demands_of
from service.domain.burden.handmade import Calibrated
from service.domain.burden.measure import measure
from service.domain.burden.trend import trend
from service.domain.burden.workload import vector
from service.domain.periods import parse_period
from service.files.burden.tables import load_burden_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import REPOSITORY
from tests.tools.how_many import FewOrMany

TABLES = replace(load_burden_tables(REPOSITORY / "mappings"), draws=300)
DRAWS = draw(TABLES)
FIRST, SECOND = parse_period("2026-Q1"), parse_period("2026-Q2")
ELEMENTS, NEW_ELEMENTS = [f"veld {n}" for n in range(7)], ["nieuw 1", "nieuw 2"]
ROUNDING = 1e-9

operations = st.sampled_from(sorted(Operation))


def asked(names):
    one = st.builds(AskedElement, element=st.sampled_from(names), operation=operations)
    return st.lists(one, min_size=1, max_size=5, unique_by=lambda each: each.element).map(tuple)


def demands(names, formats):
    return st.builds(
        Demand,
        format=st.sampled_from(formats),
        asked=asked(names),
        changes_grain=st.booleans(),
        narratives=st.integers(0, 2),
    )


def delivery(provider, municipality, demand, period, rows):
    manual_rows = rows if demand.manual else 0
    upload = f"{provider} {period.label}"
    cells = cells_of(demand, rows)
    return Delivery(
        provider=provider,
        municipality=municipality,
        demand=demand,
        period=period,
        submission=upload,
        rows=rows,
        manual_rows=manual_rows,
        cells=cells,
    )


@st.composite
def first_periods(draw_one):
    """Some providers, municipalities and formats; everybody asks everybody the same again later."""
    formats = draw_one(
        st.lists(
            demands(ELEMENTS, ["een", "twee", "drie"]),
            min_size=1,
            max_size=3,
            unique_by=lambda each: each.format,
        )
    )
    places = draw_one(st.sets(st.tuples(*(st.sampled_from(each) for each in ("XYZ", "KLM"))), min_size=1))
    return [
        delivery(provider, municipality, demand, FIRST, draw_one(st.integers(0, 30)))
        for provider, municipality in sorted(places)
        for demand in draw_one(st.sets(st.sampled_from(formats), min_size=1))
    ]


def in_one_form(deliveries):
    """Each element in the same form everywhere, so that a form that takes less is no part of the question.

    Of the same rows too, which every element of a format of ours says: one element of two tables is two
    forms, of which the one that others ask may be cut away, which decision 82 names as its limit.
    """
    order, tables = list(Operation), ("prestatie", "toewijzing", "aanlevering")
    for each in deliveries:
        places = ((one, ELEMENTS.index(one.element)) for one in each.demand.asked)
        fixed = tuple(
            replace(one, operation=order[place], rows=tables[place % len(tables)]) for one, place in places
        )
        yield delivery(
            each.provider, each.municipality, replace(each.demand, asked=fixed), each.period, each.rows
        )


def later(deliveries):
    return [replace(each, period=SECOND, submission=f"{each.provider} {SECOND.label}") for each in deliveries]


def widened(each, more):
    known = each.demand.elements
    demand = replace(
        each.demand,
        asked=(*each.demand.asked, *(one for one in more.asked if one.element not in known)),
        changes_grain=each.demand.changes_grain or more.changes_grain,
        narratives=each.demand.narratives + more.narratives,
    )
    return delivery(each.provider, each.municipality, demand, SECOND, each.rows)


def net(first, now):
    """Every draw of the net, and of what would have been spent without the service."""
    split = AskedBefore.of([*first, *now]).split(now)
    work = Works.of(now, split).less_new()
    gross = minutes_without(work.without, DRAWS)
    return gross - DRAWS.times @ vector(work.with_service), gross


def measured(first, now):
    return measure(now, TABLES, before=AskedBefore.of([*first, *now]))


new_formats = demands([*ELEMENTS, *NEW_ELEMENTS], ["nieuw formaat", "nog een formaat"])
more_to_ask = demands(NEW_ELEMENTS, ["een"])


@FewOrMany(15, 600).given(first=first_periods(), more=more_to_ask, chance=st.randoms())
def test_elements_that_are_added_to_known_formats_never_raise_a_single_draw_of_the_net(first, more, chance):
    now = later(first)
    wider = {
        each.demand.format: chance.random() < 0.5 for each in sorted(now, key=lambda one: one.demand.format)
    }
    added = [widened(each, more) if wider[each.demand.format] else each for each in now]

    (before, gross), (after, gross_after) = net(first, now), net(first, added)

    assert (after <= before + ROUNDING).all()
    assert (gross_after <= gross + ROUNDING).all()


@FewOrMany(15, 600).given(
    first=first_periods(),
    demands=st.lists(new_formats, min_size=1, max_size=3, unique_by=lambda each: each.format),
    rows=st.integers(0, 40),
    chance=st.randoms(),
)
def test_formats_that_are_added_never_raise_a_single_draw_of_the_net(first, demands, rows, chance):
    now = later(first)
    asking = sorted({(each.provider, each.municipality) for each in now})
    added = [delivery(*chance.choice(asking), demand, SECOND, rows) for demand in demands]

    (before, gross), (after, gross_after) = net(first, now), net(first, [*now, *added])

    assert (after < before).all()
    assert (gross_after == gross).all()
    assert measured(first, [*now, *added]).estimate.net.p50 < measured(first, now).estimate.net.p50


@FewOrMany(15, 600).given(
    first=first_periods(),
    municipality=st.sampled_from(["nieuw", "K", "L", "M"]),
    more=new_formats,
    rows=st.integers(0, 40),
)
def test_reports_that_were_not_asked_before_never_raise_p10_p50_or_p90(first, municipality, more, rows):
    now = later(first)
    added = delivery(first[0].provider, municipality, more, SECOND, rows)

    before, after = measured(first, now), measured(first, [*now, added])

    for name in ("p10", "p50", "p90"):
        assert getattr(after.estimate.net, name) < getattr(before.estimate.net, name)
    assert after.estimate.p_net_negative >= before.estimate.p_net_negative
    assert after.level_zero.cells == before.level_zero.cells + added.cells.all
    assert (after.added.deliveries, after.added.elements) == (1, len(more.asked))


@FewOrMany(15, 600).given(first=first_periods(), parts=st.integers(1, 3), chance=st.randoms())
def test_formats_in_the_place_of_others_spare_no_more_than_those_would(first, parts, chance):
    """A municipality cuts everything it asks into other formats of its own, and adds to them."""
    first = [*in_one_form(first)]
    now, replaced = later(first), []
    for each in now:
        cut = [[] for _ in range(parts)]
        for one in each.demand.asked:
            cut[chance.randrange(parts)].append(one)
        for number, some in enumerate(cut):
            name = f"{each.municipality} {each.demand.format} {number}"
            demand = Demand(
                format=name,
                asked=(*some, AskedElement(element="nieuw")),
                changes_grain=each.demand.changes_grain,
                narratives=1,
            )
            replaced.append(delivery(each.provider, each.municipality, demand, SECOND, each.rows))

    (before, gross), (after, gross_after) = net(first, now), net(first, replaced)

    assert (gross_after <= gross + ROUNDING).all()
    assert (after <= before + ROUNDING).all()


def test_every_element_that_a_format_of_ours_asks_says_of_which_rows_it_is():
    every = [plan for versions in the_catalogue().plans.values() for plan in versions]

    unsaid = {demand.format for demand in demands_of(every).values() for one in demand.asked if not one.rows}

    assert unsaid == set()


@FewOrMany(10, 400).given(
    first=first_periods(), more=more_to_ask, demand=new_formats, rows=st.integers(0, 40)
)
def test_without_what_is_new_the_figures_are_exactly_those_that_are_alike(first, more, demand, rows):
    now = later(first)
    new = [widened(each, more) for each in now]
    new.append(delivery(first[0].provider, first[0].municipality, demand, SECOND, rows))
    known = Calibrated(tables=TABLES, draws=DRAWS)

    with_it = trend((FIRST, SECOND), [*first, *new], known, AskedBefore.of([*first, *new]))
    without_it = trend((FIRST, SECOND), [*first, *now], known, AskedBefore.of([*first, *now]))

    assert without_it[1].like_for_like == without_it[1].with_new == measured(first, now).estimate.net
    assert with_it[1].with_new == measured(first, new).estimate.net
    assert with_it[1].added == measured(first, new).added
    assert not without_it[1].added.is_any
