"""One report of many: what lists of a whole region need of it, and no more."""

from dataclasses import dataclass
from datetime import date, datetime

from service.domain.dutch_days import day_of
from service.domain.periods import Period
from service.domain.reports import ReportId, ReportSummary
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.fates import holds_prestaties

SUPERSEDED = frozenset({ReportStanding.REPLACED, ReportStanding.LAPSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInBrief:
    """A `ReportSummary` without what stands in it: a region reads ten thousand of these at once."""

    id: ReportId
    submission: SubmissionId
    provider_code: str
    provider_name: str
    municipality: str
    """Gemeentecode."""
    municipality_name: str
    format: str
    period: Period
    standing: ReportStanding
    """Where it stands, as everyone sees it."""
    sent_on: date | None = None
    """The day in the Netherlands; None as long as its municipality does not have it."""
    taken_at: datetime | None = None
    is_judged: bool = False
    is_rejected: bool = False
    """Whether its municipality rejected it, also when another took its place since."""
    superseded_at: datetime | None = None
    rows: int = 0
    """Reported."""
    cents: int = 0
    """Reported, signed."""
    closes: bool = True
    """Whether its balance does."""
    holds_prestaties: bool = True

    @property
    def is_superseded(self) -> bool:
        """Whether it no longer holds."""
        return self.standing in SUPERSEDED


def in_brief(report: ReportSummary) -> ReportInBrief:
    """The same report."""
    return ReportInBrief(
        id=report.id,
        submission=report.submission,
        provider_code=report.provider_code,
        provider_name=report.provider_name,
        municipality=report.municipality,
        municipality_name=report.municipality_name,
        format=report.format,
        period=report.period,
        standing=report.standing,
        sent_on=day_of(report.sent_at) if report.sent_at else None,
        taken_at=report.taken_at,
        is_judged=report.verdict is not None,
        is_rejected=report.verdict is not None and report.verdict.cause is not None,
        superseded_at=report.superseded_at,
        rows=report.balance.rows.reported,
        cents=report.balance.cents.reported,
        closes=report.balance.closes,
        holds_prestaties=holds_prestaties(report.balance),
    )
