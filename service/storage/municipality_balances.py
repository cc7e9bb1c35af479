"""The balance of each municipality: kept when a submission is settled, and found back over a period."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from service.domain.access import OrganisationId
from service.domain.periods import Period
from service.domain.provider_balance import CountedBalance
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.place_balances import PlaceBalance
from service.storage.balances import balance_from_json
from service.storage.contract_lines import HOLDING, keep_lines
from service.storage.contract_tables import MunicipalityBalanceRow

_COUNTED = text(f"""
    WITH own AS MATERIALIZED (
      SELECT submission.id, submission.received_at, submission.state, submission.superseded_by,
        submission.period_begin, submission.period_end
      FROM submission JOIN organisation AS provider ON provider.id = submission.provider_id
      WHERE provider.code = :provider
        AND submission.period_begin <= :begin AND submission.period_end >= :end),
    asked AS MATERIALIZED (
      SELECT own.id, own.received_at, own.state, line.municipality, line.sent_at
      FROM own JOIN submission_municipality AS line ON line.submission_id = own.id),
    latest AS MATERIALIZED (
      SELECT DISTINCT ON (asked.municipality) asked.municipality, asked.id FROM asked
      WHERE asked.state = 'ready' AND asked.sent_at IS NOT NULL
      ORDER BY asked.municipality, asked.received_at DESC, asked.id DESC),
    unasked AS MATERIALIZED (
      SELECT own.id FROM own WHERE own.state = 'ready' AND own.superseded_by IS NULL
        AND (EXISTS (SELECT FROM latest WHERE latest.id = own.id)
          OR NOT EXISTS (SELECT FROM asked WHERE asked.id = own.id))
      ORDER BY own.received_at DESC, own.id DESC LIMIT 1),
    refused AS MATERIALIZED (
      SELECT own.id FROM own WHERE own.state = 'rejected'
        AND (own.period_begin, own.period_end) = (:begin, :end)
        AND NOT EXISTS (SELECT FROM own AS other WHERE other.state <> 'rejected')
      ORDER BY own.received_at DESC, own.id DESC LIMIT 1),
    kept AS MATERIALIZED (
      SELECT line.submission_id, line.municipality, line.balance
      FROM municipality_balance AS line JOIN own ON own.id = line.submission_id
      WHERE (line.period_begin, line.period_end) = (:begin, :end)),
    counted AS (
      SELECT kept.submission_id, kept.municipality, kept.balance, true AS is_asked, false AS is_refused
      FROM kept JOIN latest ON (latest.id, latest.municipality) = (kept.submission_id, kept.municipality)
      UNION ALL
      SELECT kept.submission_id, kept.municipality, kept.balance, false, false
      FROM kept JOIN unasked ON unasked.id = kept.submission_id
      WHERE NOT EXISTS (
        SELECT FROM asked WHERE (asked.id, asked.municipality) = (kept.submission_id, kept.municipality))
      UNION ALL
      SELECT content.submission_id, '', content.balance, false, true
      FROM submission_content AS content JOIN refused ON refused.id = content.submission_id
      WHERE jsonb_typeof(content.balance) = 'object'
      UNION ALL
      SELECT DISTINCT report.submission_id, report.municipality, NULL::jsonb, true, false
      FROM report JOIN own ON own.id = report.submission_id
      WHERE (report.submission_id, report.municipality) IN {HOLDING}
        AND NOT EXISTS (
          SELECT FROM kept
          WHERE (kept.submission_id, kept.municipality) = (report.submission_id, report.municipality)))
    SELECT counted.*, own.received_at, coalesce(content.filename, '') AS filename
    FROM counted JOIN own ON own.id = counted.submission_id
    LEFT JOIN submission_content AS content ON content.submission_id = counted.submission_id
    ORDER BY own.received_at, counted.submission_id, counted.municipality
""")  # noqa: S608 - put together of constants
"""Of each municipality the last submission that it has of those with these days; who asks nothing is in the
last one that anybody has, and what was refused counts where nothing else came. Without a balance: of a
submission that was settled before they were kept."""
_PERIODS = text("""
    SELECT line.period_begin, line.period_end
    FROM municipality_balance AS line JOIN organisation AS provider ON provider.id = line.provider_id
    WHERE provider.code = :provider AND line.sent_at IS NOT NULL
    UNION
    SELECT period_begin, period_end FROM report WHERE provider_code = :provider AND sent_at IS NOT NULL
""")
_IS_KEPT = text("SELECT EXISTS (SELECT FROM municipality_balance WHERE submission_id = :submission)")


class MunicipalityBalances:
    """Of what was sent and holds, as far as one organisation may see it."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, places: Iterable[PlaceBalance]) -> None:
        """Of a submission that is settled, in the place of what an earlier settlement said."""
        keep_lines(self._connection, MunicipalityBalanceRow, submission, map(self._line, places))

    def _line(self, each: PlaceBalance) -> dict[str, object]:
        return {
            "provider_id": self._organisation,
            "municipality": each.municipality,
            "period_begin": each.period.begin,
            "period_end": each.period.end,
            "balance": each.balance.as_json(),
        }

    def are_kept(self, submission: SubmissionId) -> bool:
        """Whether they are: not of one that was settled before."""
        return bool(self._connection.execute(_IS_KEPT, {"submission": submission}).scalar_one())

    def periods(self, provider: str) -> tuple[Period, ...]:
        """Over which anything was sent by one provider (AGB code)."""
        found = self._connection.execute(_PERIODS, {"provider": provider})
        return tuple(Period(row.period_begin, row.period_end) for row in found)

    def counted(self, provider: str, period: Period) -> tuple[tuple[CountedBalance, ...], int]:
        """Of one provider (AGB code) over exactly this period, in one statement.

        And of how many municipalities it is not kept what counts.
        """
        asked = {"provider": provider, "begin": period.begin, "end": period.end}
        found = self._connection.execute(_COUNTED, asked).all()
        lines = tuple(
            CountedBalance(
                submission=SubmissionId(row.submission_id),
                received_at=row.received_at,
                filename=row.filename,
                municipality=row.municipality,
                is_asked=row.is_asked,
                is_refused=row.is_refused,
                balance=balance_from_json(row.balance),
            )
            for row in found
            if row.balance is not None
        )
        return lines, len(found) - len(lines)
