"""Time studies: operations that providers timed, their own by name and those of others without."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from service.domain.burden.calibration import TimedCase, worked_minutes
from service.domain.burden.tables import BurdenTables, Driver, StandardTime, weakest
from service.domain.burden.workload import HANDLING, PER_UPLOAD
from service.domain.wording import Wording, same

BY_ITSELF = "vanzelf"
"""In the place of a role: the service timed it, and keeps nobody."""
ROLES = {
    "administratief": Wording("administratief", "administrative"),
    "hulpverlener": Wording("hulpverlener", "care professional"),
    "controller": same("controller"),
    "leidinggevende": Wording("leidinggevende", "manager"),
}
"""Who may say that they did the work, by how that is kept."""


def role_words(role: str) -> Wording:
    """Whose time it was: nobody's when it was timed by itself; a role of before as it was kept."""
    return Wording("vanzelf", "by itself") if role == BY_ITSELF else ROLES.get(role, same(role))


class TimedWork(StrEnum):
    """What a stop-watch is started on: four kinds of work that a person can tell apart while doing them."""

    HANDLING = "handling"
    """A report without the service, from selecting its data to sending it."""
    GRAIN = Driver.GRAIN.value
    UPLOAD = "upload"
    """One delivery with the service, from making the export to handing it in."""
    REVIEW = Driver.SERVICE_REVIEW.value


_DRIVERS_OF: Mapping[str, tuple[Driver, ...]] = {
    TimedWork.HANDLING: HANDLING,
    TimedWork.UPLOAD: PER_UPLOAD,
}


def drivers_of(work: str) -> tuple[Driver, ...]:
    """What was timed together: several operations, or the one that bears its name.

    A study that was begun when each operation had a clock of its own is of that one.
    """
    return _DRIVERS_OF.get(work) or (Driver(work),)


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
    """What one provider, whose name is not told, made of some work."""

    driver: str
    cases: int
    holdout_cases: int
    minutes: float
    """The geometric mean."""


def pooled_cases(pooled: Iterable[PooledTime], tables: BurdenTables) -> tuple[TimedCase, ...]:
    """What others timed, as cases of providers without a name."""
    return tuple(
        one
        for number, each in enumerate(pooled)
        for case in range(each.cases)
        for one in _cases(
            TimedCase(
                provider=f"other {number}",
                driver=drivers_of(each.driver)[0],
                minutes=each.minutes,
                role="",
                is_holdout=case < each.holdout_cases,
                work=each.driver,
            ),
            tables,
        )
    )


def timed_cases(provider: str, studies: Iterable[TimeStudy], tables: BurdenTables) -> tuple[TimedCase, ...]:
    """The studies that were stopped, as cases for calibration."""
    return tuple(one for whole in whole_cases(provider, studies) for one in _cases(whole, tables))


def whole_cases(provider: str, studies: Iterable[TimeStudy]) -> tuple[TimedCase, ...]:
    """The same, each as it was timed: of the first of its operations, for all of them."""
    return tuple(
        TimedCase(
            provider=provider,
            driver=drivers_of(each.driver)[0],
            minutes=minutes_of(each),
            role=each.role,
            is_holdout=each.is_holdout,
            work=each.driver,
        )
        for each in studies
        if each.stopped_at is not None
    )


def standard_of(work: str, tables: BurdenTables) -> StandardTime:
    """What the tables say of some work: its operations added up, as unsure as the first of them."""
    every = [tables.times[each] for each in drivers_of(work)]
    return replace(
        every[0],
        minutes=sum(each.minutes for each in every),
        low=sum(each.low for each in every),
        high=sum(each.high for each in every),
        evidence=weakest(each.evidence for each in every),
    )


def _cases(timed: TimedCase, tables: BurdenTables) -> Iterator[TimedCase]:
    """One for each operation that was timed together, by its part of the standard time of all of them."""
    drivers = drivers_of(timed.work)
    whole = sum(tables.times[each].minutes for each in drivers)
    for each in drivers:
        yield replace(timed, driver=each, minutes=timed.minutes * tables.times[each].minutes / whole)


def minutes_of(study: TimeStudy) -> float:
    """Minutes worked, pauses taken off; zero while it runs."""
    if study.stopped_at is None:
        return 0.0
    return worked_minutes(study.started_at, study.stopped_at, [timedelta(seconds=study.paused_seconds)])
