"""Hold a submission against the books of its provider: control figures per municipality and law."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of
from service.storage.stores import Stores
from service.use_cases.submissions.beside_books import BesideBooks


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
            held = BesideBooks(self.blobs, self.engine)(work, submission)
        figures = held.against(books)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            held.keep(work, figures)
        return figures
