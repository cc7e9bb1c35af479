"""Hold a submission against the books of its provider: control figures per municipality and law."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.domain.translation.control_figures import Amount, ComparedFigure, Key, differing
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True)
class HoldAgainstBooks:
    """For the provider alone; nobody else sees what its books say."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, books: Mapping[Key, Amount]
    ) -> tuple[ComparedFigure, ...]:
        """Every municipality and law, kept until the next time.

        Raises NotFoundError, also while there is nothing to hold: it is being checked, or was rejected.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if submission_of(work, submission).state is not SubmissionState.READY:
                raise NotFoundError(str(submission))
            tables, moment = tables_blob_of(work, submission), translated_as_of(work, submission)
            made = [each.key for each in work.reports.of_submission(submission)]
            earlier = LookBack(self.blobs)(work, submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        figures = engine.held_against_books(self.blobs.get(tables), made, books)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.control_figures.keep(submission, figures)
            lines, differ = len(figures), len(differing(figures))
            work.acts.record("books_compared", str(submission), lines=lines, differing=differ)
        return figures
