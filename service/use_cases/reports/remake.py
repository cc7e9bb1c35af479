"""Make a published report again in the name of its provider, and nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.access import Actor, OrganisationId
from service.domain.failures import TerminalError
from service.domain.keeping import KeyDestroyedError
from service.domain.made_report import MadeReport
from service.domain.replays import Replay
from service.domain.reports import ReportId, ReportSummary
from service.pipeline.engine import Engine
from service.storage.blobs import BlobMissingError, BlobStore
from service.storage.stored_submission import tables_of_report, translated_as_of
from service.storage.stores import Stores
from service.storage.written_totals import KeptTotals, is_kept_as
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class RemakeReport:
    """In memory, with the rows, the format and the earlier reports of then and the program of now."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, provider: OrganisationId, report: ReportId, actor: Actor) -> Replay | None:
        """What came of it; None for a report that its provider does not have."""
        with self.stores.as_organisation(provider, actor) as work:
            found = work.reports.get(report)
            if found is None:
                return None
            place = tables_of_report(work, found, self.blobs)
            moments = (translated_as_of(work, found.submission), found.published_at)
            earlier = [LookBack(self.blobs)(work, found.submission, moment) for moment in moments]
            kept = work.reports.totals_of(report)
        try:
            tables = self.blobs.get(place)
        except (BlobMissingError, KeyDestroyedError):
            return Replay(report=found, is_source_there=False)
        engines = [self.engine.as_of(at).given(was) for at, was in zip(moments, earlier, strict=True)]
        made = list(_made(engines, tables, found))
        return _replay(found, made[-1], kept) if made else Replay(report=found)


def _replay(found: ReportSummary, made: MadeReport, kept: KeptTotals | None) -> Replay:
    return Replay(
        report=found,
        made=made,
        has_other_totals=kept is not None and not is_kept_as(kept, made.added_up),
    )


def _made(engines: list[Engine], tables: bytes, found: ReportSummary) -> Iterator[MadeReport]:
    """What each moment gives, until one is right; nothing where its format is not there any more."""
    for engine in engines:
        try:
            made = engine.produce(tables, found.subject, found.municipality)
        except TerminalError:
            continue
        for report in made:
            yield report
            if report.sha256 == found.sha256:
                return
