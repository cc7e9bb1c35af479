"""Show what a municipality said of a report."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.residual import ReportVerdict
from service.domain.reports import ReportId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowVerdict:
    """For who may see the report; a bureau gets the cause without the remark."""

    stores: Stores

    def __call__(self, viewer: Viewer, report: ReportId) -> ReportVerdict | None:
        """None as long as nothing was said of it."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.residuals.verdict_on(report)
