"""Say which of two reports that differ was wrong: the one made by hand, or ours."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.reports import ReportId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class FindWrongInHoldOut:
    """Counts of cells; what stood in them is not kept."""

    stores: Stores

    def __call__(self, viewer: Viewer, report: ReportId, by_hand: int, ours: int) -> None:
        """Say in how many of the cells that differ the handmade report was wrong, and in how many ours.

        Raises NotFoundError for a report that was not compared, ValueError for more cells than differ.
        """
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            known = work.burden.compared_reports().get(report)
            if known is None:
                raise NotFoundError(str(report))
            if not (0 <= by_hand <= known.comparison.differing and 0 <= ours <= known.comparison.differing):
                raise ValueError(known.comparison.differing)
            work.burden.find_wrong(report, by_hand, ours)
            work.acts.record("holdout_judged", str(report), by_hand=by_hand, ours=ours)
