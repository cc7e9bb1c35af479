"""Submissions: one upload by one provider for one period, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import OrganisationId
from service.domain.findings import REPAIRED, Severity, Verdict
from service.domain.periods import Period
from service.domain.standing import SubmissionStanding

SubmissionId = NewType("SubmissionId", UUID)


class SubmissionState(StrEnum):
    """Where a submission stands; READY, REJECTED and FAILED are final."""

    RECEIVED = "received"
    """Safe with us, not yet checked."""
    TRANSLATING = "translating"
    READY = "ready"
    """Every report is there and the balance of the whole closes."""
    REJECTED = "rejected"
    """A finding blocks it; the provider repairs and uploads again."""
    FAILED = "failed"
    """A fault of ours: a job is quarantined. What was translated stays downloadable."""

    @property
    def is_final(self) -> bool:
        """Whether nothing will change any more by itself."""
        return self in {SubmissionState.READY, SubmissionState.REJECTED, SubmissionState.FAILED}


_STANDINGS = {
    SubmissionState.RECEIVED: SubmissionStanding.CHECKING,
    SubmissionState.TRANSLATING: SubmissionStanding.TRANSLATING,
    SubmissionState.REJECTED: SubmissionStanding.REFUSED,
    SubmissionState.FAILED: SubmissionStanding.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a list of submissions shows."""

    id: SubmissionId
    provider: OrganisationId
    filename: str
    sha256: str
    bytes: int
    state: SubmissionState
    received_at: datetime
    period: Period | None = None
    """None until the export has been read."""
    verdict: Verdict | None = None
    """None until checked."""
    superseded_by: SubmissionId | None = None
    superseded_at: datetime | None = None
    """When a later one took its place; None as long as none has."""
    concerns: frozenset[str] = frozenset()
    """The municipalities that are asked for something of it."""
    sent_to: frozenset[str] = frozenset()
    """Those of them that have it."""
    rejected_by: frozenset[str] = frozenset()
    """Those of them that rejected a report of it that still holds."""

    @property
    def standing(self) -> SubmissionStanding:
        """Where it stands, as everyone sees it."""
        is_refused = self.state is SubmissionState.REJECTED
        if self.superseded_by and not is_refused:
            return SubmissionStanding.REPLACED
        if self.state is not SubmissionState.READY:
            return _STANDINGS[self.state]
        if self.rejected_by:
            return SubmissionStanding.REJECTED
        if self.waits_for_sending:
            return SubmissionStanding.TO_SEND
        return SubmissionStanding.SENT if self.sent_to else SubmissionStanding.NOT_ASKED

    @property
    def waits_for_sending(self) -> bool:
        """Whether its provider has still to look at something and send it."""
        return self.state is SubmissionState.READY and not self.superseded_by and self.sent_to < self.concerns

    @property
    def order(self) -> tuple[datetime, SubmissionId]:
        """What is later is decided by when it was received, never by when it was finished."""
        return (self.received_at, self.id)

    def has_days_of(self, other: "Submission") -> bool:
        """Whether both are known to be over the same days."""
        return self.period is not None and self.period == other.period


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to an upload."""

    submission: SubmissionId
    is_new: bool
    """False when this provider uploaded the same bytes before: `submission` is that earlier one."""
    is_read_again: bool = False
    """Whether that earlier one was refused and is read once more, now that its provider said how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingExample:
    """One place where a finding of a group stands."""

    sheet: str
    row: int | None
    column: str
    text: Mapping[str, str]
    """The sentence in "nl" and "en"."""
    line: str = ""
    """What the row is in a message, which has no rows."""
    repair: Mapping[str, str] | None = None
    """What stands there (`value`) and what was read (`new`), of a cell that was repaired."""
    identity: str = ""
    """What it is about, the same over uploads; empty when it cannot be answered."""
    answer: str = ""
    """What its provider answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFindingGroup:
    """All findings of one code about one field of one table."""

    code: str
    severity: Severity
    table: str
    field: str
    count: int
    """For how many rows (the sum of the findings' own counts)."""
    places: tuple[FindingExample, ...]
    """The first ten, in the order of the file."""
    is_answered: bool = False
    """Whether its provider said of each of them that it is right, and why."""

    @property
    def is_repair(self) -> bool:
        """Whether it is about cells that were read as something else than they say."""
        return self.code.startswith(REPAIRED)


def successions(settled: Iterable[Submission]) -> dict[SubmissionId, SubmissionId]:
    """From each submission that no longer holds to the last received one that took its place.

    A later one takes the place of every earlier one whose days lie wholly within its own: a year handed in
    after a quarter says all that the quarter said. Only a READY one takes a place; REJECTED ones have none.
    What was sent holds until all who have it have the later one.
    """
    holding = [each for each in settled if each.state in (SubmissionState.READY, SubmissionState.FAILED)]
    found: dict[SubmissionId, SubmissionId] = {}
    for each in holding:
        later = [other for other in holding if other.order > each.order and _takes_place_of(other, each)]
        if later:
            found[each.id] = max(later, key=lambda other: other.order).id
    return found


def _takes_place_of(later: Submission, former: Submission) -> bool:
    if later.state is not SubmissionState.READY or later.period is None or former.period is None:
        return False
    return later.period.contains(former.period) and former.sent_to <= later.sent_to


def former_of(submission: Submission, others: Iterable[Submission]) -> Submission | None:
    """The upload that this one is an improvement of: the last one before it that was checked.

    Of the same days; or, when one of both could not be read so far as to know its days, the file before it
    when that was refused: what was accepted is not what a file improves of which nothing can be read.
    """
    if submission.verdict is None:
        return None
    checked = [each for each in others if each.verdict is not None and each.order < submission.order]
    latest_first = sorted(checked, key=lambda each: each.order, reverse=True)
    same = next(filter(submission.has_days_of, latest_first), None)
    last = next(iter(latest_first), None)
    if same is not None or last is None or last.verdict is not Verdict.REJECTED:
        return same
    return last if None in (last.period, submission.period) else None
