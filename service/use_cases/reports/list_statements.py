"""List who owes which statement over a year, by the thresholds that hold at the end of it."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.contracts.statements import OwedStatement, is_per_contract, owed_statements
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListStatements:
    """A provider of itself, a municipality and a bureau of what was sent to it or its municipalities."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, year: Period) -> tuple[OwedStatement, ...]:
        """By name of the provider. What others got is not known to a municipality or a bureau."""
        thresholds = self.catalogue().thresholds
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            delivered, apart = work.deliveries.contracts.delivered(
                year, by_contract=is_per_contract(thresholds, year)
            )
        is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
        return owed_statements(delivered, thresholds, year, by_contract=apart, hides_small=is_bureau)
