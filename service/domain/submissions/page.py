"""What the page of one submission shows: the submission, and everything that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from service.domain.findings import FindingKind
from service.domain.keeping import Destroyed, KeptKind
from service.domain.reports import ReportSummary
from service.domain.standard.findings.repairs import AMBIGUOUS_DATE, REPAIRABLE
from service.domain.standard.grouping import FaultChange
from service.domain.standard.repairs import Reading
from service.domain.submissions.annotations import AnnotatedCopy
from service.domain.submissions.jobs import JobState, Progress
from service.domain.submissions.releases import Release
from service.domain.submissions.submission import StoredFindingGroup, Submission, SubmissionState
from service.domain.translation.balance import Balance
from service.domain.translation.waiting import WaitingAmount
from service.domain.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPage:
    """Everything that the page of one submission shows to its provider."""

    submission: Submission
    progress: Progress
    rows: Mapping[str, int]
    """Rows per table of the standard."""
    findings: tuple[StoredFindingGroup, ...]
    """Blocking first, then what quarantines, then warnings; within these the most frequent first."""
    reading: Reading
    """How the submission was read."""
    reading_now: Reading
    """How the next one will be: what the provider said last."""
    reports: tuple[ReportSummary, ...]
    balance: Balance | None = None
    burden: Mapping[str, int] = field(default_factory=dict)
    """N, N_same, N_conv, N_man, D_fact, R_dup and D_file, once the submission is settled."""
    waiting: tuple[WaitingAmount, ...] = ()
    """What waits, by the code that nobody knows, the largest first."""
    releases: tuple[Release, ...] = ()
    """What waited and was translated after all, the latest first."""
    copies: Mapping[Language, AnnotatedCopy] = field(default_factory=dict)
    copy_state: JobState | None = None
    """How far the copy is in which the provider repairs; None when there is nothing to mark."""
    former: Submission | None = None
    """The upload that this one is an improvement of."""
    repairs: tuple[FaultChange, ...] = ()
    """What became of the faults of `former`, what one notices first on top."""
    is_former_half_read: bool = False
    """Whether a part of the former file could not be looked at, so that its faults seem new in this one."""
    successor: Submission | None = None
    """The later submission that took its place."""

    destroyed: Mapping[KeptKind, Destroyed] = field(default_factory=dict)
    """What of it nobody can read any more."""
    kept_until: Mapping[KeptKind, date] = field(default_factory=dict)
    """The last day on which each kind of data is there."""
    is_addition: bool = False
    """Whether it was added to what was handed in before."""
    made_of: tuple[Submission, ...] = ()
    """What its state was made from beside itself, oldest first."""

    @property
    def destroyed_by_name(self) -> Mapping[str, Destroyed]:
        """The same as `destroyed`, by the name of the kind."""
        return {kind.value: gone for kind, gone in self.destroyed.items()}

    @property
    def remarks(self) -> tuple[StoredFindingGroup, ...]:
        """What there is to say about it, apart from what was repaired and what was answered."""
        return tuple(each for each in self.findings if not each.is_repair and not each.is_answered)

    @property
    def answered(self) -> tuple[StoredFindingGroup, ...]:
        """Warnings of which the provider said that it is right, and why."""
        return tuple(each for each in self.findings if each.is_answered)

    @property
    def repaired(self) -> tuple[StoredFindingGroup, ...]:
        """What was read as something else than it says."""
        return tuple(each for each in self.findings if each.is_repair)

    @property
    def asks_day_order(self) -> bool:
        """Whether it was refused for dates of which nobody said the order."""
        return self.reading.repairs and self._is_refused_for(AMBIGUOUS_DATE)

    @property
    def can_be_repaired(self) -> bool:
        """Whether it was refused for values that would have been repaired."""
        return not self.reading.repairs and self._is_refused_for(REPAIRABLE)

    def _is_refused_for(self, kind: FindingKind) -> bool:
        is_rejected = self.submission.state is SubmissionState.REJECTED
        return is_rejected and any(each.code == kind.code for each in self.findings)


@dataclass(frozen=True, slots=True)
class SubmissionProgress:
    """What a page asks for while it waits."""

    state: SubmissionState
    progress: Progress
    reports: int
    """How many reports are there already."""
    has_copy: bool = False
    """Whether the copy to repair in is ready, or will never be."""
