"""Submissions: one upload by one provider for one period, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import OrganisationId
from service.domain.findings import Severity, Verdict
from service.domain.periods import Period

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to an upload."""

    submission: SubmissionId
    is_new: bool
    """False when this provider uploaded the same bytes before: `submission` is that earlier one."""


@dataclass(frozen=True, slots=True)
class FindingExample:
    """One place where a finding of a group stands."""

    sheet: str
    row: int | None
    column: str
    text: Mapping[str, str]
    """The sentence in "nl" and "en"."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code about one field of one table."""

    code: str
    severity: Severity
    table: str
    field: str
    count: int
    """For how many rows (the sum of the findings' own counts)."""
    places: tuple[FindingExample, ...]
    """The first ten, in the order of the file."""
