"""Show the quarter that a provider times whole before it goes live."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.baseline import BaselineQuarter
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBaseline:
    """Only a provider's own."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> BaselineQuarter:
        """Which formats, and how far each is. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return BaselineQuarter.of(work.measuring.baseline.chosen(), work.measuring.baseline.clocks())
