"""Draw the reports that a provider makes by hand too."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.hold_out import DrawnReport, drawn_reports
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.hold_out_families import hold_out_families
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class DrawHoldOut:
    """The draw follows from the reports alone: nobody can choose, and it is the same every time."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer) -> tuple[DrawnReport, ...]:
        """Own reports that the draw chose, by period. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            shared = hold_out_families(self.catalogue) if work.measuring.are_hold_outs_shared() else None
            return drawn_reports(work.reports.newest_first(), work.burden.compared_reports(), shared)
