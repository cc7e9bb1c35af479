"""How a provider wants its files to be read: said once, and remembered for its next submissions."""

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.standard.repairs import Reading
from service.storage.intake_tables import ProviderReadingRow


class Readings:
    """What one organisation said; nobody else sees it."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def now(self) -> Reading:
        """What it said last; as usual when it said nothing yet."""
        wanted = select(ProviderReadingRow.reading).where(
            ProviderReadingRow.provider_id == self._organisation
        )
        return Reading.from_json(self._connection.execute(wanted).scalar_one_or_none() or {})

    def remember(self, reading: Reading) -> None:
        """For every submission from now on."""
        values = {"reading": reading.as_json(), "changed_at": func.now()}
        new = insert_or(ProviderReadingRow).values(provider_id=self._organisation, **values)
        self._connection.execute(new.on_conflict_do_update(index_elements=["provider_id"], set_=values))
