"""The matrix of a bureau: who delivered what to which municipality, and how far that is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import SubmissionId


class DeliveryStatus(StrEnum):
    """How far one provider is for one municipality and period."""

    IN_PROGRESS = "in-progress"
    DELIVERED = "delivered"
    FAILED = "failed"
    """A fault of the service holds it up."""
    REJECTED = "rejected"
    """Its municipality rejected a report of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixDelivery:
    """One cell of the matrix: the latest submission of a provider for a municipality and period."""

    provider_code: str
    municipality: str
    """Gemeentecode."""
    period: Period
    """The period of the reports; of the submission as long as there are none."""
    status: DeliveryStatus
    submission: SubmissionId
    received_at: datetime
    reports: tuple[ReportInBrief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMatrix:
    """Who delivered what to the municipalities of one bureau over one period."""

    providers: tuple[tuple[str, str], ...]
    """(AGB code, name), by name."""
    municipalities: tuple[tuple[str, str], ...]
    """(gemeentecode, name), by name: all municipalities of the bureau, also those without a delivery."""
    periods: tuple[Period, ...]
    """All over which something came."""
    period: Period | None
    """The one that is looked at; None for one over which nothing came."""
    reports: tuple[ReportInBrief, ...]
    """All over that period, also what no longer holds; the newest first."""
    deliveries: tuple[MatrixDelivery, ...]

    @property
    def lapsed(self) -> tuple[ReportInBrief, ...]:
        """What no longer holds and in whose place nothing came: the later submission has nothing of it."""
        return tuple(each for each in self.reports if each.standing is ReportStanding.LAPSED)
