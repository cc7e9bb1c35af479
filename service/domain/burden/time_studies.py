"""Time studies: operations that providers timed, their own by name and those of others without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from service.domain.burden.calibration import TimedCase, worked_minutes
from service.domain.burden.tables import Driver

TIMED = tuple(driver for driver in Driver if not driver.is_once)
ROLES = ("administratief", "hulpverlener", "controller", "leidinggevende")


class ClockAct(StrEnum):
    """What can be done with a clock that runs."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStudy:
    """One operation being timed, or timed."""

    id: UUID
    driver: str
    role: str
    is_holdout: bool
    started_at: datetime
    paused_at: datetime | None
    paused_seconds: int
    stopped_at: datetime | None
    label: str = ""
    """The delivery it was of, when two persons time the same work."""


@dataclass(frozen=True, slots=True)
class PooledTime:
    """What one provider, whose name is not told, made of an operation."""

    driver: str
    cases: int
    holdout_cases: int
    minutes: float
    """The geometric mean."""


def pooled_cases(pooled: Iterable[PooledTime]) -> tuple[TimedCase, ...]:
    """What others timed, as cases of providers without a name."""
    return tuple(
        TimedCase(
            provider=f"other {number}",
            driver=Driver(each.driver),
            minutes=each.minutes,
            role="",
            is_holdout=case < each.holdout_cases,
        )
        for number, each in enumerate(pooled)
        for case in range(each.cases)
    )


def timed_cases(provider: str, studies: Iterable[TimeStudy]) -> tuple[TimedCase, ...]:
    """The studies that were stopped, as cases for calibration."""
    return tuple(
        TimedCase(
            provider=provider,
            driver=Driver(each.driver),
            minutes=minutes_of(each),
            role=each.role,
            is_holdout=each.is_holdout,
        )
        for each in studies
        if each.stopped_at is not None
    )


def minutes_of(study: TimeStudy) -> float:
    """Minutes worked, pauses taken off; zero while it runs."""
    if study.stopped_at is None:
        return 0.0
    return worked_minutes(study.started_at, study.stopped_at, [timedelta(seconds=study.paused_seconds)])
