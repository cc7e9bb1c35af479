"""The matrix of a bureau: which provider delivered what to which of its municipalities over a period."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from service.domain.access import OrganisationId, OrganisationKind
from service.domain.delivery_matrix import DeliveryMatrix, DeliveryStatus, MatrixDelivery
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.storage.reports_in_brief import ReportsInBrief
from service.storage.tables import BureauMunicipalityRow, OrganisationRow

_Found = Row[*tuple[Any, ...]]
_Line = tuple[SubmissionId, str]
"""A submission, and one of the municipalities that it concerns."""

_STATUS = {
    SubmissionState.RECEIVED: DeliveryStatus.IN_PROGRESS,
    SubmissionState.TRANSLATING: DeliveryStatus.IN_PROGRESS,
    SubmissionState.READY: DeliveryStatus.DELIVERED,
    SubmissionState.FAILED: DeliveryStatus.FAILED,
}
_PERIODS = text("""
    SELECT DISTINCT period.period_begin, period.period_end
    FROM unnest(CAST(:municipalities AS text[])) AS one (municipality), LATERAL (
      WITH RECURSIVE known AS (
        (SELECT period_begin, period_end FROM report WHERE report.municipality = one.municipality
         ORDER BY period_begin, period_end LIMIT 1)
        UNION ALL
        SELECT following.period_begin, following.period_end FROM known, LATERAL (
          SELECT period_begin, period_end FROM report WHERE report.municipality = one.municipality
            AND (period_begin, period_end) > (known.period_begin, known.period_end)
          ORDER BY period_begin, period_end LIMIT 1) AS following)
      SELECT * FROM known) AS period
    UNION
    SELECT period_begin, period_end FROM submission
    WHERE superseded_by IS NULL AND state IN ('received', 'translating', 'failed')
      AND period_begin IS NOT NULL
""")
"""From each period of a municipality to the next by the index, however many reports there are over it; and
those of submissions of which there may be no reports yet."""
_CURRENT = text("""
    SELECT submission.id, submission.state, submission.received_at, provider.code
    FROM submission JOIN organisation AS provider ON provider.id = submission.provider_id
    WHERE submission.superseded_by IS NULL AND submission.state <> 'rejected'
      AND submission.period_begin <= :end AND submission.period_end >= :begin
    ORDER BY provider.name, submission.received_at
""")
_WITHOUT_REPORTS = text("""
    SELECT line.submission_id, line.municipality
    FROM submission JOIN submission_municipality AS line ON line.submission_id = submission.id
    WHERE submission.superseded_by IS NULL AND submission.state <> 'rejected'
      AND submission.period_begin = :begin AND submission.period_end = :end
      AND NOT EXISTS (
        SELECT FROM report LEFT JOIN succession ON succession.report_id = report.id
        WHERE report.submission_id = line.submission_id AND report.municipality = line.municipality
          AND succession.report_id IS NULL)
""")


class Deliveries:
    """Reads the matrix; row-level security decides which rows and columns of it there are."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def matrix(self, bureau: OrganisationId, label: str | None = None) -> DeliveryMatrix:
        """Over one period, that with this label or else the latest, of what `bureau` works for today."""
        municipalities = sorted(self._municipalities(bureau), key=_by_name)
        periods = self._periods([code for code, _ in municipalities])
        period = _chosen(periods, label)
        reports = ReportsInBrief(self._connection).over(period) if period else ()
        return DeliveryMatrix(
            providers=self._providers(),
            municipalities=tuple(municipalities),
            periods=periods,
            period=period,
            reports=reports,
            deliveries=self._over(period, reports) if period else (),
        )

    def period(self, bureau: OrganisationId, label: str | None) -> Period | None:
        """The period with this label, or else the latest; None for one over which nothing came."""
        return _chosen(self._periods([code for code, _ in self._municipalities(bureau)]), label)

    def _over(self, period: Period, reports: Iterable[ReportInBrief]) -> tuple[MatrixDelivery, ...]:
        """The deliveries over one period, of which these are the reports."""
        days = {"begin": period.begin, "end": period.end}
        by_line = _by_line(reports)
        for row in self._connection.execute(_WITHOUT_REPORTS, days):
            by_line[SubmissionId(row.submission_id)].setdefault(row.municipality, [])
        return tuple(
            _delivery(row, municipality, period, made)
            for row in self._connection.execute(_CURRENT, days)
            for municipality, made in sorted(by_line.get(SubmissionId(row.id), {}).items())
        )

    def _periods(self, municipalities: list[str]) -> tuple[Period, ...]:
        found = self._connection.execute(_PERIODS, {"municipalities": municipalities})
        return tuple(sorted(Period(row.period_begin, row.period_end) for row in found))

    def _providers(self) -> tuple[tuple[str, str], ...]:
        """Who sent anything to any of them."""
        provider = OrganisationRow
        wanted = select(provider.code, provider.name).where(provider.kind == OrganisationKind.PROVIDER.value)
        return tuple(sorted(((code, name) for code, name in self._connection.execute(wanted)), key=_by_name))

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


def _chosen(periods: Iterable[Period], label: str | None) -> Period | None:
    named = (period for period in periods if label in (None, period.label))
    return max(named, key=lambda each: (each.end, each.begin), default=None)


def _by_line(reports: Iterable[ReportInBrief]) -> dict[SubmissionId, dict[str, list[ReportInBrief]]]:
    """The reports that hold, by submission and then by municipality."""
    found: dict[SubmissionId, dict[str, list[ReportInBrief]]] = defaultdict(dict)
    for report in reports:
        if not report.is_superseded:
            found[report.submission].setdefault(report.municipality, []).append(report)
    return found


def _delivery(row: _Found, municipality: str, period: Period, made: list[ReportInBrief]) -> MatrixDelivery:
    return MatrixDelivery(
        provider_code=row.code,
        municipality=municipality,
        period=period,
        status=_status(row.state, made),
        submission=SubmissionId(row.id),
        received_at=row.received_at,
        reports=tuple(sorted(made, key=lambda report: report.format)),
    )


def _status(state: str, reports: Iterable[ReportInBrief]) -> DeliveryStatus:
    if any(report.standing is ReportStanding.REJECTED for report in reports):
        return DeliveryStatus.REJECTED
    return _STATUS[SubmissionState(state)]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]
