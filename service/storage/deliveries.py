"""What the matrix of a bureau is about: its municipalities, who sent them anything, and which periods."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, text

from service.domain.access import OrganisationId, OrganisationKind
from service.domain.delivery_matrix import NamedPlaces
from service.domain.periods import Period
from service.storage.contract_figures import ContractFigureStore
from service.storage.contract_volumes import ContractVolumeStore
from service.storage.declared_totals import DeclaredTotals
from service.storage.municipality_balances import MunicipalityBalances
from service.storage.region_reports import RegionReports
from service.storage.tables import BureauMunicipalityRow, OrganisationRow
from service.storage.written_totals import WrittenTotals

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


class Deliveries:
    """Reads it; row-level security decides what of it there is."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self.reports = RegionReports(connection)
        """By what is alike in them."""
        self.contracts = ContractFigureStore(connection, organisation)
        """How they stand beside what was agreed."""
        self.volumes = ContractVolumeStore(connection, organisation)
        """What ceilings are held against."""
        self.declared = DeclaredTotals(connection, organisation)
        """What messages declare."""
        self.places = MunicipalityBalances(connection, organisation)
        """What became of the rows of each municipality."""
        self.written = WrittenTotals(connection)
        """What the files add up to."""

    def periods(self, municipalities: Iterable[str]) -> tuple[Period, ...]:
        """All over which something came for one of these gemeentecodes."""
        found = self._connection.execute(_PERIODS, {"municipalities": list(municipalities)})
        return tuple(sorted(Period(row.period_begin, row.period_end) for row in found))

    def providers(self) -> NamedPlaces:
        """Who sent anything to any of them."""
        provider = OrganisationRow
        wanted = select(provider.code, provider.name).where(provider.kind == OrganisationKind.PROVIDER.value)
        return tuple(sorted(((code, name) for code, name in self._connection.execute(wanted)), key=_by_name))

    def municipalities(self, bureau: OrganisationId) -> NamedPlaces:
        """For which it works today."""
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
        found = ((code, name) for code, name in self._connection.execute(wanted))
        return tuple(sorted(found, key=_by_name))


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]
