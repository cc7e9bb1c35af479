"""What whole reports that were made by hand say of the times that they are made up of (burden.md §5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from service.domain.burden.baseline import Baseline
from service.domain.burden.calibration import BETWEEN, CALIBRATED, MEASURED, WITHIN
from service.domain.burden.demand import Delivery
from service.domain.burden.estimate import Draws, draw, draw_anew, minutes_without
from service.domain.burden.made_today import WaysToday, with_ways
from service.domain.burden.tables import (
    BurdenTables,
    Counts,
    Driver,
    EvidenceClass,
    KeyedTables,
    StandardTime,
    Vector,
)

_CANDIDATES = 8
"""Candidates drawn for every draw that is kept: what was measured can be far from the standard."""


@dataclass(frozen=True, slots=True)
class HandmadeReport:
    """A report that the draw chose, made by hand the old way, and what that took as a whole."""

    provider: str
    operations: Counts
    """What making it takes, by the format it is in."""
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """Tables and the draws that go with them: times that were measured together are uncertain together."""

    tables: BurdenTables
    draws: Draws
    reports: int = 0
    """Whole reports that they rest on; none while there are fewer than twelve."""
    ways: WaysToday = field(default_factory=dict)
    """How formats are made today, as far as that was told."""
    baseline: Baseline = field(default_factory=dict)
    """Formats that were timed whole before going live."""
    of_others: int = 0
    """Of the whole reports, those that other providers made."""

    def draws_of(self, deliveries: Sequence[Delivery]) -> Draws:
        """The draws for some deliveries: what of them is automated today follows from how they are made."""
        return with_ways(self.draws, deliveries, self.ways, self.tables)


def calibrated_by_reports(
    tables: BurdenTables, reports: Sequence[HandmadeReport], about: str = ""
) -> Calibrated:
    """Keep the draws that agree with what whole reports took, as often as they agree with it.

    Of one report only the sum is known, so no single time is made of it. Candidates of all times and of
    the automated share are drawn from the tables and kept by their likelihood: that leaves every single
    operation as unsure as it is and makes sums like the measured ones surer. What a report took has what is
    automated in it already. Around the common time every provider has its own, but the one it is `about`.
    """
    timed = [each for each in reports if each.minutes > 0 and each.operations]
    if len(timed) < CALIBRATED:
        return Calibrated(tables=tables, draws=draw(tables))
    draws = _chosen(KeyedTables(tables), tuple(map(_Keyed, timed)), about)
    measured = tables.with_times(_measured(timed, tables, draws))
    return Calibrated(tables=measured, draws=draws, reports=len(timed))


class _Keyed:
    """A report as the key of what is chosen with it."""

    def __init__(self, report: HandmadeReport) -> None:
        self.report = report
        self._key = (report.provider, tuple(sorted(report.operations.items())), report.minutes)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self._key == other._key


@lru_cache(maxsize=8)
def _chosen(keyed: KeyedTables, reports: tuple[_Keyed, ...], about: str) -> Draws:
    """Kept for who asks again: there are eight candidates for every draw."""
    tables = keyed.tables
    candidates = draw_anew(replace(tables, draws=tables.draws * _CANDIDATES))
    kept = _kept(_likelihood([each.report for each in reports], candidates, about), tables)
    return Draws(
        candidates.times[kept],
        candidates.automated[kept],
        candidates.tariff[kept],
        candidates.per_demand[kept],
    )


def _likelihood(reports: Sequence[HandmadeReport], candidates: Draws, about: str) -> Vector:
    """The logarithm of the likelihood of each candidate; a provider's reports share its own deviation."""
    expected: dict[tuple[tuple[Driver, float], ...], Vector] = {}
    off: dict[str, list[Vector]] = {}
    for each in reports:
        key = tuple(sorted(each.operations.items()))
        if key not in expected:
            expected[key] = np.log(minutes_without(each.operations, candidates))
        off.setdefault(each.provider, []).append(np.log(each.minutes) - expected[key])
    found = np.zeros(len(candidates.automated))
    for provider, several in off.items():
        deviations = np.stack(several)
        mean = deviations.mean(axis=0)
        own = WITHIN**2 / len(several) + (0.0 if provider == about else BETWEEN**2)
        found -= ((deviations - mean) ** 2).sum(axis=0) / (2 * WITHIN**2) + mean**2 / (2 * own)
    return found


def _kept(likelihood: Vector, tables: BurdenTables) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Which candidates stay, each as often as its weight says; evenly spaced, from the seed alone."""
    weights = np.exp(likelihood - likelihood.max())
    reached = np.cumsum(weights) / weights.sum()
    begin = np.random.Generator(np.random.PCG64(tables.seed)).random()
    wanted = (np.arange(tables.draws) + begin) / tables.draws
    return np.minimum(np.searchsorted(reached, wanted), len(reached) - 1)


def _measured(
    reports: Sequence[HandmadeReport], tables: BurdenTables, draws: Draws
) -> Mapping[Driver, StandardTime]:
    """The times that were part of enough reports, under the class that they reached."""
    found: dict[Driver, StandardTime] = {}
    for place, driver in enumerate(Driver):
        count = sum(driver in each.operations for each in reports)
        if count >= CALIBRATED:
            low, middle, high = np.percentile(draws.times[:, place], [2.5, 50, 97.5])
            spread = float(np.exp(np.log(draws.times[:, place]).std()))
            reached = EvidenceClass.A if count >= MEASURED else EvidenceClass.B
            known = tables.times[driver]
            found[driver] = replace(
                known,
                minutes=float(middle),
                low=float(low),
                high=float(high),
                spread=spread,
                evidence=min(reached, known.evidence),
                source=f"{known.source}; {count} hele rapportages in de steekproef",
                measurements=known.measurements + count,
            )
    return found
