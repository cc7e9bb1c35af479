"""What messages declare beside their rows: kept when a submission is settled, and added up over a period."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, text

from service.domain.access import OrganisationId
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.declared_over import DeclaredOver, DeclaredWanted
from service.domain.translation.declared_totals import ReconciledTotal
from service.storage.contract_lines import HOLDING, keep_lines
from service.storage.contract_tables import DeclaredTotalRow

_OVER = text(f"""
    WITH one AS (
      SELECT line.*, provider.code,
        max(line.clients) OVER (PARTITION BY line.submission_id, line.municipality, line.law) >= :fewest
          AS is_told
      FROM declared_total AS line JOIN organisation AS provider ON provider.id = line.provider_id
      WHERE line.sent_at IS NOT NULL AND (line.submission_id, line.municipality) IN {HOLDING}
        AND :municipality IN ('', line.municipality) AND :provider IN ('', provider.code))
    SELECT one.is_told, one.law, CASE WHEN :by_provider THEN NULL ELSE one.municipality END AS municipality,
      CASE WHEN :by_provider THEN one.code END AS provider, count(*) AS declarations,
      sum(one.declared)::bigint AS declared, sum(one.read_cents)::bigint AS read,
      count(one.granted) AS answered, coalesce(sum(one.granted), 0)::bigint AS granted,
      coalesce(sum(one.read_granted) FILTER (WHERE one.granted IS NOT NULL), 0)::bigint AS read_granted,
      sum(one.reported)::bigint AS reported,
      count(*) FILTER (WHERE one.declared <> one.read_cents OR one.granted <> one.read_granted) AS differing
    FROM one GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4
""")  # noqa: S608 - put together of constants
"""Of what holds over exactly these days."""


class DeclaredTotals:
    """Of what was sent and holds, as far as one organisation may see it."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, totals: Iterable[ReconciledTotal]) -> None:
        """Of a submission that is settled, in the place of what an earlier settlement said."""
        keep_lines(self._connection, DeclaredTotalRow, submission, map(self._line, totals))

    def _line(self, each: ReconciledTotal) -> dict[str, object]:
        reported = each.parts.get("")
        return {
            "provider_id": self._organisation,
            "municipality": each.declared.municipality,
            "law": each.declared.law,
            "declaration": each.declared.declaration,
            "declared": each.declared.cents,
            "granted": each.declared.granted,
            "read_cents": each.read.cents,
            "read_granted": each.granted.cents,
            "reported": reported.cents if reported else 0,
            "clients": each.clients,
        }

    def over(self, period: Period, wanted: DeclaredWanted) -> tuple[tuple[DeclaredOver, ...], int]:
        """Over exactly this period, in one statement; and how many declarations are not added up."""
        asked = {"begin": period.begin, "end": period.end, **asdict(wanted)}
        told, kept_back = [], 0
        for row in self._connection.execute(_OVER, asked).mappings():
            line = dict(row)
            if line.pop("is_told"):
                told.append(DeclaredOver(**line))
            else:
                kept_back += line["declarations"]
        return tuple(told), kept_back
