"""Take up what of a submission is held against books, so that it can be done after the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import Amount, ComparedFigure, Key, differing
from service.domain.translation.unmade import ReportKey
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_blob_of, translated_as_of
from service.storage.stores import TenantWork
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCompare:
    """One submission, with the engine as it was when it was translated."""

    submission: SubmissionId
    engine: Engine
    blobs: BlobStore
    tables: str
    made: frozenset[ReportKey]

    def against(self, books: Mapping[Key, Amount]) -> tuple[ComparedFigure, ...]:
        """Per municipality and law. Raises KeyDestroyedError when its rows are gone."""
        return self.engine.held_against_books(self.blobs.get(self.tables), self.made, books)

    def keep(self, work: TenantWork, figures: tuple[ComparedFigure, ...]) -> None:
        """In the place of an earlier comparison, with who did it."""
        work.control_figures.keep(self.submission, figures)
        lines, differ = len(figures), len(differing(figures))
        work.acts.record("books_compared", str(self.submission), lines=lines, differing=differ)


@dataclass(frozen=True, slots=True)
class BesideBooks:
    """Of submissions that are ready."""

    blobs: BlobStore
    engine: Engine

    def __call__(self, work: TenantWork, submission: SubmissionId) -> ToCompare:
        """Reads what it needs of the database, and no file."""
        moment = translated_as_of(work, submission)
        earlier = LookBack(self.blobs)(work, submission, moment)
        return ToCompare(
            submission=submission,
            engine=self.engine.as_of(moment).given(earlier),
            blobs=self.blobs,
            tables=tables_blob_of(work, submission),
            made=frozenset(each.key for each in work.reports.of_submission(submission)),
        )
