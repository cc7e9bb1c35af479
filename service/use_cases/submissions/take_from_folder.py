"""Take in what lies in a folder: by the same way as an upload, and each file once."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from service.couriers import Folder
from service.domain.access import Viewer
from service.domain.channels.handed_in import (
    EMPTY,
    RECEIVED,
    RECEIVED_BEFORE,
    TOO_LARGE,
    FileSeen,
    Place,
    Settled,
    moment_said,
    settled_name,
)
from service.use_cases.submissions.receive import ReceiveSubmission

_log = structlog.get_logger()
_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one look at a folder."""

    received: int
    refused: int
    seen: frozenset[FileSeen]
    """What lies there still, for the next look."""


@dataclass(frozen=True, slots=True)
class TakeFromFolder:
    """A file is first moved aside, so that nobody writes in it; ended halfway, it is found there again."""

    receive: ReceiveSubmission
    site: str
    """What the address of a page begins with."""

    def __call__(self, viewer: Viewer, folder: Folder, before: frozenset[FileSeen]) -> Taken:
        """Take in what is the same as in `before`, the look before this one.

        Raises FolderAwayError, NotAllowedError, UploadNotKeptError and UploadUncertainError; what was not
        settled by then waits in the folder.
        """
        places = [self._settle(viewer, folder, each) for each in folder.taken_up()]
        seen = frozenset(each for each in folder.look() if not each.is_passing)
        for whole in sorted(seen & before):
            folder.take_up(whole.name)
        places += [self._settle(viewer, folder, each) for each in folder.taken_up()]
        received = places.count(Place.DONE)
        if places:
            _log.info("files_taken", received=received, refused=len(places) - received)
        return Taken(received, len(places) - received, seen - before)

    def _settle(self, viewer: Viewer, folder: Folder, file: FileSeen) -> Place:
        limit, mark = self.receive.upload_limit, f"{file.bytes}.{file.changed_at}"
        moment = moment_said(datetime.now(UTC))
        if not file.bytes:
            settled = Settled(Place.REFUSED, settled_name(file.name, mark), EMPTY.fill(moment=moment).nl)
        elif file.bytes > limit:
            text = TOO_LARGE.fill(moment=moment, limit=limit // _MEGA).nl
            settled = Settled(Place.REFUSED, settled_name(file.name, mark), text)
        else:
            settled = self._received(viewer, file.name, folder.read(file.name, limit), moment)
        folder.settle(file.name, settled)
        return settled.place

    def _received(self, viewer: Viewer, name: str, content: bytes, moment: str) -> Settled:
        received = self.receive(viewer, io.BytesIO(content), name)
        words = RECEIVED if received.is_new else RECEIVED_BEFORE
        link = f"{self.site}/aanleveringen/{received.submission}"
        text = words.fill(moment=moment, submission=received.submission, link=link).nl
        return Settled(Place.DONE, settled_name(name, hashlib.sha256(content).hexdigest()), text)
