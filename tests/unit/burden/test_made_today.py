"""How reports are made today, as a provider tells it, takes the place of what is assumed to be automated."""

import numpy as np
import pytest

from service.domain.burden.estimate import draw, net_of
from service.domain.burden.handmade import Calibrated
from service.domain.burden.made_today import Way, with_ways
from service.domain.burden.workload import workload
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings")
DRAWS = draw(TABLES)
DELIVERIES = example_deliveries()
FORMATS = {each.demand.format for each in DELIVERIES}


def net(ways):
    known = Calibrated(tables=TABLES, draws=DRAWS, ways=ways)
    return net_of(workload(DELIVERIES), known.draws_of(DELIVERIES))


def test_while_nothing_is_told_the_draws_are_those_of_the_tables():
    assert with_ways(DRAWS, DELIVERIES, {}, TABLES) is DRAWS
    assert with_ways(DRAWS, DELIVERIES, {"another": Way.BY_HAND}, TABLES) is DRAWS
    assert with_ways(DRAWS, (), dict.fromkeys(FORMATS, Way.BY_HAND), TABLES) is DRAWS


def test_what_is_made_by_hand_has_nothing_automated():
    told = with_ways(DRAWS, DELIVERIES, dict.fromkeys(FORMATS, Way.BY_HAND), TABLES)

    assert not told.automated.any()
    assert told.times is DRAWS.times


@pytest.mark.parametrize("way", [Way.SCRIPT, Way.SYSTEM])
def test_what_a_program_makes_is_mostly_automated_and_spares_less(way):
    told = with_ways(DRAWS, DELIVERIES, dict.fromkeys(FORMATS, way), TABLES)

    assert told.automated.mean() == pytest.approx(2 / 3, abs=0.01)
    assert net(dict.fromkeys(FORMATS, way)).p50 < net({}).p50 < net(dict.fromkeys(FORMATS, Way.BY_HAND)).p50


def test_each_format_counts_for_its_part_of_the_minutes():
    told = with_ways(DRAWS, DELIVERIES, {"D": Way.BY_HAND}, TABLES)

    parts = told.automated / DRAWS.automated
    assert np.ptp(parts) < 1e-9
    assert 0.6 < parts[0] < 0.9
