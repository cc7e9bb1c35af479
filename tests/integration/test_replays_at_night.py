"""Every night some reports are made again, by lot; what came of it is kept, and said where one looks."""

from datetime import UTC, datetime

import pytest

from service.domain.access import Actor
from service.domain.replays import ReplayOutcome
from service.use_cases.jobs.sample_replays import SampleReplays

NIGHT, NEXT, DAY = (
    datetime(2026, 7, 1, 1, 30, tzinfo=UTC),
    datetime(2026, 7, 2, 2, 30, tzinfo=UTC),
    datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
)


@pytest.fixture
def sample(wiring):
    def fresh(size=3):
        return SampleReplays(
            stores=wiring.stores,
            remake=wiring.reports.replay.remake,
            actor=Actor("worker", "service"),
            size=size,
        )

    return fresh


def test_some_are_made_again_once_a_night_by_whichever_process(wiring, region, hands, sample):
    hands.deliver(region.provider)
    first, other = sample(), sample()

    counts = [first(DAY), first(NIGHT), first(NIGHT), other(NIGHT), other(NEXT)]

    assert counts == [0, 3, 0, 0, 3]
    last = wiring.jobs.measure_replays()
    assert (str(last.day), last.total, last.same, last.different) == ("2026-07-02", 3, 3, ())


def test_the_day_is_the_lot(wiring, region, hands):
    hands.deliver(region.provider)

    with wiring.stores.as_sampler_of_replays() as samples:
        first, again, other = (samples.drawn(lot, 2) for lot in ("a", "a", "b"))
        every = samples.drawn("a", 100)

    assert first == again
    assert len({*every}) == 4
    assert {*first, *other} <= {*every}


def test_what_comes_out_otherwise_is_named(wiring, region, hands, engine, sample):
    hands.deliver(region.provider)
    engine.reported = "3"

    sample(100)(NIGHT)

    last = wiring.jobs.measure_replays()
    assert last.counts == {ReplayOutcome.DIFFERENT: 4}
    assert set(last.different) == {each.id for each in wiring.reports.list(region.provider)}


def test_before_the_first_night_there_is_nothing_to_say(wiring, sample):
    assert wiring.jobs.measure_replays() is None
    assert sample()(NIGHT) == 0
