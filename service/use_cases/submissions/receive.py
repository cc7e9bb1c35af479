"""Take an upload in: once this returns, it is safe and its check will happen."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import uuid4

import structlog

from service.domain.access import NotAllowedError, OrganisationId, OrganisationKind, Viewer
from service.domain.failures import TerminalError, TransientError
from service.domain.keeping import KeptKind
from service.domain.notices.kinds import RECEIVED
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.submissions.adding_up import AddingUp
from service.domain.submissions.filenames import plain_name
from service.domain.submissions.jobs import JobKind
from service.domain.submissions.submission import Received, SubmissionId
from service.domain.traces import trace_of
from service.storage.blobs import BlobStore, BlobStoreUnavailableError
from service.storage.keys.data_keys import KeptKey, KeyPlace
from service.storage.keys.keyring import Keyring
from service.storage.keys.wrapping import KeyServiceAwayError
from service.storage.stores import DatabaseUnavailableError, Stores
from service.storage.submissions import StoredUpload
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.read_again import ReadAgain
from service.use_cases.submissions.remember_reading import RememberReading
from service.use_cases.submissions.tell import Tell

_log = structlog.get_logger()
_PIECE = 1024 * 1024


class UploadTooLargeError(TerminalError):
    """The upload is larger than `limit` bytes; nothing of it was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"an upload may be {limit} bytes")
        self.limit = limit


class UploadNotKeptError(TransientError):
    """The store of files did not take it; nothing of it was kept."""


class UploadUncertainError(TransientError):
    """The database went away while the upload was being written down: it may be there, or not."""


@dataclass(frozen=True, slots=True)
class _New:
    """An upload that is safely on disk, and what it will be known by when it is new."""

    submission: SubmissionId
    upload: StoredUpload
    keys: tuple[KeptKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSubmission:
    """Keeps the bytes first, then submission, data keys, job, message and act in one transaction."""

    stores: Stores
    blobs: BlobStore
    keyring: Keyring
    relay_outbox: RelayOutbox
    upload_limit: int

    def __call__(
        self,
        viewer: Viewer,
        upload: BinaryIO,
        filename: str,
        *,
        repairs: bool | None = None,
        is_addition: bool = False,
    ) -> Received:
        """The submission for these bytes, which this provider may have sent before.

        `is_addition`: it is to be added to what was handed in before; an export may also say so itself.
        `repairs`: whether cells may be repaired, from now on; None leaves what the provider said before. A
        file that was refused and is now to be read otherwise is read again.
        Works while the broker is away. Raises NotAllowedError, UploadTooLargeError, UploadNotKeptError or
        UploadUncertainError.
        """
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider hands in a submission")
        organisation, submission = viewer.organisation.id, SubmissionId(uuid4())
        try:
            keys = self.keyring.begin(organisation, submission)
            blob = self.blobs.put(KeyPlace(organisation, submission, KeptKind.UPLOAD), self._pieces(upload))
        except (BlobStoreUnavailableError, KeyServiceAwayError) as error:
            raise UploadNotKeptError(str(error)) from error
        stored = StoredUpload(plain_name(filename), blob.sha256, blob.bytes, blob.key)
        try:
            received = self._write_down(
                viewer, _New(submission, stored, keys), repairs=repairs, is_addition=is_addition
            )
        except DatabaseUnavailableError as error:
            raise UploadUncertainError(str(error)) from error
        _log.info("submission_received", **_ids(received.submission), is_new=received.is_new)
        if not received.is_new:
            self._forget(organisation, submission)
        if received.is_new or received.is_read_again:
            self._announce()
        return received

    def _forget(self, organisation: OrganisationId, submission: SubmissionId) -> None:
        """What was known already is kept once more, with keys that nobody has: it is only in the way."""
        self.keyring.forget(organisation, submission)
        with suppress(BlobStoreUnavailableError):
            self.blobs.clear(KeyPlace(organisation, submission, KeptKind.UPLOAD))

    def _write_down(
        self, viewer: Viewer, new: "_New", *, repairs: bool | None, is_addition: bool
    ) -> Received:
        stored = new.upload
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reading = RememberReading()(work, repairs=repairs)
            received = work.submissions.add(new.submission, stored, reading)
            if received.is_new:
                work.data_keys.add(new.keys)
                work.additions.keep(received.submission, AddingUp(is_addition=is_addition))
                work.jobs.add(received.submission, JobKind.CHECK)
                Tell()(work, RECEIVED, received.submission)
                facts = {"sha256": stored.sha256, "bytes": stored.bytes}
                work.log.write(LoggedAct(kind=ActKind.RECEIVED, submission=received.submission, facts=facts))
            elif ReadAgain()(work, received.submission, reading):
                received = replace(received, is_read_again=True)
            result = "received" if received.is_new else "received before"
            work.acts.record(
                "submission_received",
                str(received.submission),
                result,
                sha256=stored.sha256,
                bytes=stored.bytes,
            )
        return received

    def _announce(self) -> None:
        """What is written down is kept, whatever happens now: the reconciler announces it again."""
        with suppress(DatabaseUnavailableError):
            self.relay_outbox()

    def _pieces(self, upload: BinaryIO) -> Iterator[bytes]:
        room = self.upload_limit
        while piece := upload.read(_PIECE):
            room -= len(piece)
            if room < 0:
                raise UploadTooLargeError(self.upload_limit)
            yield piece


def _ids(submission: SubmissionId) -> dict[str, str]:
    return {"submission": str(submission), "trace_id": trace_of(submission)}
