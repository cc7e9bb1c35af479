"""The estimate of minutes and euros, by Monte Carlo with draws that all deliveries share (burden.md §3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from service.domain.burden.baseline import drawn_whole
from service.domain.burden.tables import (
    BurdenTables,
    Counts,
    Driver,
    EvidenceClass,
    KeyedTables,
    StandardTime,
    Tariff,
    Vector,
    weakest,
)
from service.domain.burden.workload import HANDLING, Workload, vector
from service.domain.burden.workload import minutes as minutes_of

_MINUTES_IN_AN_HOUR = 60
_CENTS_IN_A_EURO = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """An 80 % interval and its middle."""

    p10: float
    p50: float
    p90: float

    def times(self, count: float) -> "Interval":
        """That of a multiple, which is not negative."""
        return Interval(count * self.p10, count * self.p50, count * self.p90)

    def as_json(self) -> dict[str, float]:
        """Rounded to whole units: more digits would claim more than is known."""
        return {"p10": round(self.p10), "p50": round(self.p50), "p90": round(self.p90)}


@dataclass(frozen=True, slots=True)
class Draws:
    """One draw of every uncertain input per simulation; every delivery shares it."""

    times: npt.NDArray[np.float64]
    """Simulations by drivers, in minutes."""
    automated: Vector
    """The share that is automated today."""
    tariff: Vector
    """Cents per hour."""
    per_demand: Vector
    """1 where data are selected and checked once for each different demand, 0 where for each municipality."""


@dataclass(frozen=True, slots=True)
class EuroEstimate:
    """A value of time, never without the time, the tariff and the evidence that it rests on."""

    euro: Interval
    minutes: Interval
    tariff: Tariff
    evidence: EvidenceClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Minutes over the whole of some deliveries. Net may be negative, and is then shown as such."""

    gross: Interval
    """What would have been spent without the service, less what is automated today."""
    net: Interval
    """Gross less what is spent with the service."""
    net_each_time: Interval
    """The same for who converts a format anew for every municipality that shares it; never the headline."""
    spent_with_service: Interval
    without: float
    """Minutes without the service at the middle times, whether automated today or not."""
    handling: float
    """The part of `without` that is no converting and no typing: select, check, correct and send."""
    timed: float = 0.0
    """The part of `without` that was timed whole."""
    p_net_negative: float
    bounds: tuple[float, float]
    """Net when everything is against it, and when everything is for it: no likelihood, a check."""
    correlations: Mapping[str, float]
    """Rank correlation of each uncertain input with net, the strongest first."""
    once: tuple[Interval, Interval]
    """One-off work without and with the service: an account of its own, never added to the others."""
    money: EuroEstimate
    automated: float
    """The share taken as automated today, the mean of its draws."""
    evidence: EvidenceClass
    """What the weakest of the inputs rests on that make the net unsure."""
    weakest_evidence: EvidenceClass
    """What the worst founded of its minutes rest on."""
    versions: Mapping[str, str]


def draw(tables: BurdenTables) -> Draws:
    """All draws of an estimate: a function of the tables and their seed, and of nothing else.

    They are kept for who asks again, so nobody changes them.
    """
    return _drawn(KeyedTables(tables))


@lru_cache(maxsize=8)
def _drawn(keyed: KeyedTables) -> Draws:
    return draw_anew(keyed.tables)


def draw_anew(tables: BurdenTables) -> Draws:
    """The same, for who needs them once and does not want them kept: a column of them is 160 kB."""
    generator = np.random.Generator(np.random.PCG64(tables.seed))
    groups = sorted({time.group for time in tables.times.values()})
    shared = {group: generator.standard_normal(tables.draws) for group in groups}
    columns = [
        time.minutes * np.exp(shared[time.group] * _log_spread(time, tables))
        for time in (tables.times[driver] for driver in Driver)
    ]
    tariff = tables.tariff
    usual = Draws(
        np.column_stack(columns),
        generator.beta(*tables.automated, tables.draws),
        generator.triangular(tariff.low, tariff.middle, tariff.high, tables.draws),
        np.zeros(tables.draws),
    )
    return _in_scenarios(usual, tables)


def _log_spread(time: StandardTime, tables: BurdenTables) -> float:
    """How providers differ, and for a time that nobody measured how unsure its middle is."""
    of_providers = float(np.log(time.spread))
    if time.evidence in _MEASURED or not of_providers:
        return of_providers
    return float(np.hypot(of_providers, np.log(tables.scenarios.spread_of_medians)))


_MEASURED = (EvidenceClass.A, EvidenceClass.B)


def _in_scenarios(usual: Draws, tables: BurdenTables) -> Draws:
    """The same draws, some of them as the scenarios have it; what was measured is nobody's scenario."""
    chance, known = np.random.Generator(np.random.PCG64([tables.seed, 1])), tables.scenarios
    automated, review, per_demand = chance.random((3, tables.draws))
    mostly = chance.beta(*known.automated_then, tables.draws)
    times = usual.times.copy()
    places = {driver: place for place, driver in enumerate(Driver)}
    if tables.times[Driver.SERVICE_REVIEW].evidence not in _MEASURED:
        as_check = review < known.review_as_check
        times[as_check, places[Driver.SERVICE_REVIEW]] = times[as_check, places[Driver.CHECK]]
    return Draws(
        times,
        np.where(automated < known.mostly_automated, mostly, usual.automated),
        usual.tariff,
        (per_demand < known.once_per_demand).astype(np.float64),
    )


def estimate(work: Workload, tables: BurdenTables, draws: Draws) -> Estimate:
    """What the service spares, net of what it takes, with its uncertainty."""
    with_service = _minutes_with(work, draws)
    gross = spent_without(work, draws)
    once_more = draws.times @ vector(work.again) + _shared(draws, work.shared)
    net = gross - with_service
    correlations = _correlations(work, tables, draws, net)
    evidence = evidence_by_influence(correlations, work, tables)
    minutes = interval(net)
    euro = interval(net * draws.tariff / _MINUTES_IN_AN_HOUR / _CENTS_IN_A_EURO)
    return Estimate(
        gross=interval(gross),
        net=minutes,
        net_each_time=interval(net + (1 - draws.automated) * once_more),
        spent_with_service=interval(with_service),
        without=minutes_of(work.without.items(), tables) + sum(each.minutes for each in work.whole),
        handling=minutes_of(((each, work.without.get(each, 0)) for each in HANDLING), tables),
        timed=sum(each.minutes for each in work.whole),
        p_net_negative=float((net < 0).mean()),
        bounds=_bounds(work, tables),
        correlations=correlations,
        once=(
            interval(draws.times @ vector(work.once_without)),
            interval(draws.times @ vector(work.once_with_service)),
        ),
        money=EuroEstimate(euro, minutes, tables.tariff, weakest((evidence, tables.tariff.evidence))),
        automated=float(draws.automated.mean()),
        evidence=evidence,
        weakest_evidence=tables.evidence_of(work.drivers),
        versions=tables.versions,
    )


def net_of(work: Workload, draws: Draws) -> Interval:
    """Only the net of `estimate`."""
    return interval(spent_without(work, draws) - _minutes_with(work, draws))


def _minutes_with(work: Workload, draws: Draws) -> Vector:
    return draws.times @ vector(work.with_service) + work.recorded_minutes


def spent_without(work: Workload, draws: Draws) -> Vector:
    """Minutes without the service: put together from operations, and of what was timed whole as it was timed.

    What is automated today is in a time that was measured already, so nothing is taken off it.
    """
    assumed = minutes_without(work.without, draws, work.shared)
    return assumed + drawn_whole(work.whole, len(assumed)) if work.whole else assumed


def minutes_without(counts: Counts, draws: Draws, shared: int = 0) -> Vector:
    """Minutes without the service, less the share that is automated; work by hand is not automated.

    `shared`: how many municipalities ask what another asks too, which some draws select and check with it.
    """
    by_hand = draws.times @ vector({Driver.MANUAL: counts.get(Driver.MANUAL, 0)})
    others = draws.times @ vector(counts) - by_hand - _shared(draws, shared)
    return (1 - draws.automated) * others + by_hand


def _shared(draws: Draws, shared: int) -> Vector:
    return draws.per_demand * (draws.times @ vector({Driver.SELECT: shared, Driver.CHECK: shared}))


INFLUENTIAL = 0.1
"""The part of what makes the net unsure from which an input counts."""
AUTOMATED, ONCE_PER_DEMAND = "automated-today", "once-per-demand"
"""Inputs that are no times."""
TIMED_WHOLE = "timed-whole"
"""What a provider timed whole before going live."""


def shares_of_uncertainty(correlations: Mapping[str, float]) -> dict[str, float]:
    """By input its part of what makes the net unsure: squared rank correlations, together one."""
    squared = {name: each**2 for name, each in correlations.items()}
    whole = sum(squared.values())
    return {name: each / whole for name, each in squared.items()} if whole else {}


def evidence_by_influence(
    correlations: Mapping[str, float], work: Workload, tables: BurdenTables
) -> EvidenceClass:
    """The class of the weakest input that makes the net unsure; D when nothing does.

    Times that are drawn together share what their group does by their minutes. How much is automated is known
    as well as handling is: a report that was timed whole tells of both.
    """
    found: list[EvidenceClass] = []
    for name, share in shares_of_uncertainty(correlations).items():
        if name in (AUTOMATED, ONCE_PER_DEMAND):
            handling = tables.times[Driver.SELECT].evidence
            known = {handling if handling in _MEASURED else EvidenceClass.D: 1.0}
        elif name == TIMED_WHOLE:
            known = {each.evidence: each.minutes for each in work.whole}
        else:
            known = _minutes_by_class(name, work, tables)
        whole = sum(known.values())
        found += [each for each, part in known.items() if share * part >= INFLUENTIAL * whole]
    return weakest(found)


def _minutes_by_class(group: str, work: Workload, tables: BurdenTables) -> dict[EvidenceClass, float]:
    """Of times that are drawn together, both ways: the minutes that rest on each class."""
    found: dict[EvidenceClass, float] = {}
    for driver in work.drivers:
        time = tables.times[driver]
        if time.group == group:
            count = work.without.get(driver, 0) + work.with_service.get(driver, 0)
            found[time.evidence] = found.get(time.evidence, 0.0) + count * time.minutes
    return found


def interval(draws: Vector) -> Interval:
    """P10, P50 and P90 of draws."""
    low, middle, high = np.percentile(draws, [10, 50, 90])
    return Interval(float(low), float(middle), float(high))


def _bounds(work: Workload, tables: BurdenTables) -> tuple[float, float]:
    low, high = (
        vector({driver: getattr(tables.times[driver], side) for driver in Driver}) for side in ("low", "high")
    )
    without, with_service = vector(work.without), vector(work.with_service)
    least = sum(each.minutes / each.spread**2 for each in work.whole) - work.recorded_minutes
    most = sum(each.minutes * each.spread**2 for each in work.whole) - work.recorded_minutes
    worst = (1 - _MOST_AUTOMATED) * low @ without - high @ with_service + least
    return float(worst), float(high @ without - low @ with_service + most)


_MOST_AUTOMATED = 0.8
"""For the bounds: nine in ten Beta(2, 4) draws lie well below it, and nobody has automated everything."""


def _correlations(work: Workload, tables: BurdenTables, draws: Draws, net: Vector) -> dict[str, float]:
    inputs: dict[str, Vector] = {AUTOMATED: draws.automated}
    if work.shared:
        inputs[ONCE_PER_DEMAND] = draws.per_demand
    if work.whole:
        inputs[TIMED_WHOLE] = drawn_whole(work.whole, len(net))
    for group in sorted({tables.times[driver].group for driver in work.drivers}):
        numbers = [n for n, driver in enumerate(Driver) if tables.times[driver].group == group]
        counts = (vector(work.without) + vector(work.with_service))[numbers]
        inputs[group] = draws.times[:, numbers] @ counts
    ranked = _ranks(net)
    found = {
        name: float(np.corrcoef(_ranks(values), ranked)[0, 1])
        for name, values in inputs.items()
        if np.ptp(values) > 0
    }
    return dict(sorted(found.items(), key=lambda pair: -abs(pair[1]))) if np.ptp(net) > 0 else {}


def _ranks(values: Vector) -> Vector:
    """Equal values in the order in which they stand, which the fast way of sorting does not keep."""
    order = np.argsort(values)
    if (np.diff(values[order]) == 0).any():
        order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    return ranks
