"""The reporting rates: what is expected, there and in time, however it is grouped."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.delivery_figures import DeliveryFigures, Grouping, Wanted, figures_table
from service.domain.dues import DueState
from service.domain.periods import parse_period

KEYS = st.tuples(
    st.sampled_from(["06011234", "06015678"]),
    st.sampled_from(["0014", "0363", "0344"]),
    st.sampled_from(["noord/kwartaal", "noord/jaar"]),
    st.sampled_from([parse_period("2026-Q1"), parse_period("2026-Q2"), parse_period("2026")]),
)
STANDINGS = st.lists(st.tuples(KEYS, st.sampled_from(DueState)), max_size=40)


@pytest.mark.parametrize(
    ("states", "figures"),
    [
        ({}, (0, 0, 0, None, None)),
        ({DueState.NOT_YET: 4}, (0, 0, 0, None, None)),
        ({DueState.ON_TIME: 2, DueState.LATE: 1, DueState.MISSING: 1}, (4, 3, 2, 75, 50)),
        ({DueState.ON_TIME: 199, DueState.DUE: 1, DueState.NOT_YET: 9}, (200, 199, 199, 99, 99)),
        ({DueState.EXTENDED: 1}, (1, 0, 0, 0, 0)),
    ],
)
def test_what_runs_still_is_not_expected_and_a_hundred_per_cent_is_all_of_it(states, figures):
    found = DeliveryFigures(states=states)

    shares = found.per_cent_delivered, found.per_cent_on_time
    assert (found.expected, found.delivered, found.on_time, *shares) == figures


@given(STANDINGS, st.sampled_from(Grouping))
def test_the_lines_of_every_grouping_add_up_to_the_same_total(standings, per):
    table = figures_table(standings, per, Wanted(), {})

    added = Counter()
    for line in table.lines.values():
        added.update(line.states)
    assert added == Counter(table.total.states) == Counter(state for _, state in standings)


@given(STANDINGS, KEYS)
def test_what_is_chosen_is_counted_alone_and_everything_stays_to_choose_from(standings, key):
    provider, municipality, name, period = key
    wanted = Wanted(
        provider=provider, municipality=municipality, period=period.label, formats=frozenset({name})
    )

    table = figures_table(standings, Grouping.PERIOD, wanted, {Grouping.MUNICIPALITY: {"0014": "Groningen"}})

    own = [state for one, state in standings if one == key]
    assert Counter(table.total.states) == Counter(own)
    assert set(table.lines) == ({period.label} if own else set())
    assert set(table.names[Grouping.MUNICIPALITY]) == {one[1] for one, _ in standings}
    assert table.names[Grouping.MUNICIPALITY].get("0014", "Groningen") == "Groningen"
    assert set(table.periods) == {one[3] for one, _ in standings}
