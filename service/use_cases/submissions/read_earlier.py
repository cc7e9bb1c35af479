"""Read the uploads that an addition is added to."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.pipeline.add_up import EarlierUpload
from service.storage.blobs import BlobStore
from service.storage.submissions import SubmissionContent


@dataclass(frozen=True, slots=True)
class ReadEarlier:
    """Outside any transaction: files can be large."""

    blobs: BlobStore

    def __call__(self, held: Iterable[SubmissionContent]) -> tuple[EarlierUpload, ...]:
        """In the same order. Raises KeyDestroyedError for one that nobody can read any more."""
        return tuple(
            EarlierUpload(each.upload.filename, self.blobs.get(each.upload.blob), each.reading)
            for each in held
        )
