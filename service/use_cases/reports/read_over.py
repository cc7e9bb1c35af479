"""Read a text over before somebody else reads it: nothing in it may tell of a client."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.keeping import KeyDestroyedError
from service.domain.private_words import ClientMarks, TellsOfAClientError, tellings_in
from service.domain.reports import ReportId
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_blob_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadOver:
    """For both ends of a report, against clients in the submission that it was made of.

    A municipality against its own; a provider against all, because it may not tell of those of another.
    What they are known by is read as the provider would, and never leaves: the only answer is yes or no. When
    that was destroyed, what looks like a number or date of anybody is still found.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, report: ReportId, text: str) -> None:
        """Raises TellsOfAClientError, NotAllowedError or NotFoundError."""
        viewer.require(OrganisationKind.MUNICIPALITY, OrganisationKind.PROVIDER)
        found = tellings_in(text, self._marks(viewer, report) if text.strip() else ClientMarks())
        if found:
            raise TellsOfAClientError(found)

    def _marks(self, viewer: Viewer, report: ReportId) -> ClientMarks:
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            summary, source = work.reports.get(report), work.reports.source_of(report)
        if summary is None or source is None:
            raise NotFoundError(str(report))
        with self.stores.as_organisation(source[0], viewer.actor) as work:
            blob = tables_blob_of(work, summary.submission)
        try:
            rows = self.blobs.get(blob)
        except KeyDestroyedError:
            return ClientMarks()
        is_own = viewer.organisation.kind is OrganisationKind.PROVIDER
        return self.engine.client_marks(rows, "" if is_own else summary.municipality)
