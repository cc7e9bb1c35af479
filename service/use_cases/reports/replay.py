"""Make a published report again from what it was made of, and hold its hash against what was published."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.access import Actor, NotFoundError, OrganisationId, Viewer
from service.domain.failures import TerminalError
from service.domain.keeping import KeyDestroyedError
from service.domain.replays import Replay
from service.domain.reports import ReportId, ReportSummary
from service.pipeline.engine import Engine
from service.storage.blobs import BlobMissingError, BlobStore
from service.storage.stored_submission import tables_of_report, translated_as_of
from service.storage.stores import Stores
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """For all who may see the report: they get hashes, never its rows.

    It is made in memory in the name of its provider, with the rows, the format and the earlier reports of
    then and the program of now. Nothing is stored but that somebody did it.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, report: ReportId) -> Replay:
        """What came of it. Raises NotFoundError for a report that the viewer may not see."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            source = work.reports.source_of(report)
            if found is None or source is None:
                raise NotFoundError(str(report))
            replay = self._replay(found, source[0], viewer.actor)
            result = "done" if replay.is_the_same else "failed"
            work.acts.record("report_replayed", str(report), result, sha256=replay.sha256)
        return replay

    def by_the_service(self, provider: OrganisationId, report: ReportId, actor: Actor) -> Replay | None:
        """The same for nobody in particular, as a sample does; None when it is gone meanwhile."""
        with self.stores.as_organisation(provider, actor) as work:
            found = work.reports.get(report)
        return None if found is None else self._replay(found, provider, actor)

    def _replay(self, found: ReportSummary, provider: OrganisationId, actor: Actor) -> Replay:
        with self.stores.as_organisation(provider, actor) as work:
            place = tables_of_report(work, found, self.blobs)
            moments = (translated_as_of(work, found.submission), found.published_at)
            earlier = [LookBack(self.blobs)(work, found.submission, moment) for moment in moments]
        try:
            tables = self.blobs.get(place)
        except (BlobMissingError, KeyDestroyedError):
            return Replay(found, is_source_there=False)
        engines = [self.engine.as_of(at).given(was) for at, was in zip(moments, earlier, strict=True)]
        made = list(_made(engines, tables, found))
        return Replay(found, made[-1] if made else "")


def _made(engines: list[Engine], tables: bytes, found: ReportSummary) -> Iterator[str]:
    """The hash that each moment gives, until one is right; nothing where its format is not there any more."""
    for engine in engines:
        try:
            made = engine.produce(tables, found.subject, found.municipality)
        except TerminalError:
            continue
        for report in made:
            yield report.sha256
            if report.sha256 == found.sha256:
                return
