"""Files by the hash of their content: the port, and a folder behind it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from service.domain.access import OrganisationId
from service.domain.failures import OutsideServiceAwayError, TerminalError

_PROBE_BYTES = 64 * 1024


class BlobMissingError(TerminalError):
    """A file that the database knows is not in the store, or no longer holds what it held."""


class BlobStoreUnavailableError(OutsideServiceAwayError):
    """The store could not be written or read: disk full, or not mounted."""


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A file that is safely on disk."""

    key: str
    sha256: str
    bytes: int


class BlobStore(Protocol):
    """Keeps bytes under the name of their content, apart for every organisation.

    The name says nothing to others: equal files of two organisations have two keys, and no key is served
    without a row in the database that says so.
    """

    def put(self, organisation: OrganisationId, pieces: Iterable[bytes]) -> StoredBlob:
        """Keep the bytes; on return they survive a power cut. Raises BlobStoreUnavailableError."""

    def get(self, key: str) -> bytes:
        """The bytes, checked against their hash. Raises BlobMissingError or BlobStoreUnavailableError."""

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""

    def beside(self, key: str, sha256: str) -> str:
        """The key of another file of the same owner, by the hash of its content."""

    def is_taking_files(self) -> bool:
        """Whether a small file can be kept at this moment; it is gone again afterwards."""


class FolderBlobs:
    """A blob store in a folder: written aside, flushed, renamed, and the folder flushed too."""

    def __init__(self, root: Path) -> None:
        """Keeps everything below `root`, which is made when it is not there."""
        self._root = root

    def put(self, organisation: OrganisationId, pieces: Iterable[bytes]) -> StoredBlob:
        """See BlobStore."""
        with _as_ours():
            self._mark()
            folder = self._folder(organisation.hex)
            digest, size = sha256(), 0
            with NamedTemporaryFile(dir=folder, prefix=".draft-", delete=False) as draft:
                try:
                    for piece in pieces:
                        digest.update(piece)
                        size += len(piece)
                        draft.write(piece)
                    draft.flush()
                    os.fsync(draft.fileno())
                    name = digest.hexdigest()
                    Path(draft.name).rename(self._folder(f"{organisation.hex}/{name[:2]}") / name)
                except BaseException:
                    Path(draft.name).unlink(missing_ok=True)
                    raise
            _flush_folder(folder / name[:2])
        return StoredBlob(f"{organisation.hex}/{name[:2]}/{name}", name, size)

    def get(self, key: str) -> bytes:
        """See BlobStore."""
        with _as_ours():
            try:
                content = self._path(key).read_bytes()
            except FileNotFoundError as error:
                if not self._marker.exists():
                    raise BlobStoreUnavailableError("the folder of files is not mounted") from error
                raise BlobMissingError(key) from error
        if sha256(content).hexdigest() != key.rpartition("/")[2]:
            raise BlobMissingError(f"{key} does not hold what it held")
        return content

    def exists(self, key: str) -> bool:
        """See BlobStore."""
        return self._path(key).is_file()

    def beside(self, key: str, sha256: str) -> str:
        """See BlobStore."""
        return f"{key.split('/', 1)[0]}/{sha256[:2]}/{sha256}"

    def is_taking_files(self) -> bool:
        """See BlobStore."""
        try:
            with _as_ours():
                self._mark()
                with NamedTemporaryFile(dir=self._root, prefix=".draft-") as draft:
                    draft.write(bytes(_PROBE_BYTES))
                    draft.flush()
                    os.fsync(draft.fileno())
        except BlobStoreUnavailableError:
            return False
        return True

    @property
    def _marker(self) -> Path:
        """Tells a folder of ours from the empty place where a disk should have been mounted."""
        return self._root / ".eenmaal-files"

    def _mark(self) -> None:
        if not self._marker.exists():
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._marker.mkdir(exist_ok=True)

    def _path(self, key: str) -> Path:
        path = self._root / key
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise BlobMissingError(key)
        return path

    def _folder(self, name: str) -> Path:
        folder = self._root / name
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _flush_folder(folder.parent)
        return folder


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _as_ours() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BlobStoreUnavailableError(error.strerror or type(error).__name__) from error
