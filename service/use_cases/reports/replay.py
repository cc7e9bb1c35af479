"""Make a published report again from what it was made of, and hold its hash against what was published."""

from dataclasses import dataclass, replace

from service.domain.access import NotFoundError, Viewer
from service.domain.replays import Replay
from service.domain.reports import ReportId
from service.storage.stores import Stores
from service.use_cases.reports.remake import RemakeReport


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """For all who may see the report: they get hashes, never its rows.

    Nothing is stored but that somebody did it.
    """

    stores: Stores
    remake: RemakeReport

    def __call__(self, viewer: Viewer, report: ReportId) -> Replay:
        """What came of it. Raises NotFoundError for a report that the viewer may not see."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            source = work.reports.source_of(report)
            made = self.remake(source[0], report, viewer.actor) if source else None
            if found is None or made is None:
                raise NotFoundError(str(report))
            replay = replace(made, report=found)
            result = "done" if replay.is_the_same else "failed"
            work.acts.record("report_replayed", str(report), result, sha256=replay.sha256)
        return replay
