"""Take in one part of a file that arrives in parts."""

from dataclasses import dataclass, replace
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.arriving import (
    ArrivingFile,
    ArrivingId,
    OtherBytesError,
    OtherPlaceError,
    about_part,
    about_secret,
)
from service.storage.arriving import ArrivingFiles, SealedFile, SealedPart
from service.storage.keys.sealing import sealed
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class AddPart:
    """Parts come one after the other; one that is sent again as its answer was lost changes nothing."""

    stores: Stores
    wrapper: KeyWrapper

    def __call__(
        self, viewer: Viewer, file: ArrivingId, begins_at: int, content: bytes, told: str | None = None
    ) -> ArrivingFile:
        """How far the file is now. `told`: the SHA-256 that its sender says the part has.

        Raises NotFoundError, OtherBytesError or OtherPlaceError.
        """
        digest = sha256(content).hexdigest()
        if told is not None and told.lower() != digest:
            raise OtherBytesError(str(file))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.arriving.get(file, to_change=True)
            if found is None:
                raise NotFoundError(str(file))
            if work.arriving.sha256_at(file, begins_at) == digest:
                return found.file
            arrived = begins_at + len(content)
            if begins_at != found.file.arrived or not found.file.arrived < arrived <= found.file.bytes:
                raise OtherPlaceError(found.file.arrived)
            self._keep(work.arriving, found, SealedPart(begins_at, digest, content))
            return replace(found.file, arrived=arrived)

    def _keep(self, arriving: ArrivingFiles, found: SealedFile, part: SealedPart) -> None:
        file = found.file.id
        key = self.wrapper.unwrap(found.key, about_secret(file))
        closed = b"".join(sealed([part.content], key, about_part(file, part.begins_at)))
        arriving.add(file, replace(part, content=closed), part.begins_at + len(part.content))
