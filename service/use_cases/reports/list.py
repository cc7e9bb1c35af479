"""The reports meant for a municipality."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.reports import ReportSummary
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListReports:
    """All reports that the viewer's organisation may see, those of replaced submissions marked as such."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[ReportSummary, ...]:
        """Newest first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.reports.newest_first()
