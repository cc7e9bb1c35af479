"""What burden is left, each minute under exactly one cause (burden.md §3.7)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.burden.demand import Delivery
from service.domain.burden.tables import BurdenTables, Counts, Driver


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


class WorkSource(StrEnum):
    """Who told of work that was left."""

    FINDINGS = "findings"
    JOB = "job"
    """A job of ours that failed for good."""
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class ReportVerdict:
    """What a municipality says of a report: accepted, or rejected for one cause."""

    cause: Cause | None
    remark: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What happened beside the routine, as it was recorded: pieces of work by their one cause."""

    counts: Mapping[Cause, int]
    """How often somebody had to repair something for this cause: each takes the time of one correction."""
    minutes: Mapping[Cause, int] = field(default_factory=dict)
    """What a provider says that something took, in minutes."""
    uploads: Mapping[Cause, int] = field(default_factory=dict)
    """Uploads that had to be done again: each takes once more what an upload takes."""

    @property
    def corrections(self) -> int:
        """Corrections of all causes together."""
        return sum(self.counts.values())

    @property
    def uploads_again(self) -> int:
        """Uploads of all causes that had to be done again."""
        return sum(self.uploads.values())

    @property
    def recorded_minutes(self) -> int:
        """Recorded minutes of all causes together."""
        return sum(self.minutes.values())


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
    "code-not-in-table": Cause.DEFINITION_DIFFERS,
    "code-kept-as-it-is": Cause.DEFINITION_DIFFERS,
    "text-too-long-for-format": Cause.DEFINITION_DIFFERS,
    "character-not-in-encoding": Cause.DEFINITION_DIFFERS,
    "text-cut-for-format": Cause.DEFINITION_DIFFERS,
    "empty-but-required-by-format": Cause.DEFINITION_DIFFERS,
    "empty-though-asked-by-format": Cause.DEFINITION_DIFFERS,
}


def cause_of_finding(code: str) -> Cause:
    """A code that a format does not know, and what it requires or limits otherwise, is R2; the rest R4.

    No finding tells that a format changed: that is known from its versions (`changed_without_notice`).
    """
    return _CAUSE_OF_FINDING.get(code, Cause.DATA_QUALITY)


def causes_of_findings(codes: Iterable[str]) -> Mapping[Cause, int]:
    """One correction per kind of finding; faults of the data are in the repair of the export already."""
    causes = Counter(cause_of_finding(code) for code in sorted(set(codes)))
    return {cause: times for cause, times in causes.items() if cause is not Cause.DATA_QUALITY}


def residual(
    counts: Counts,
    deliveries: Sequence[Delivery],
    tables: BurdenTables,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> Residual:
    """Give every minute that is spent with the service one place: a cause, or the service itself.

    Repair of an export about which something was found is R4, filling in what the standard does not hold R1,
    texts that are asked R3. Every recorded exception takes the time of one correction, of an upload, or the
    minutes that were told, under its own cause. `counts` holds all of those too.
    """
    each = {driver: count * tables.times[driver].minutes for driver, count in counts.items()}
    texts = sum(one.demand.narratives for one in deliveries) * tables.times[Driver.MANUAL].minutes
    by_cause = dict.fromkeys(Cause, 0.0)
    by_cause[Cause.NOT_IN_STANDARD] = each.pop(Driver.MANUAL, 0.0) - texts
    by_cause[Cause.NARRATIVE] = texts
    repair = tables.times[Driver.SERVICE_FIX].minutes * _uploads_with_findings(deliveries)
    by_cause[Cause.DATA_QUALITY] = repair
    each[Driver.SERVICE_FIX] = each.get(Driver.SERVICE_FIX, 0.0) - repair
    each.pop(Driver.CORRECT, None)
    upload = sum(tables.times[driver].minutes for driver in UPLOAD_AGAIN)
    for cause, count in exceptions.uploads.items():
        by_cause[cause] += count * upload
        each[Driver.SERVICE_UPLOAD] -= count * upload
    for cause, count in exceptions.counts.items():
        by_cause[cause] += count * tables.times[Driver.CORRECT].minutes
    for cause, minutes in exceptions.minutes.items():
        by_cause[cause] += minutes
    return Residual(_pareto(by_cause.items()), sum(each.values()))


UPLOAD_AGAIN = (
    Driver.SERVICE_EXPORT,
    Driver.SERVICE_CHECK,
    Driver.SERVICE_UPLOAD,
    Driver.SERVICE_SIGN_IN,
)
"""What an upload takes when it has to be done again; what was repaired is a correction of its own."""


def _uploads_with_findings(deliveries: Iterable[Delivery]) -> int:
    return len({(each.provider, each.submission) for each in deliveries if each.had_findings})


def _pareto(minutes: Iterable[tuple[Cause, float]]) -> dict[Cause, float]:
    return dict(sorted(((cause, each) for cause, each in minutes if each), key=lambda pair: -pair[1]))
