"""Reports: the files made for municipalities, and the matrix of who delivered what."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NewType
from uuid import UUID

from service.domain.burden.residual import ReportVerdict
from service.domain.channels.channel import Consignment
from service.domain.keeping import Destroyed
from service.domain.periods import Period
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.named_request import NamedRequest
from service.domain.standing import ReportFacts, ReportStanding, standing_of_report
from service.domain.submissions.jobs import Subject
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.balance import Balance
from service.domain.translation.changes import FigureChange
from service.domain.translation.round_trip import KeptLoss

ReportId = NewType("ReportId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """One report, as its provider, its municipality and (without the file) its bureau may see it."""

    id: ReportId
    submission: SubmissionId
    provider_code: str
    provider_name: str
    municipality: str
    """Gemeentecode."""
    municipality_name: str
    """The gemeentecode once more when the municipality does not take part itself."""
    format: str
    format_sha256: str
    period: Period
    filename: str
    sha256: str
    bytes: int
    balance: Balance
    published_at: datetime
    is_superseded: bool
    """Whether it no longer holds: a later submission over its period is there, or rows were released."""
    superseded_at: datetime | None = None
    successor: ReportId | None = None
    """What took its place; None too when it no longer holds and nothing came in its place."""
    former: ReportId | None = None
    """The report whose place it took."""
    former_published_at: datetime | None = None
    sent_at: datetime | None = None
    """Since when its municipality has it; None as long as its provider did not send it."""
    taken_at: datetime | None = None
    verdict: ReportVerdict | None = None
    """What its municipality said of it; for a bureau without the remark."""

    @property
    def standing(self) -> ReportStanding:
        """Where it stands, as everyone sees it."""
        return standing_of_report(
            ReportFacts(
                is_sent=self.sent_at is not None,
                is_taken=self.taken_at is not None,
                is_judged=self.verdict is not None,
                is_rejected=self.verdict is not None and self.verdict.cause is not None,
                is_superseded=self.is_superseded,
                has_successor=self.successor is not None,
            )
        )

    @property
    def subject(self) -> Subject:
        """What it was translated to, as those of other municipalities were."""
        return Subject(self.format, self.format_sha256, self.period)

    @property
    def key(self) -> tuple[str, str, Period]:
        """Which report of its submission it is."""
        return self.municipality, self.format, self.period

    @property
    def downloaded(self) -> LoggedAct:
        """That somebody gets its file, as the log tells it."""
        return LoggedAct(
            kind=ActKind.DOWNLOADED,
            submission=self.submission,
            report=self.id,
            municipality=self.municipality,
            facts={"sha256": self.sha256},
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A file on its way to its reader."""

    filename: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A report of an earlier period whose figures another one holds."""

    period: Period
    sha256: str
    """Of its file, as it was then."""
    report: ReportId | None = None
    """None when it is not there for who looks."""


@dataclass(frozen=True, slots=True)
class GivenWay:
    """A report that no longer holds, from now on."""

    report: ReportId
    submission: SubmissionId
    """Of which it was made."""
    municipality: str
    successor: ReportId | None
    """None when nothing came in its place."""

    @property
    def as_act(self) -> LoggedAct:
        """As the log tells it."""
        return LoggedAct(
            kind=ActKind.SUPERSEDED,
            submission=self.submission,
            report=self.report,
            municipality=self.municipality,
            facts={"successor": str(self.successor) if self.successor else ""},
        )

    @property
    def as_restored(self) -> LoggedAct:
        """That it holds again, as the log tells it."""
        return replace(self.as_act, kind=ActKind.RESTORED, facts={})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report, what it took the place of, and what took its place."""

    report: ReportSummary
    former: ReportSummary | None = None
    successor: ReportSummary | None = None
    changes: tuple[FigureChange, ...] = ()
    """What differs per figure from `former`; empty too where the viewer may not see its figures."""
    losses: tuple[KeptLoss, ...] | None = None
    """What its format could not carry into it; None for a report from before that was kept."""
    earlier: tuple[EarlierReport, ...] = ()
    """The earlier reports whose figures it holds, the earliest first."""
    answers: NamedRequest | None = None
    """The version of the request that it answers; None as long as that has no place in the log."""
    is_logged: bool = False
    """Whether that it was made has a place in the log."""
    destroyed: Destroyed | None = None
    """Since when nobody can read its file any more."""
    kept_until: date | None = None
    """The last day on which its file is there."""
    consignments: tuple[Consignment, ...] = ()
    """How it was brought to its municipality, or is being; none where that fetches it here."""
    has_figures: bool = False
    """Whether the viewer may see the figures of both, so that no changes means that nothing changed."""

    @property
    def is_release(self) -> bool:
        """Whether it is made of the same upload as its former, from rows that waited then."""
        return self.former is not None and self.former.submission == self.report.submission
