"""List what one provider delivered to one municipality over a period."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.periods import Period
from service.domain.reports import ReportSummary
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListOfPair:
    """The reports that hold, as far as the viewer may see them."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, provider: str, municipality: str, period: Period
    ) -> tuple[ReportSummary, ...]:
        """`provider`: its AGB code; `municipality`: its gemeentecode. By format."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.reports.of_pair(provider, municipality, period)
