"""Hand a provider the copy in which it repairs, and write that down."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.findings import Language
from service.domain.reports import Download
from service.domain.submissions.submission import SubmissionId
from service.storage.blobs import BlobStore
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class DownloadCopy:
    """Only the provider whose upload it is a copy of may."""

    stores: Stores
    blobs: BlobStore

    def __call__(self, viewer: Viewer, submission: SubmissionId, language: Language) -> Download:
        """The copy in that language. Raises NotFoundError, also as long as it is not made."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            copy = work.copies.of(submission).get(language)
            key = work.copies.blob_of(submission, language)
            if copy is None or key is None:
                raise NotFoundError(str(submission))
            content = self.blobs.get(key)
            work.acts.record("copy_downloaded", str(submission), sha256=copy.sha256)
        return Download(copy.filename, copy.sha256, content)
