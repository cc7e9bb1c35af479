"""Begin a file that will arrive in parts."""

import secrets
from dataclasses import dataclass, replace
from uuid import uuid4

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.submissions.arriving import (
    MOST_AT_ONCE,
    ArrivingFile,
    ArrivingId,
    NewFile,
    TooManyArrivingError,
    about_secret,
)
from service.domain.submissions.filenames import plain_name
from service.storage.keys.sealing import KEY_BYTES
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores
from service.use_cases.submissions.receive import UploadTooLargeError


@dataclass(frozen=True, slots=True)
class BeginFile:
    """Its parts get a key of their own, which is gone when it is."""

    stores: Stores
    wrapper: KeyWrapper
    upload_limit: int

    def __call__(self, viewer: Viewer, new: NewFile) -> ArrivingFile:
        """Raises NotAllowedError, UploadTooLargeError or TooManyArrivingError."""
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider hands in a submission")
        if new.bytes > self.upload_limit:
            raise UploadTooLargeError(self.upload_limit)
        file = ArrivingId(uuid4())
        key = self.wrapper.wrap(secrets.token_bytes(KEY_BYTES), about_secret(file))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if work.arriving.count() >= MOST_AT_ONCE:
                raise TooManyArrivingError(f"{MOST_AT_ONCE} files at once")
            return work.arriving.begin(file, replace(new, filename=plain_name(new.filename)), key)
