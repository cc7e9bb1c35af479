"""A quarter of one's own before going live, timed whole: what making a format takes without the service.

What was measured takes the place of what is assumed, for this provider and this format (decision 116).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import exp, log, sqrt
from statistics import fmean
from uuid import UUID
from zlib import crc32

import numpy as np

from service.domain.burden.calibration import CALIBRATED, WITHIN, worked_minutes
from service.domain.burden.demand import Delivery
from service.domain.burden.tables import EvidenceClass, Vector
from service.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineClock:
    """One time that a format was made as it always was, from the beginning until everybody had it."""

    id: UUID
    format: str
    municipalities: int
    """For how many it was made."""
    started_at: datetime
    paused_at: datetime | None = None
    paused_seconds: int = 0
    stopped_at: datetime | None = None

    @property
    def minutes(self) -> float:
        """Pauses taken off; nothing while it runs."""
        if self.stopped_at is None:
            return 0.0
        return worked_minutes(self.started_at, self.stopped_at, [timedelta(seconds=self.paused_seconds)])


@dataclass(frozen=True, slots=True)
class MeasuredFormat:
    """What a provider measured of one format."""

    minutes: float
    """For a municipality, the geometric mean: of several together everything that they share is in it."""
    municipalities: int
    """The most for which it was timed: of more than that nobody knows what they take."""
    cases: int


Baseline = Mapping[str, MeasuredFormat]
"""By the name of a format; a format that was not measured is not in it."""
NOT_TIMED: Baseline = {}


def baseline_of(clocks: Iterable[BaselineClock]) -> Baseline:
    """Of the clocks that were stopped and ran at all."""
    timed: dict[str, list[BaselineClock]] = {}
    for each in clocks:
        if each.minutes > 0:
            timed.setdefault(each.format, []).append(each)
    return {
        name: MeasuredFormat(
            exp(fmean(log(each.minutes / each.municipalities) for each in several)),
            max(each.municipalities for each in several),
            len(several),
        )
        for name, several in timed.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredWhole:
    """Minutes without the service that were measured and not put together from operations."""

    format: str
    minutes: float
    cases: int

    @property
    def spread(self) -> float:
        """Geometric standard deviation: how sure the mean of so many times is."""
        return exp(WITHIN / sqrt(self.cases))

    @property
    def evidence(self) -> EvidenceClass:
        """B from twelve times on, as everything that was timed; before that it is not sure enough."""
        return EvidenceClass.B if self.cases >= CALIBRATED else EvidenceClass.C


class BaselineAct(StrEnum):
    """What can be done with a clock."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FORGET = "forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFormat:
    """One format of the quarter that is timed, and how far it is."""

    format: str
    municipalities: int
    running: BaselineClock | None
    timed: tuple[BaselineClock, ...]

    @property
    def is_measured(self) -> bool:
        """Whether it was timed at least once."""
        return bool(self.timed)


@dataclass(frozen=True, slots=True)
class BaselineQuarter:
    """The formats of a provider, each with its clocks."""

    formats: tuple[BaselineFormat, ...]

    @classmethod
    def of(cls, chosen: Mapping[str, int], clocks: Sequence[BaselineClock]) -> "BaselineQuarter":
        """In the order of their names; what was timed of a format that is no longer chosen is not shown."""
        return cls(
            tuple(
                BaselineFormat(
                    format=name,
                    municipalities=count,
                    running=next((one for one in own if one.stopped_at is None), None),
                    timed=tuple(one for one in own if one.minutes > 0),
                )
                for name, count in sorted(chosen.items())
                for own in [[each for each in clocks if each.format == name]]
            )
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Formats that were not timed yet."""
        return tuple(each.format for each in self.formats if not each.is_measured)

    @property
    def is_done(self) -> bool:
        """Whether every format that was chosen was timed."""
        return bool(self.formats) and not self.missing


def covered_by(deliveries: Iterable[Delivery], baseline: Baseline) -> tuple[Delivery, ...]:
    """Those of which it was measured what making them takes."""
    return tuple(each for each in deliveries if each.demand.format in baseline)


def measured_whole(covered: Sequence[Delivery], baseline: Baseline) -> tuple[MeasuredWhole, ...]:
    """By format, over all periods.

    A report without a line takes nothing here, and more municipalities than a format was timed for take
    no more: what growth takes was not measured.
    """
    towns: dict[str, dict[Period, set[str]]] = {}
    for each in covered:
        if not each.is_empty:
            towns.setdefault(each.demand.format, {}).setdefault(each.period, set()).add(each.municipality)
    return tuple(
        MeasuredWhole(
            format=name,
            minutes=sum(min(len(several), known.municipalities) for several in periods.values())
            * known.minutes,
            cases=known.cases,
        )
        for name, periods in sorted(towns.items())
        for known in [baseline[name]]
    )


def drawn_whole(measured: Iterable[MeasuredWhole], draws: int) -> Vector:
    """Minutes of all of it, a draw for each format by itself; always the same for the same formats."""
    found = np.zeros(draws)
    for each in measured:
        chance = np.random.Generator(np.random.PCG64([3, crc32(each.format.encode())]))
        found += each.minutes * np.exp(chance.standard_normal(draws) * log(each.spread))
    return found
