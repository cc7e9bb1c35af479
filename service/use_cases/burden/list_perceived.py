"""List how heavy the burden felt to a provider, by half-year."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.calibration import Perceived
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListPerceivedBurden:
    """For the provider's own eyes."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[Perceived, ...]:
        """The mean per half-year, the latest first. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.burden.perceived()
