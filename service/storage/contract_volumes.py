"""What was delivered under each contract by unit, as far as one organisation may see it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from service.domain.access import OrganisationId
from service.domain.contracts.ceilings import DeliveredVolume
from service.domain.contracts.volumes import ContractVolume, VolumeKey
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId
from service.storage.contract_lines import WIDER, keep_lines
from service.storage.contract_tables import ContractVolumeRow

_DELIVERED = text(f"""
    WITH counting AS MATERIALIZED (
      SELECT submission.id, provider_id, provider.code, period_begin, period_end
      FROM submission JOIN organisation AS provider ON provider.id = provider_id
      WHERE superseded_by IS NULL AND period_begin >= :begin AND period_end <= :until
        AND provider.code = ANY (:providers)),
    {WIDER}
    SELECT counting.code, one.municipality, one.law, one.category, one.unit,
      sum(one.volume)::bigint AS volume, sum(one.cents)::bigint AS cents, max(one.clients) AS clients,
      array_agg(one.submission_id ORDER BY counting.period_begin) AS submissions
    FROM counting JOIN contract_volume AS one ON one.submission_id = counting.id
    WHERE one.sent_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM wider JOIN contract_volume AS other ON other.submission_id = wider.id
      WHERE wider.within = counting.id AND other.municipality = one.municipality AND other.law = one.law)
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
""")  # noqa: S608 - put together of constants
"""Of two submissions over the same days only the one over more of them counts, where both have something."""


class ContractVolumeStore:
    """Of what was sent and holds."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, volumes: Mapping[VolumeKey, ContractVolume]) -> None:
        """Of a submission that was checked, in the place of what an earlier check said."""
        lines = (
            {
                "provider_id": self._organisation,
                "municipality": key.municipality,
                "law": key.law,
                "category": key.category,
                "unit": key.unit,
                "volume": each.volume,
                "cents": each.cents,
                "clients": each.clients,
            }
            for key, each in volumes.items()
        )
        keep_lines(self._connection, ContractVolumeRow, submission, lines)

    def delivered(self, days: Period, providers: Iterable[str]) -> tuple[DeliveredVolume, ...]:
        """What these (AGB codes) delivered in submissions within these days."""
        asked = {"begin": days.begin, "until": days.end, "providers": sorted(set(providers))}
        return tuple(
            DeliveredVolume(
                provider=row.code,
                municipality=row.municipality,
                law=row.law,
                category=row.category,
                unit=row.unit,
                volume=row.volume,
                cents=row.cents,
                clients=row.clients,
                submissions=tuple(SubmissionId(each) for each in row.submissions),
            )
            for row in self._connection.execute(_DELIVERED, asked)
        )
