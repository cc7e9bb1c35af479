"""Who delivered what to the municipalities of a bureau."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.reports import DeliveryMatrix
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowDeliveries:
    """The matrix of providers, municipalities and periods; never a file, never a finding."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> DeliveryMatrix:
        """Raises NotAllowedError for anyone but a bureau."""
        if viewer.organisation.kind is not OrganisationKind.BUREAU:
            raise NotAllowedError("only a bureau has a matrix")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.deliveries.matrix(viewer.organisation.id)
