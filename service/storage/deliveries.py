"""The matrix of a bureau: which provider delivered what to which of its municipalities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from service.domain.access import OrganisationId, OrganisationKind
from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix, DeliveryStatus, MatrixDelivery, ReportSummary
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.storage.reports import Reports
from service.storage.tables import (
    BureauMunicipalityRow,
    OrganisationRow,
    SubmissionMunicipalityRow,
    SubmissionRow,
)

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]

_STATUS = {
    SubmissionState.RECEIVED: DeliveryStatus.IN_PROGRESS,
    SubmissionState.TRANSLATING: DeliveryStatus.IN_PROGRESS,
    SubmissionState.READY: DeliveryStatus.DELIVERED,
    SubmissionState.FAILED: DeliveryStatus.FAILED,
}


class Deliveries:
    """Reads the matrix; row-level security decides which rows and columns of it there are."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def matrix(self, bureau: OrganisationId) -> DeliveryMatrix:
        """All current deliveries to the municipalities for which `bureau` works today."""
        every = Reports(self._connection, bureau).newest_first()
        reports = _standing(every)
        concerned = self._connection.execute(_concerned()).all()
        deliveries = tuple(
            delivery
            for row in concerned
            for delivery in _deliveries(row, reports[SubmissionId(row.id), row.municipality])
        )
        lapsed = tuple(one for one in every if one.is_superseded and one.successor is None)
        periods = {delivery.period for delivery in deliveries} | {report.period for report in lapsed}
        return DeliveryMatrix(
            providers=tuple(sorted({(row.code, row.name) for row in concerned}, key=_by_name)),
            municipalities=tuple(sorted(self._municipalities(bureau), key=_by_name)),
            periods=tuple(sorted(periods)),
            deliveries=deliveries,
            lapsed=lapsed,
        )

    def _municipalities(self, bureau: OrganisationId) -> Iterable[tuple[str, str]]:
        member = BureauMunicipalityRow
        wanted = (
            select(member.municipality, func.coalesce(OrganisationRow.name, member.municipality))
            .outerjoin(
                OrganisationRow,
                (OrganisationRow.kind == OrganisationKind.MUNICIPALITY.value)
                & (OrganisationRow.code == member.municipality),
            )
            .where(
                member.bureau_id == bureau,
                member.valid_from <= func.current_date(),
                func.coalesce(member.valid_until, func.current_date()) >= func.current_date(),
            )
        )
        return ((code, name) for code, name in self._connection.execute(wanted))


def _standing(every: Iterable[ReportSummary]) -> Mapping[tuple[SubmissionId, str], list[ReportSummary]]:
    """The reports that hold, by submission and municipality."""
    found: dict[tuple[SubmissionId, str], list[ReportSummary]] = defaultdict(list)
    for report in every:
        if not report.is_superseded:
            found[report.submission, report.municipality].append(report)
    return found


def _concerned() -> _Wanted:
    return (
        select(
            SubmissionRow.id,
            SubmissionRow.state,
            SubmissionRow.received_at,
            SubmissionRow.period_begin,
            SubmissionRow.period_end,
            SubmissionMunicipalityRow.municipality,
            OrganisationRow.code,
            OrganisationRow.name,
        )
        .join(SubmissionMunicipalityRow, SubmissionMunicipalityRow.submission_id == SubmissionRow.id)
        .join(OrganisationRow, OrganisationRow.id == SubmissionRow.provider_id)
        .where(SubmissionRow.superseded_by.is_(None), SubmissionRow.state != SubmissionState.REJECTED.value)
        .order_by(OrganisationRow.name, SubmissionMunicipalityRow.municipality, SubmissionRow.received_at)
    )


def _deliveries(row: _Found, reports: list[ReportSummary]) -> Iterable[MatrixDelivery]:
    """One delivery per period of the reports; one for the period of the submission when there are none."""
    by_period: dict[Period, list[ReportSummary]] = defaultdict(list)
    for report in reports:
        by_period[report.period].append(report)
    if not by_period and row.period_begin:
        by_period[Period(row.period_begin, row.period_end)] = []
    for period, made in sorted(by_period.items()):
        yield MatrixDelivery(
            provider_code=row.code,
            municipality=row.municipality,
            period=period,
            status=_status(row.state, made),
            submission=SubmissionId(row.id),
            received_at=row.received_at,
            reports=tuple(sorted(made, key=lambda report: report.format)),
        )


def _status(state: str, reports: Iterable[ReportSummary]) -> DeliveryStatus:
    if any(report.standing is ReportStanding.REJECTED for report in reports):
        return DeliveryStatus.REJECTED
    return _STATUS[SubmissionState(state)]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]
