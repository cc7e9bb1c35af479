"""Read what the log signed of itself, and who signed with it."""

from dataclasses import dataclass

from service.domain.access import NotFoundError
from service.domain.proof.notes import SignedNote
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadCheckpoint:
    """For everyone."""

    stores: Stores

    def __call__(self, size: int | None = None) -> SignedNote:
        """The last one, or the one of that size. Raises NotFoundError."""
        with self.stores.as_log_reader() as log:
            note = log.checkpoint(size)
        if note is None:
            raise NotFoundError("checkpoint")
        return note
