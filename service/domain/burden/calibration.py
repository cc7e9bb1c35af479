"""Calibration: own measurements in the place of standard times (burden.md §5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from math import exp, log, sqrt
from statistics import fmean

from service.domain.burden.tables import BurdenTables, Driver, EvidenceClass, StandardTime

CALIBRATED, MEASURED = 12, 38
"""Timed cases from which a time is class B and, when they come from the hold-out, class A."""
MOST_IDLE = timedelta(minutes=15)
WITHIN = 0.7
"""Standard deviation of the logarithm of one timed case around its provider's own time."""
BETWEEN = 0.35
"""The same of providers' own times around the common one: how far they are pooled."""
_FEWEST_PAIRS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCase:
    """One operation that was timed, pauses taken off."""

    provider: str
    driver: Driver
    minutes: float
    role: str
    is_holdout: bool = False
    """Made by hand because the draw said so, before ours was seen."""
    work: str = ""
    """What it was timed with; empty when it was timed by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What prior and measurements say together of one driver."""

    minutes: float
    spread: float
    """Geometric standard deviation: how sure the common time is, not how much cases differ."""
    cases: int
    holdout_cases: int
    own: Mapping[str, float]
    """By provider, drawn towards the common time the more, the fewer cases it has."""
    own_spread: Mapping[str, float]
    """By provider, how sure its own time is."""

    def of(self, provider: str) -> tuple[float, float]:
        """Minutes and spread of a provider's own time; of the common one for who timed nothing."""
        if provider in self.own:
            return self.own[provider], self.own_spread[provider]
        return self.minutes, self.spread

    @property
    def evidence(self) -> EvidenceClass | None:
        """The class reached; None while the standard time still stands."""
        if self.holdout_cases >= MEASURED:
            return EvidenceClass.A
        return EvidenceClass.B if self.cases >= CALIBRATED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A report made by hand beside ours, cell by cell."""

    cells: int
    equal: int
    only_by_hand: int
    """Cells that are filled by hand and empty in ours."""
    only_ours: int
    different: int

    @property
    def differing(self) -> int:
        """Cells to look at: which of the two is wrong is for a person to say."""
        return self.only_by_hand + self.only_ours + self.different


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundErrors:
    """Errors that a person found where handmade reports differ from ours: a line apart, never minutes."""

    compared: int
    """Reports that were held side by side."""
    judged: int
    """Of those, the ones of which somebody looked which of the two was wrong."""
    cells: int
    """Filled cells in the judged ones."""
    by_hand: int
    ours: int


@dataclass(frozen=True, slots=True)
class Repeatability:
    """Ten deliveries, each timed by two persons: what the stop-watch itself adds."""

    pairs: int
    spread: float
    """Geometric standard deviation between two persons timing the same work; 1 is perfect."""


def worked_minutes(started: datetime, stopped: datetime, pauses: Iterable[timedelta]) -> float:
    """Minutes from start to stop without pauses; never less than nothing."""
    worked = stopped - started - sum(pauses, timedelta())
    return max(worked.total_seconds() / 60, 0.0)


def shadow_minutes(moments: Sequence[datetime]) -> float:
    """Minutes between acts on a page, an idle stretch counting for a quarter of an hour at most."""
    stretches = (later - earlier for earlier, later in pairwise(moments))
    return sum(min(stretch, MOST_IDLE).total_seconds() for stretch in stretches) / 60


def posterior(prior: StandardTime, cases: Sequence[TimedCase]) -> Posterior:
    """The prior (a log-normal) updated with timed cases, partially pooled over providers.

    Conjugate: on the log scale each provider's mean has variance within²/n + between² around the common
    one, and the prior has log(spread)². Cases of no time at all say nothing and are left out.
    """
    timed = [each for each in cases if each.minutes > 0]
    by_provider: dict[str, list[float]] = {}
    for each in timed:
        by_provider.setdefault(each.provider, []).append(log(each.minutes))
    means = {name: fmean(logs) for name, logs in sorted(by_provider.items())}
    noise = {name: WITHIN**2 / len(logs) for name, logs in by_provider.items()}
    precision = 1 / log(max(prior.spread, 1.05)) ** 2
    centre = log(prior.minutes) * precision
    for name, mean in means.items():
        weight = 1 / (noise[name] + BETWEEN**2)
        centre, precision = centre + mean * weight, precision + weight
    common = centre / precision
    own = {
        name: exp((mean / noise[name] + common / BETWEEN**2) / (1 / noise[name] + 1 / BETWEEN**2))
        for name, mean in means.items()
    }
    surer = {name: exp(sqrt(_variance_of_own(noise[name], 1 / precision))) for name in means}
    holdout = sum(each.is_holdout for each in timed)
    return Posterior(
        minutes=exp(common),
        spread=exp(sqrt(1 / precision)),
        cases=len(timed),
        holdout_cases=holdout,
        own=own,
        own_spread=surer,
    )


def _variance_of_own(noise: float, common: float) -> float:
    """Of a provider's own time: what its cases leave open, and what is unknown of the common one."""
    drawn = noise / (noise + BETWEEN**2)
    return 1 / (1 / noise + 1 / BETWEEN**2) + drawn**2 * common


def calibrated(tables: BurdenTables, cases: Iterable[TimedCase], about: str = "") -> BurdenTables:
    """The tables with measured times wherever there are enough; each under the class that it reached.

    For the provider that it is `about` its own times count, drawn towards those of the others.
    """
    by_driver: dict[Driver, list[TimedCase]] = {}
    for each in cases:
        by_driver.setdefault(each.driver, []).append(each)
    measured: dict[Driver, StandardTime] = {}
    for driver, several in by_driver.items():
        prior = tables.times[driver]
        found = posterior(prior, several)
        evidence = found.evidence
        if evidence is not None:
            middle, spread = found.of(about)
            source = f"{found.cases} metingen, {found.holdout_cases} in de steekproef"
            measured[driver] = StandardTime(
                minutes=middle,
                low=middle / spread**2,
                high=middle * spread**2,
                spread=spread,
                group=_timed_with(several) or driver.value,
                evidence=evidence,
                source=source,
                measurements=found.cases,
            )
    return tables.with_times(measured)


def _timed_with(cases: Iterable[TimedCase]) -> str:
    """What all of them were timed with, and so are unsure together; empty when that differs."""
    works = {each.work for each in cases}
    return works.pop() if len(works) == 1 else ""


def cases_needed(spread: float, ratio: float) -> int:
    """How many timed cases give a 95 % interval of ×/÷ `ratio`, for a log standard deviation `spread`."""
    return round((1.96 * spread / log(ratio)) ** 2)


def compare(by_hand: Mapping[str, str], ours: Mapping[str, str]) -> Comparison:
    """Hold two reports side by side, by address; an empty text is an empty cell."""
    filled = {each for each, text in by_hand.items() if text}, {each for each, text in ours.items() if text}
    both = filled[0] & filled[1]
    equal = sum(by_hand[each] == ours[each] for each in both)
    only_by_hand, only_ours = len(filled[0] - both), len(filled[1] - both)
    cells = len(both) + only_by_hand + only_ours
    return Comparison(
        cells=cells, equal=equal, only_by_hand=only_by_hand, only_ours=only_ours, different=len(both) - equal
    )


def found_errors(reports: Sequence[tuple[Comparison, tuple[int, int] | None]]) -> FoundErrors:
    """Add up comparisons and what was found wrong in them; what nobody looked at is no error of anyone."""
    judged = [(each, wrong) for each, wrong in reports if wrong is not None]
    return FoundErrors(
        compared=len(reports),
        judged=len(judged),
        cells=sum(each.cells for each, _ in judged),
        by_hand=sum(by_hand for _, (by_hand, _) in judged),
        ours=sum(ours for _, (_, ours) in judged),
    )


NO_ERRORS = found_errors(())
"""Where nothing was compared."""


def repeatability(pairs: Sequence[tuple[float, float]]) -> Repeatability:
    """How far two persons differ who time the same delivery; of fewer than two pairs nothing is known."""
    logs = [log(one / other) for one, other in pairs if one > 0 and other > 0]
    if len(logs) < _FEWEST_PAIRS:
        return Repeatability(len(logs), float("nan"))
    return Repeatability(len(logs), exp(sqrt(sum(each**2 for each in logs) / (2 * len(logs)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceived:
    """How heavy it feels: two questions every half-year, the mean over who answered."""

    half_year: str
    answers: int
    share_now: float
    """Percents of the working week that go to accountability, in their own opinion."""
    share_acceptable: float
    irritation: float
    """From 1, none, to 4, much."""


def drawn_from(keys: Iterable[str], seed: int) -> tuple[str, ...]:
    """Which deliveries of one period are made by hand: one in twenty, and at least one."""
    ordered = sorted(keys, key=lambda each: _lot(each, seed))
    chosen = tuple(each for each in ordered if drawn_for_holdout(each, seed))
    return chosen or tuple(ordered[:1])


def paired(studies: Iterable[tuple[str, str, float]]) -> tuple[tuple[float, float], ...]:
    """(driver, delivery, minutes) → the first two measurements of the same work, for `repeatability`."""
    found: dict[tuple[str, str], list[float]] = {}
    for driver, label, minutes in studies:
        if label and minutes > 0:
            found.setdefault((driver, label), []).append(minutes)
    return tuple((each[0], each[1]) for each in found.values() if len(each) >= _FEWEST_PAIRS)


def drawn_for_holdout(key: str, seed: int, share: float = 0.05) -> bool:
    """Whether a delivery is to be made by hand: decided by its key alone, before anyone sees anything.

    The least significant digits of a keyed hash, so that nobody can choose and a re-run draws the same.
    """
    return _lot(key, seed) < share * 2**64


def _lot(key: str, seed: int) -> int:
    return int.from_bytes(blake2b(key.encode(), key=str(seed).encode(), digest_size=8).digest(), "big")
