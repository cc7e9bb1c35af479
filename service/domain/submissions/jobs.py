"""Jobs: the pieces of work that PostgreSQL remembers, and what becomes of one that fails."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import OrganisationId
from service.domain.failures import (
    BalanceDoesNotCloseError,
    EarlierNotCheckedError,
    FormatError,
    OutsideServiceAwayError,
    TerminalError,
)
from service.domain.notices.mail import MailAwayError, MailPutOffError, MailRefusedError
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId

JobId = NewType("JobId", UUID)
NO_SUBMISSION = SubmissionId(UUID(int=0))
"""What a job about no submission says instead of one; in the database it has none."""

MOST_FAILURES = 3
"""A job that failed, or ended the process that did it, this many times is quarantined."""
STAND_IN = "stand-in:"
"""What the name of who does jobs in the place of workers begins with."""
MOST_LOSSES = 10
"""A job of which this many workers were never heard of again is quarantined, whatever became of them."""


class JobKind(StrEnum):
    """What a job does."""

    CHECK = "check"
    TRANSLATE = "translate"
    SETTLE = "settle"
    TRY_FORMAT = "try-format"
    """Run a draft of a format over a submission, for whoever writes it; the job has the id of its run."""
    ANNOTATE = "annotate"
    """Make the copy in which a provider repairs."""
    RELEASE = "release"
    """Translate what waited, now that there is a later catalogue."""
    TELL_ANSWERS = "tell-answers"
    """Make reports again that hold what was answered to warnings."""
    SEND_EMAIL = "send-email"
    """Send one email; the job has its id, and is of the organisation of who gets it."""
    BRING_EVENTS = "bring-events"
    """Bring a webhook of an organisation what happened since the last time."""
    DELIVER = "deliver"
    """Bring one report along a channel of its municipality."""
    FETCH = "fetch"
    """Take in what lies in a folder of a provider."""

    @property
    def is_owed(self) -> bool:
        """Whether the submission is not ready without it; what is extra fails alone."""
        return self in {JobKind.CHECK, JobKind.TRANSLATE, JobKind.SETTLE}

    @property
    def concerns_submission(self) -> bool:
        """Whether its failure says something about a submission."""
        return self not in {
            *(JobKind.TRY_FORMAT, JobKind.SEND_EMAIL, JobKind.BRING_EVENTS),
            *(JobKind.DELIVER, JobKind.FETCH),
        }


class JobState(StrEnum):
    """Where a job stands."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a translate job translates to."""

    format: str
    format_sha256: str
    period: Period

    @property
    def key(self) -> str:
        """Unique within one submission."""
        return f"{self.format}@{self.format_sha256}@{self.period.begin}--{self.period.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job that a worker has claimed; `attempt` is its fencing number."""

    id: JobId
    submission: SubmissionId
    """NO_SUBMISSION for an email, events, or what comes along a channel."""
    organisation: OrganisationId
    kind: JobKind
    attempt: int
    failures: int = 0
    """How often it failed before; a part outside that was away is no failure."""
    subject: Subject | None = None
    """Only for a translate job."""
    catalogue_sha256: str = ""
    """Only for a release job: the catalogue under which something may be released."""
    created_at: datetime | None = None


class LostLeaseError(TerminalError):
    """Someone else has claimed the job since; whatever this attempt made may not be published."""


def is_worth_another_attempt(error: BaseException, failures: int) -> bool:
    """Terminal failures never; all others until this makes MOST_FAILURES, unless it does not count."""
    return not isinstance(error, TerminalError) and (failures + 1 < MOST_FAILURES or not counts(error))


def counts(error: BaseException) -> bool:
    """Whether this is a failure of the job; that it has to wait for something says nothing about the job."""
    return not isinstance(error, OutsideServiceAwayError | EarlierNotCheckedError)


def pause_before(failures: int) -> timedelta:
    """How long a job that failed `failures` times before waits after it failed again: 2, 8 seconds."""
    return timedelta(seconds=2 * 4**failures)


PAUSE_FOR_OUTSIDE = timedelta(seconds=5)
"""How long a job waits before it looks again whether what it needs is back."""
PAUSE_FOR_MAIL = timedelta(minutes=1)
"""The same for emails, of which many may lie waiting."""
_PUT_OFF = (timedelta(minutes=15), timedelta(hours=4))
"""After the first and the second time that a server asked to come back later with an email."""
LONGEST_PAUSE = timedelta(minutes=1)
"""No job is told to wait longer than this, but for an email."""
LONGEST_PAUSE_FOR_MAIL = max(_PUT_OFF)


def pause_after(error: BaseException, failures: int) -> timedelta:
    """How long a job waits that failed with this, after it failed `failures` times before."""
    match error:
        case MailAwayError():
            return PAUSE_FOR_MAIL
        case MailPutOffError():
            return _PUT_OFF[min(failures, len(_PUT_OFF) - 1)]
    return pause_before(failures) if counts(error) else PAUSE_FOR_OUTSIDE


AWAY = "away: "
"""What a kept failure begins with that was no failure of the job."""


def is_away(failure: str | None) -> bool:
    """Whether a kept failure was that a part outside is away: the job waits for it and goes on by itself."""
    return (failure or "").startswith(AWAY)


def failure_text(error: BaseException) -> str:
    """The name of the failure, with its sentence only where that can hold nothing of a person."""
    name = type(error).__name__
    if isinstance(error, MailAwayError):
        return f"{AWAY}{name}: {error}"
    if isinstance(error, OutsideServiceAwayError):
        return AWAY + name
    if isinstance(error, FormatError | BalanceDoesNotCloseError | MailPutOffError | MailRefusedError):
        return f"{name}: {error}"
    return name


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a submission is."""

    done: int = 0
    total: int = 0
    """Known jobs: 1 until the check is done, then one per format and period, and one for the balance."""
    quarantined: tuple["QuarantinedJob", ...] = field(default_factory=tuple)
    is_held_up: bool = False
    """Whether a part outside is away that the work waits for."""


@dataclass(frozen=True, slots=True)
class QuarantinedJob:
    """A job that failed for good: a fault of ours, never of the provider."""

    id: JobId
    kind: JobKind
    format: str
    """Empty unless the job was to translate."""
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMeasured:
    """How much work there is of one kind in one state, for whoever watches the service."""

    kind: JobKind
    state: JobState
    jobs: int
    oldest_seconds: float
    """Since the oldest of them was asked."""
    is_away: bool = False
    """Whether they wait for a part outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFacts:
    """A job as who looks after the service sees it."""

    id: JobId
    submission: SubmissionId
    organisation: OrganisationId
    kind: JobKind
    state: JobState
    format: str
    """Empty unless the job is to translate."""
    attempt: int
    failures: int
    losses: int
    failure: str
    """The last one; empty when there was none."""
    owner: str
    """Who took it last; empty when nobody did."""
    created_at: datetime
    not_before: datetime
