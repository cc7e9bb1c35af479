"""Files on their way in: several at once are one upload."""

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from werkzeug.datastructures import FileStorage

from service.domain.submissions.filenames import without_bsn
from service.files.archive import bundle

_PIECE = 1024 * 1024


def together(uploads: Sequence[FileStorage]) -> tuple[BinaryIO, str]:
    """The one upload that these are, and its name: of several (a csv per table, messages) a zip of them."""
    first = uploads[0].filename or ""
    if len(uploads) == 1:
        return stream_of(uploads[0]), first
    content = bundle([(without_bsn(each.filename or ""), stream_of(each).read()) for each in uploads])
    return BytesIO(content), f"{first} + {len(uploads) - 1}.zip"


def fingerprint(stream: BinaryIO) -> str:
    """SHA-256 of all of it; afterwards it stands at its begin again."""
    told = sha256()
    while piece := stream.read(_PIECE):
        told.update(piece)
    stream.seek(0)
    return told.hexdigest()


def stream_of(upload: FileStorage) -> BinaryIO:
    """What is in it, at its begin."""
    stream: BinaryIO = upload.stream  # type: ignore[assignment] # an IO[bytes], of which this is one
    return stream
