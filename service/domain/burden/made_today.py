"""How a provider makes its reports today, as it told us: in the place of what we take to be automated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from service.domain.burden.demand import Delivery
from service.domain.burden.estimate import Draws
from service.domain.burden.tables import BurdenTables, Vector
from service.domain.burden.workload import minutes, operations_without


class Way(StrEnum):
    """How a format is made without the service."""

    BY_HAND = "met-de-hand"
    SCRIPT = "script"
    """By a macro, a query or a script of the provider's own."""
    SYSTEM = "ecd"
    """The client record system makes it."""

    @property
    def is_mostly_automated(self) -> bool:
        """Whether most of it goes by itself already."""
        return self is not Way.BY_HAND


WaysToday = Mapping[str, Way]
"""By the name of a format."""


def with_ways(draws: Draws, deliveries: Sequence[Delivery], ways: WaysToday, tables: BurdenTables) -> Draws:
    """The same draws, with the automated share of what was told in the place of the one that is assumed.

    By hand nothing is automated; by a script or by the record system most is, as in that scenario. Each
    counts for its part of the minutes that making everything takes.
    """
    if not any(each.demand.format in ways for each in deliveries):
        return draws
    work: dict[Way | None, float] = {}
    known: dict[tuple[int, bool, int], float] = {}
    for each in deliveries:
        way, alike = ways.get(each.demand.format), (id(each.demand), each.is_empty, each.manual_rows)
        if alike not in known:
            known[alike] = minutes(operations_without(each).items(), tables)
        work[way] = work.get(way, 0.0) + known[alike]
    whole = sum(work.values())
    if not whole:
        return draws
    automated = sum(count / whole * _automated(way, draws, tables) for way, count in work.items())
    return replace(draws, automated=np.asarray(automated, dtype=np.float64))


def _automated(way: Way | None, draws: Draws, tables: BurdenTables) -> Vector:
    if way is None:
        return draws.automated
    if not way.is_mostly_automated:
        return np.zeros(len(draws.automated))
    chance = np.random.Generator(np.random.PCG64([tables.seed, 2]))
    return chance.beta(*tables.scenarios.automated_then, len(draws.automated))
