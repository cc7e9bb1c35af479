"""Keep how long reports were looked at before they were sent, when their provider chose so."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.calibration import shadow_minutes
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class TimeReview:
    """From the moment that the page was opened to the moment of sending; an idle stretch is capped."""

    stores: Stores

    def __call__(self, viewer: Viewer, opened: datetime, sent: datetime, reports: int) -> None:
        """One case, of the time for one of `reports`. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        minutes = shadow_minutes((opened, sent)) / max(reports, 1)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if minutes > 0 and work.measuring.are_reviews_timed():
                work.measuring.record_review(minutes)
