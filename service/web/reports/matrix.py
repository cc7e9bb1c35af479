"""The bureau's matrix for one period: municipalities as rows, providers as columns, a status in each cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.formats.calendar import AskedReport
from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix, DeliveryStatus, MatrixDelivery, ReportSummary
from service.web.shared.equation import holds_prestaties


class CellStatus(StrEnum):
    """What a cell says."""

    DELIVERED = "delivered"
    IN_PROGRESS = "in-progress"
    FAILED = "failed"
    REJECTED = "rejected"
    """There, and rejected by the municipality."""
    MISSING = "missing"
    """Asked, and nothing received."""
    NOT_ASKED = "not-asked"


_STATUS = {
    DeliveryStatus.DELIVERED: CellStatus.DELIVERED,
    DeliveryStatus.IN_PROGRESS: CellStatus.IN_PROGRESS,
    DeliveryStatus.FAILED: CellStatus.FAILED,
    DeliveryStatus.REJECTED: CellStatus.REJECTED,
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One provider for one municipality."""

    status: CellStatus
    reports: tuple[ReportSummary, ...] = ()
    asked: tuple[AskedReport, ...] = ()

    @property
    def closes(self) -> bool:
        """Whether the balance of every report closes."""
        return all(report.balance.closes for report in self.reports)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One municipality."""

    code: str
    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatTotal:
    """What came in by one format. Formats overlap, so their amounts are never added up."""

    format: str
    reports: int
    rows: int
    cents: int
    holds_prestaties: bool
    """False for a format about something else, such as a waiting list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """The matrix of one period with what can be counted in it."""

    period: Period
    providers: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[FormatTotal, ...]
    lapsed: tuple[ReportSummary, ...]
    """What no longer holds, without anything in its place."""
    received: int
    """Asked reports that are there."""
    asked: int


def matrix_page(matrix: DeliveryMatrix, period: Period, asked: Iterable[AskedReport]) -> MatrixPage:
    """Everything of `matrix` about `period`, beside what was asked over it."""
    deliveries = {
        (one.municipality, one.provider_code): one for one in matrix.deliveries if one.period == period
    }
    wanted, providers = tuple(asked), matrix.providers
    rows = tuple(
        MatrixRow(code, name, tuple(_cell(code, agb_code, deliveries, wanted) for agb_code, _ in providers))
        for code, name in matrix.municipalities
    )
    reports = [report for one in deliveries.values() for report in one.reports]
    lapsed = tuple(one for one in matrix.lapsed if one.period == period)
    received = _received(reports, wanted)
    return MatrixPage(
        period=period,
        providers=providers,
        rows=rows,
        totals=_totals(reports),
        lapsed=lapsed,
        received=received,
        asked=len(wanted),
    )


def _received(reports: Iterable[ReportSummary], wanted: Iterable[AskedReport]) -> int:
    """How many of the reports that were asked are there."""
    there = {(report.provider_code, report.municipality, report.format) for report in reports}
    return sum((one.provider_code, one.municipality, one.format) in there for one in wanted)


def _cell(
    municipality: str,
    provider: str,
    deliveries: Mapping[tuple[str, str], MatrixDelivery],
    wanted: tuple[AskedReport, ...],
) -> MatrixCell:
    asked = tuple(one for one in wanted if one.municipality == municipality and one.provider_code == provider)
    delivery = deliveries.get((municipality, provider))
    if delivery is None:
        return MatrixCell(CellStatus.MISSING if asked else CellStatus.NOT_ASKED, (), asked)
    return MatrixCell(_STATUS[delivery.status], delivery.reports, asked)


def _totals(reports: Iterable[ReportSummary]) -> tuple[FormatTotal, ...]:
    totals: dict[str, FormatTotal] = {}
    for report in reports:
        so_far = totals.get(
            report.format,
            FormatTotal(format=report.format, reports=0, rows=0, cents=0, holds_prestaties=False),
        )
        totals[report.format] = FormatTotal(
            format=report.format,
            reports=so_far.reports + 1,
            rows=so_far.rows + report.balance.rows.reported,
            cents=so_far.cents + report.balance.cents.reported,
            holds_prestaties=so_far.holds_prestaties or holds_prestaties(report.balance),
        )
    return tuple(totals[name] for name in sorted(totals))
