"""What the page of one submission shows: the submission, and everything that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.balance import Balance
from service.domain.jobs import Progress
from service.domain.reports import ReportSummary
from service.domain.submissions import FindingGroup, Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """Everything that the page of one submission shows to its provider."""

    submission: Submission
    progress: Progress
    rows: Mapping[str, int]
    """Rows per table of the standard."""
    findings: tuple[FindingGroup, ...]
    """Blocking first, then what quarantines, then warnings; within these the most frequent first."""
    reports: tuple[ReportSummary, ...]
    balance: Balance | None = None
    burden: Mapping[str, int] = field(default_factory=dict)
    """N, N_same, N_conv, N_man, D_fact, R_dup and D_file, once the submission is settled."""


@dataclass(frozen=True, slots=True)
class SubmissionProgress:
    """What a page asks for while it waits."""

    state: SubmissionState
    progress: Progress
    reports: int
    """How many reports are there already."""
