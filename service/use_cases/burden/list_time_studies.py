"""List what a provider timed, and what it is timing."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.time_studies import TimeStudy
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListTimeStudies:
    """Only a provider's own."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[TimeStudy, ...]:
        """The latest first. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.burden.studies()
