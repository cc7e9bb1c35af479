"""What burden is left, each minute under exactly one cause (burden.md §3.7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.domain.burden.demand import Delivery
from service.domain.burden.tables import BurdenTables, Driver
from service.domain.burden.workload import Counts


class Cause(StrEnum):
    """Why somebody still has to do something."""

    NOT_IN_STANDARD = "R1"
    DEFINITION_DIFFERS = "R2"
    NARRATIVE = "R3"
    DATA_QUALITY = "R4"
    CHANGED_WITHOUT_NOTICE = "R5"
    PORTAL_OR_SIGNATURE = "R6"
    REJECTED = "R7"
    ACCOUNTANT = "R8"
    MAY_NOT_BE_SHARED = "R9"
    OUR_DEFECT = "R10"


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What happened beside the routine, as it was recorded: pieces of work by their one cause."""

    counts: Mapping[Cause, int]
    """How often somebody had to repair or fill in something for this cause; R1 follows from the formats."""


NO_EXCEPTIONS = Exceptions({})


@dataclass(frozen=True, slots=True)
class Residual:
    """The minutes that are left with the service, at the middle times."""

    by_cause: Mapping[Cause, float]
    """Only causes that occur, the largest first."""
    service_minutes: float
    """Routine work that the service itself takes: export, check, upload, review."""

    @property
    def minutes(self) -> float:
        """All that is left."""
        return sum(self.by_cause.values()) + self.service_minutes

    def as_json(self) -> dict[str, float]:
        """Whole minutes by cause."""
        return {cause.value: round(minutes) for cause, minutes in self.by_cause.items()}


_CAUSE_OF_FINDING: Mapping[str, Cause] = {
    "code-not-in-table": Cause.CHANGED_WITHOUT_NOTICE,
    "code-kept-as-it-is": Cause.CHANGED_WITHOUT_NOTICE,
}


def cause_of_finding(code: str) -> Cause:
    """A code that a municipality does not know is its format's; any other fault is one of the data."""
    return _CAUSE_OF_FINDING.get(code, Cause.DATA_QUALITY)


def residual(
    counts: Counts,
    deliveries: Sequence[Delivery],
    tables: BurdenTables,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> Residual:
    """Give every minute that is spent with the service one place: a cause, or the service itself.

    Repair of the export is R4, filling in what the standard does not hold R1, repair after a rejection R7.
    Every recorded exception takes the time of one correction under its own cause.
    """
    each = {driver: count * tables.times[driver].minutes for driver, count in counts.items()}
    by_cause = {
        Cause.NOT_IN_STANDARD: each.pop(Driver.MANUAL, 0.0),
        Cause.DATA_QUALITY: each.pop(Driver.SERVICE_FIX, 0.0),
        Cause.REJECTED: each.pop(Driver.CORRECT, 0.0),
    }
    for cause, count in exceptions.counts.items():
        if cause not in by_cause:
            by_cause[cause] = count * tables.times[Driver.CORRECT].minutes
    if not deliveries:
        by_cause = {}
    return Residual(_pareto(by_cause.items()), sum(each.values()))


def _pareto(minutes: Iterable[tuple[Cause, float]]) -> dict[Cause, float]:
    return dict(sorted(((cause, each) for cause, each in minutes if each), key=lambda pair: -pair[1]))
