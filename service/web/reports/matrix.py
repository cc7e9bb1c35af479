"""The bureau's matrix for one period: municipalities as rows, providers as columns, a status in each cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.delivery_matrix import DeliveryMatrix, DeliveryStatus, MatrixDelivery
from service.domain.dues import Due, DueState
from service.domain.formats.calendar import AskedReport
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.web.reports.deadlines import counts_of


class CellStatus(StrEnum):
    """What a cell says."""

    DELIVERED = "delivered"
    DELIVERED_LATE = "delivered-late"
    PARTLY = "partly"
    """Something of what is expected is there, and something else is missing."""
    IN_PROGRESS = "in-progress"
    FAILED = "failed"
    REJECTED = "rejected"
    """There, and rejected by the municipality."""
    MISSING = "missing"
    """Expected, and the last day is over."""
    EXTENDED = "extended"
    DUE = "due"
    NOT_YET = "not-yet"
    NOT_EXPECTED = "not-expected"
    """Asked of everyone, and this provider never sent this municipality anything."""
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
    reports: tuple[ReportInBrief, ...] = ()
    dues: tuple[Due, ...] = ()
    """What is expected, each with how it stands in time."""

    @property
    def closes(self) -> bool:
        """Whether the balance of every report closes."""
        return all(report.closes for report in self.reports)


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
    lapsed: tuple[ReportInBrief, ...]
    """What no longer holds, without anything in its place."""
    received: int
    """Asked reports that are there."""
    asked: int
    open_balances: int = 0
    """Reports of which the balance does not close."""
    counts: Mapping[DueState, int] = field(default_factory=dict)
    """Of what is expected, how much stands how in time."""


def matrix_page(
    matrix: DeliveryMatrix, period: Period, asked: Iterable[AskedReport], dues: Iterable[Due] = ()
) -> MatrixPage:
    """Everything of `matrix` about `period`, beside what was asked and is expected over it."""
    deliveries = {(one.municipality, one.provider_code): one for one in matrix.deliveries}
    wanted, owed = tuple(asked), tuple(dues)
    reports = [report for one in deliveries.values() for report in one.reports]
    received = _received(reports, wanted)
    return MatrixPage(
        period=period,
        providers=matrix.providers,
        rows=_rows(matrix, deliveries, wanted, owed),
        totals=_totals(reports),
        lapsed=matrix.lapsed,
        received=received,
        asked=len(wanted),
        open_balances=sum(not report.closes for report in reports),
        counts=counts_of(owed),
    )


def _rows(
    matrix: DeliveryMatrix,
    deliveries: Mapping[tuple[str, str], MatrixDelivery],
    wanted: Iterable[AskedReport],
    owed: Iterable[Due],
) -> tuple[MatrixRow, ...]:
    pairs = {(one.municipality, one.provider_code) for one in wanted}
    of_pair: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for due in owed:
        of_pair[due.asked.municipality, due.asked.provider_code].append(due)

    def cell(pair: tuple[str, str]) -> MatrixCell:
        return _cell(deliveries.get(pair), of_pair.get(pair, []), is_asked=pair in pairs)

    return tuple(
        MatrixRow(code, name, tuple(cell((code, agb_code)) for agb_code, _ in matrix.providers))
        for code, name in matrix.municipalities
    )


def _received(reports: Iterable[ReportInBrief], wanted: Iterable[AskedReport]) -> int:
    """How many of the reports that were asked are there."""
    there = {(report.provider_code, report.municipality, report.format) for report in reports}
    return sum((one.provider_code, one.municipality, one.format) in there for one in wanted)


def _cell(delivery: MatrixDelivery | None, dues: list[Due], *, is_asked: bool) -> MatrixCell:
    if delivery is not None:
        return MatrixCell(_status(delivery, {due.state for due in dues}), delivery.reports, tuple(dues))
    open_ones = [due for due in dues if due.state.is_open]
    if open_ones:
        return MatrixCell(CellStatus(open_ones[0].state.value), (), tuple(dues))
    return MatrixCell(CellStatus.NOT_EXPECTED if is_asked else CellStatus.NOT_ASKED)


def _status(delivery: MatrixDelivery, states: set[DueState]) -> CellStatus:
    if delivery.status is DeliveryStatus.DELIVERED and DueState.MISSING in states:
        return CellStatus.PARTLY
    if delivery.status is DeliveryStatus.DELIVERED and DueState.LATE in states:
        return CellStatus.DELIVERED_LATE
    return _STATUS[delivery.status]


def _totals(reports: Iterable[ReportInBrief]) -> tuple[FormatTotal, ...]:
    totals: dict[str, FormatTotal] = {}
    for report in reports:
        so_far = totals.get(
            report.format,
            FormatTotal(format=report.format, reports=0, rows=0, cents=0, holds_prestaties=False),
        )
        totals[report.format] = FormatTotal(
            format=report.format,
            reports=so_far.reports + 1,
            rows=so_far.rows + report.rows,
            cents=so_far.cents + report.cents,
            holds_prestaties=so_far.holds_prestaties or report.holds_prestaties,
        )
    return tuple(totals[name] for name in sorted(totals))
