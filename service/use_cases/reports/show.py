"""One report with what it took the place of, and what changed."""

from dataclasses import dataclass, replace

from service.domain.access import NotFoundError, Viewer
from service.domain.keeping import KeptKind, Retention
from service.domain.proof.evidence import answered_by
from service.domain.reports import ReportId, ReportPage
from service.domain.translation.changes import summary_of_changes
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowReport:
    """For all who may see the report; a bureau gets the figures of aggregate formats only."""

    stores: Stores
    retention: Retention

    def __call__(self, viewer: Viewer, report: ReportId) -> ReportPage:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            if found is None:
                raise NotFoundError(str(report))
            former = work.reports.get(found.former) if found.former else None
            successor = work.reports.get(found.successor) if found.successor else None
            before = work.reports.figures_of(former.id) if former else None
            after = work.reports.figures_of(found.id) if former else None
            losses, earlier = work.reports.losses_of(found.id), work.reports.earlier_of(found)
            made = work.entries.made(report)
            consignments = work.channels.consignments.of_report(report)
            received_at = work.reports.source_received_at(found.id)
            destroyed = work.data_keys.destroyed_of(found.submission).get(KeptKind.REPORT)
        page = ReportPage(
            report=found,
            former=former,
            successor=successor,
            losses=losses,
            earlier=earlier,
            answers=answered_by(made) if made else None,
            is_logged=made is not None,
            destroyed=destroyed,
            consignments=consignments,
            kept_until=self.retention.until(KeptKind.REPORT, received_at or found.published_at),
        )
        if before is None or after is None:
            return page
        name = (found.municipality, found.format)
        changes = summary_of_changes({name: before}, {name: after})
        return replace(page, changes=changes, has_figures=True)
