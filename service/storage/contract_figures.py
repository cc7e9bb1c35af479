"""How submissions stand beside their contracts, as far as one organisation may see it."""

from collections.abc import Mapping
from dataclasses import fields

from sqlalchemy import Connection, RowMapping, text

from service.domain.access import OrganisationId
from service.domain.contracts.compliance import ContractLine
from service.domain.contracts.figures import ContractFigures, ContractKey
from service.domain.contracts.statements import Delivered
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId
from service.storage.contract_lines import HOLDING, WIDER, keep_lines
from service.storage.contract_tables import ContractFigureRow

_NAMES = tuple(each.name for each in fields(ContractFigures))
_HELD = f"""
    FROM contract_figure AS figure
    JOIN organisation AS provider ON provider.id = figure.provider_id
    WHERE (figure.submission_id, figure.municipality) IN {HOLDING}
"""
_LINES = text(
    "SELECT figure.*" + _HELD + " AND provider.code = :provider ORDER BY municipality, law, category"
)
_SUMS = ", ".join(f"sum(figure.{name})::bigint AS {name}" for name in _NAMES)
_TOTALS = {
    column: text(f"SELECT {column} AS code, {_SUMS}" + _HELD + f" GROUP BY {column}")
    for column in ("provider.code", "figure.municipality")
}
_DELIVERED = text(f"""
    WITH counting AS MATERIALIZED (
      SELECT id, provider_id, period_begin, period_end FROM submission
      WHERE superseded_by IS NULL AND period_begin >= :begin AND period_end <= :end),
    {WIDER},
    counted_elsewhere AS MATERIALIZED (
      SELECT DISTINCT wider.within, figure.municipality, figure.law
      FROM wider JOIN contract_figure AS figure ON figure.submission_id = wider.id),
    handed_in AS MATERIALIZED (
      SELECT figure.submission_id, figure.provider_id, figure.municipality, figure.law, figure.category,
        figure.cents, figure.clients
      FROM counting JOIN contract_figure AS figure ON figure.submission_id = counting.id
      WHERE figure.sent_at IS NOT NULL AND (
        figure.submission_id NOT IN (SELECT within FROM wider) OR NOT EXISTS (
          SELECT FROM counted_elsewhere AS other WHERE other.within = figure.submission_id
          AND other.municipality = figure.municipality AND other.law = figure.law))),
    of_submission AS (
      SELECT provider_id, municipality, law, sum(cents)::bigint AS cents, sum(clients)::bigint AS clients
      FROM handed_in GROUP BY submission_id, 1, 2, 3),
    found AS (
      SELECT provider_id, municipality, law, NULL AS category, sum(cents)::bigint AS cents,
        max(clients) AS clients
      FROM of_submission GROUP BY 1, 2, 3
      UNION ALL
      SELECT provider_id, municipality, law, category, sum(cents)::bigint, max(clients)
      FROM handed_in WHERE :by_contract GROUP BY 1, 2, 3, 4)
    SELECT provider.code, provider.name, found.municipality, found.law, found.category, found.cents,
      found.clients
    FROM found JOIN organisation AS provider ON provider.id = found.provider_id
""")  # noqa: S608 - put together of constants
"""Of two submissions over the same days only the one over more of them counts, where both have something.

Most are within no other, and are not looked up one by one. No category: all of them together.
"""
_MUNICIPALITIES = text("SELECT DISTINCT municipality FROM contract_figure WHERE submission_id = :submission")
_PERIODS = text("SELECT DISTINCT period_begin, period_end FROM report WHERE sent_at IS NOT NULL")


class ContractFigureStore:
    """Of what was sent and holds."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, figures: Mapping[ContractKey, ContractFigures]) -> None:
        """Of a submission that was checked, in the place of what an earlier check said."""
        lines = (
            {
                "provider_id": self._organisation,
                "municipality": key.municipality,
                "law": key.law,
                "category": key.category,
                **each.as_json(),
            }
            for key, each in figures.items()
        )
        keep_lines(self._connection, ContractFigureRow, submission, lines)

    def municipalities(self, submission: SubmissionId) -> frozenset[str]:
        """Gemeentecodes of the care in one own submission, whoever asks for it."""
        found = self._connection.execute(_MUNICIPALITIES, {"submission": submission})
        return frozenset(found.scalars())

    def lines(self, provider: str, period: Period) -> tuple[ContractLine, ...]:
        """Of one provider (AGB code) over exactly this period; by gemeentecode, law and category."""
        asked = {"provider": provider, "begin": period.begin, "end": period.end}
        return tuple(
            ContractLine.of(
                ContractKey(municipality=row["municipality"], law=row["law"], category=row["category"]),
                _figures(row),
            )
            for row in self._connection.execute(_LINES, asked).mappings()
        )

    def totals(self, period: Period, *, by_municipality: bool = False) -> Mapping[str, ContractFigures]:
        """All of it over exactly this period, by AGB code or by gemeentecode."""
        wanted = _TOTALS["figure.municipality" if by_municipality else "provider.code"]
        found = self._connection.execute(wanted, {"begin": period.begin, "end": period.end})
        return {row["code"]: _figures(row) for row in found.mappings()}

    def delivered(
        self, year: Period, *, by_contract: bool
    ) -> tuple[tuple[Delivered, ...], tuple[Delivered, ...]]:
        """What every provider delivered over days within this year, by municipality and law.

        And where `by_contract` the same once more for each contract.
        """
        asked = {"begin": year.begin, "end": year.end, "by_contract": by_contract}
        together, apart = list[Delivered](), list[Delivered]()
        for row in self._connection.execute(_DELIVERED, asked):
            one = Delivered(
                provider=row.code,
                name=row.name,
                municipality=row.municipality,
                law=row.law,
                category=row.category or "",
                cents=row.cents,
                clients=row.clients,
            )
            (together if row.category is None else apart).append(one)
        return tuple(together), tuple(apart)

    def periods(self) -> tuple[Period, ...]:
        """All over which something was sent."""
        found = self._connection.execute(_PERIODS)
        return tuple(sorted(Period(row.period_begin, row.period_end) for row in found))


def _figures(row: RowMapping) -> ContractFigures:
    return ContractFigures(**{name: row[name] for name in _NAMES})
