"""The hold-out: some reports, drawn at random, are made by hand too and held beside ours, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.burden.calibration import Comparison, compare, drawn_from
from service.domain.failures import TerminalError
from service.domain.reports import ReportId, ReportSummary
from service.files.apart import Died, ParsingLimits, do_apart
from service.files.burden import MOST_BYTES, texts_by_address
from service.storage.blobs import BlobStore
from service.storage.burden import ComparedReport
from service.storage.stores import Stores

SEED = 20260101


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A report that the draw chose, and how the one made by hand compared, once there is one."""

    report: ReportSummary
    compared: ComparedReport | None

    @property
    def mark(self) -> str:
        """By which the stop-watch knows it."""
        return mark_of(self.report.id)


def mark_of(report: UUID) -> str:
    """A short name for a drawn report, of no one's data."""
    return str(report)[:8]


@dataclass(frozen=True, slots=True)
class HoldOut:
    """One in twenty reports, and at least one every period: nobody can choose them."""

    stores: Stores
    blobs: BlobStore
    limits: ParsingLimits

    def drawn(self, viewer: Viewer) -> tuple[DrawnReport, ...]:
        """Own reports that the draw chose, by period. Raises NotAllowedError for anyone but a provider."""
        _require_provider(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return _drawn(work.reports.newest_first(), work.burden.compared_reports())

    def compare(
        self, viewer: Viewer, report: ReportId, content: bytes, filename: str, minutes: int
    ) -> Comparison:
        """Hold the file made by hand beside ours and keep the counts; the first comparison stands.

        The file itself is not kept. `minutes` is what making it took, pauses taken off. Raises NotFoundError
        for a report that was not drawn, TerminalError for a file that cannot be read.
        """
        _require_provider(viewer)
        if len(content) > MOST_BYTES or minutes < 1:
            raise TerminalError("A report made by hand is at most 20 MB and took at least a minute.")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            drawn = _drawn(work.reports.newest_first(), {})
            found = next((each.report for each in drawn if each.report.id == report), None)
            key = work.reports.blob_of(report)
        if found is None or key is None:
            raise NotFoundError(str(report))
        compared = compare(self._texts(content, filename), self._texts(self.blobs.get(key), found.filename))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.burden.record_holdout(report, compared, minutes)
            work.acts.record("holdout_compared", str(report), cells=compared.cells, equal=compared.equal)
        return compared

    def find_wrong(self, viewer: Viewer, report: ReportId, by_hand: int, ours: int) -> None:
        """Say in how many of the cells that differ the handmade report was wrong, and in how many ours.

        Raises NotFoundError for a report that was not compared, ValueError for more cells than differ.
        """
        _require_provider(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            known = work.burden.compared_reports().get(report)
            if known is None:
                raise NotFoundError(str(report))
            if not (0 <= by_hand <= known.comparison.differing and 0 <= ours <= known.comparison.differing):
                raise ValueError(known.comparison.differing)
            work.burden.find_wrong(report, by_hand, ours)
            work.acts.record("holdout_judged", str(report), by_hand=by_hand, ours=ours)

    def _texts(self, content: bytes, filename: str) -> Mapping[str, str]:
        answer = do_apart(lambda: texts_by_address(content, filename), self.limits)
        if isinstance(answer, Died):
            raise TerminalError(f"Reading the file took more than it may: {answer.reason}.")
        return answer


def _require_provider(viewer: Viewer) -> None:
    if viewer.organisation.kind is not OrganisationKind.PROVIDER:
        raise NotAllowedError("hold-out")


def _drawn(
    reports: Iterable[ReportSummary], compared: Mapping[UUID, ComparedReport]
) -> tuple[DrawnReport, ...]:
    by_period: dict[str, dict[str, ReportSummary]] = {}
    for each in reports:
        if not each.is_superseded:
            key = f"{each.provider_code} {each.municipality} {each.format} {each.period.label}"
            by_period.setdefault(each.period.label, {})[key] = each
    return tuple(
        DrawnReport(own[key], compared.get(own[key].id))
        for _, own in sorted(by_period.items(), reverse=True)
        for key in drawn_from(own, SEED)
    )
