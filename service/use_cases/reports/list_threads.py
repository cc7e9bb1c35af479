"""The threads that somebody may see: all of them, or those at one report and at those before it."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.reports import ReportId
from service.domain.standing import Turn
from service.domain.threads.thread import Thread, in_order
from service.storage.stores import Stores

_TURNS = {
    OrganisationKind.PROVIDER: Turn.PROVIDER,
    OrganisationKind.MUNICIPALITY: Turn.MUNICIPALITY,
    OrganisationKind.BUREAU: Turn.PROVIDER,
}


@dataclass(frozen=True, slots=True)
class ListThreads:
    """First those in which it is the turn of who looks; a bureau sees no text."""

    stores: Stores

    def __call__(self, viewer: Viewer, report: ReportId | None = None) -> tuple[Thread, ...]:
        """Raises NotFoundError for a report that is not there."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if report is None:
                found = work.threads.every()
            elif work.reports.get(report) is None:
                raise NotFoundError(str(report))
            else:
                found = work.threads.at_one_report(report)
        return in_order(found, _TURNS[viewer.organisation.kind])
