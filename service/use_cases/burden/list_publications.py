"""List the pages about burden that a bureau has published."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.storage.burden_publications import BurdenPublication
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListPublications:
    """Its own, as long as they are not taken off."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[BurdenPublication, ...]:
        """The latest first. Raises NotAllowedError for anyone but a bureau."""
        viewer.require(OrganisationKind.BUREAU)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.publications.standing()
