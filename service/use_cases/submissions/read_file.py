"""Put the parts of a file together, to be handed in."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.submissions.arriving import (
    ArrivingId,
    NotWholeError,
    OtherBytesError,
    about_part,
    about_secret,
)
from service.storage.keys.sealing import opened
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadFile:
    """It stays until it is forgotten: handing in may fail, and then it can be tried again."""

    stores: Stores
    wrapper: KeyWrapper

    def __call__(self, viewer: Viewer, file: ArrivingId) -> tuple[str, bytes]:
        """Its name and all of it. Raises NotFoundError, NotWholeError or OtherBytesError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.arriving.get(file)
            if found is None:
                raise NotFoundError(str(file))
            if not found.file.is_whole:
                raise NotWholeError(str(file))
            parts = work.arriving.parts(file)
        key = self.wrapper.unwrap(found.key, about_secret(file))
        content = b"".join(opened(each.content, key, about_part(file, each.begins_at)) for each in parts)
        if found.file.sha256 is not None and sha256(content).hexdigest() != found.file.sha256.lower():
            raise OtherBytesError(str(file))
        return found.file.filename, content
