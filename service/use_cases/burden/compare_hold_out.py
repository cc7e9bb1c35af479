"""Compare a report that was made by hand with ours, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.burden.calibration import Comparison, compare
from service.domain.burden.hold_out import drawn_reports, shared_reports
from service.domain.failures import TerminalError
from service.domain.reports import ReportId
from service.files.burden import MOST_BYTES, texts_by_address
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.hold_out_families import hold_out_families
from service.storage.blobs import BlobStore
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class CompareHoldOut:
    """The file made by hand is read in a separate process and not kept; only counts are."""

    stores: Stores
    blobs: BlobStore
    limits: ParsingLimits
    catalogue: CurrentCatalogue

    def __call__(
        self, viewer: Viewer, report: ReportId, content: bytes, filename: str, minutes: int
    ) -> Comparison:
        """Hold the file made by hand beside ours and keep the counts; the first comparison stands.

        The file itself is not kept. `minutes` is what making it took, pauses taken off. Raises NotFoundError
        for a report that was not drawn, TerminalError for a file that cannot be read.
        """
        viewer.require(OrganisationKind.PROVIDER)
        if len(content) > MOST_BYTES or minutes < 1:
            raise TerminalError("A report made by hand is at most 20 MB and took at least a minute.")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            shared = hold_out_families(self.catalogue) if work.measuring.are_hold_outs_shared() else None
            drawn = drawn_reports(work.reports.newest_first(), {}, shared)
            found = next((each.report for each in drawn if each.report.id == report), None)
            key = work.reports.blob_of(report)
        if found is None or key is None:
            raise NotFoundError(str(report))
        compared = compare(self._texts(content, filename), self._texts(self.blobs.get(key), found.filename))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.burden.record_holdout(report, compared, minutes)
            if work.measuring.are_hold_outs_shared():
                demands = burden_basis(self.catalogue).demands
                work.measuring.share(shared_reports(work.burden.made_by_hand(), demands))
            work.acts.record("holdout_compared", str(report), cells=compared.cells, equal=compared.equal)
        return compared

    def _texts(self, content: bytes, filename: str) -> Mapping[str, str]:
        answer = do_separately(lambda: texts_by_address(content, filename), self.limits)
        if isinstance(answer, Died):
            raise TerminalError(f"Reading the file took more than it may: {answer.reason}.")
        return answer
