"""The reports of a whole region, by what is alike in them; of a single one only where a page names it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, text

from service.domain.alike_reports import AlikeReports, ReportTraits, SentOver
from service.domain.delivery_matrix import CellStatus
from service.domain.periods import Period
from service.domain.region_balances import SummedBalance
from service.domain.standing import ReportFacts, standing_of_report
from service.storage.balances import balance_from_json, empty_tally, put_in_tally

_Found = Row[*tuple[Any, ...]]
_Summed = tuple[str, str | None, str | None]
"""Format, and the gemeentecode or the AGB code of what is added up."""

_ALIKE = text("SELECT * FROM alike_reports(:first, :last)")
_SENT_OVER = text("SELECT * FROM sent_over()")
_BALANCES = text("SELECT * FROM balances_over(:first, :last)")
_UNREADY = text("""
    WITH holding AS MATERIALIZED (
      SELECT submission.id, submission.state, submission.received_at, submission.provider_id,
        line.municipality
      FROM submission JOIN submission_municipality AS line ON line.submission_id = submission.id
      WHERE submission.superseded_by IS NULL AND submission.state IN ('received', 'translating', 'failed')
        AND submission.period_begin <= :last AND submission.period_end >= :first)
    SELECT holding.municipality, provider.code, holding.state
    FROM holding JOIN organisation AS provider ON provider.id = holding.provider_id
    WHERE (EXISTS (
      SELECT FROM submission WHERE submission.id = holding.id
        AND submission.period_begin = :first AND submission.period_end = :last)
      OR EXISTS (
        SELECT FROM report LEFT JOIN succession ON succession.report_id = report.id
        WHERE report.submission_id = holding.id AND report.municipality = holding.municipality
          AND report.period_begin = :first AND report.period_end = :last AND succession.report_id IS NULL))
    AND NOT EXISTS (
      SELECT FROM submission AS later JOIN submission_municipality AS line ON line.submission_id = later.id
      WHERE later.provider_id = holding.provider_id AND line.municipality = holding.municipality
        AND later.superseded_by IS NULL AND later.state = 'ready' AND later.received_at > holding.received_at
        AND later.period_begin <= :last AND later.period_end >= :first)
    ORDER BY holding.received_at
""")
_UNREADY_STATUS = {
    "received": CellStatus.IN_PROGRESS,
    "translating": CellStatus.IN_PROGRESS,
    "failed": CellStatus.FAILED,
}


class RegionReports:
    """Those of the municipalities of a bureau; nothing for who is none."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def over(self, period: Period) -> tuple[AlikeReports, ...]:
        """Over exactly this period, also what no longer holds."""
        return tuple(each for each in self.with_a_day_in(period) if each.traits.period == period)

    def with_a_day_in(self, days: Period) -> tuple[AlikeReports, ...]:
        """Over every period that has a day in `days`, also what no longer holds."""
        found = self._connection.execute(_ALIKE, {"first": days.begin, "last": days.end})
        return tuple(_alike(row) for row in found)

    def sent_over(self) -> tuple[SentOver, ...]:
        """Who sent reports over which days, of all that was ever sent."""
        return tuple(
            SentOver(
                municipality=row.municipality,
                over=Period(row.period_begin, row.period_end),
                providers=frozenset(row.providers),
            )
            for row in self._connection.execute(_SENT_OVER)
        )

    def balances(self, period: Period) -> tuple[SummedBalance, ...]:
        """Of those over exactly this period that hold and are about prestaties: added up in the database."""
        kept: dict[_Summed, dict[str, dict[str, object]]] = {}
        for row in self._connection.execute(_BALANCES, {"first": period.begin, "last": period.end}):
            key = row.format, row.municipality, row.provider_code
            side = kept.setdefault(key, {"rows": empty_tally(), "cents": empty_tally()})[row.side]
            put_in_tally(side, row.part, row.reason, row.amount)
        return tuple(
            SummedBalance(
                format=name, municipality=municipality, provider=provider, balance=balance_from_json(sides)
            )
            for (name, municipality, provider), sides in kept.items()
        )

    def unready(self, period: Period) -> Mapping[tuple[str, str], CellStatus]:
        """By gemeentecode and AGB code: the newest submission over this period is not ready."""
        found = self._connection.execute(_UNREADY, {"first": period.begin, "last": period.end})
        return {(row.municipality, row.code): _UNREADY_STATUS[row.state] for row in found}


def _alike(row: _Found) -> AlikeReports:
    facts = ReportFacts(
        is_sent=True,
        is_taken=row.is_taken,
        is_judged=row.is_judged,
        is_rejected=row.is_rejected,
        is_superseded=row.is_superseded,
        has_successor=row.has_successor,
    )
    traits = ReportTraits(
        municipality=row.municipality,
        format=row.format,
        period=Period(row.period_begin, row.period_end),
        standing=standing_of_report(facts),
        sent_on=row.sent_on,
        is_rejected=row.is_rejected,
        closes=row.closes,
        holds_prestaties=row.holds_prestaties,
    )
    return AlikeReports(
        traits=traits,
        providers=frozenset(row.providers),
        reports=row.reports,
        rows=row.reported_rows,
        cents=row.reported_cents,
    )
