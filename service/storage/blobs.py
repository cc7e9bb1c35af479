"""Files by the hash of their content, sealed with the data key of their place: the port, and a folder."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol
from uuid import UUID

from service.domain.access import OrganisationId
from service.domain.failures import OutsideServiceAwayError, TerminalError
from service.domain.keeping import KeptKind
from service.domain.submissions.submission import SubmissionId
from service.storage.keys.data_keys import KeyPlace
from service.storage.keys.sealing import SealBrokenError, opened, sealed

MARKER = ".eenmaal-files"
"""A folder in the folder of files, which an empty place where a disk should have been mounted has not."""
_PROBE_BYTES = 64 * 1024
_NOT_MOUNTED = "the folder of files is not mounted"


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
    """Keeps bytes under the name of their content, apart for every submission and kind of data.

    The name says nothing to others: equal files of two organisations have two keys, and no key is served
    without a row in the database that says so. What lies on the disk takes the data key of its place to read.
    """

    def put(self, place: KeyPlace, pieces: Iterable[bytes]) -> StoredBlob:
        """Keep the bytes; on return they survive a power cut.

        Raises BlobStoreUnavailableError, or KeyDestroyedError for what nothing may be kept of any more.
        """

    def get(self, key: str) -> bytes:
        """The bytes, checked against their hash.

        Raises BlobMissingError, BlobStoreUnavailableError or KeyDestroyedError.
        """

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""

    def beside(self, key: str, sha256: str) -> str:
        """The key of another content in the same place."""

    def remove(self, key: str) -> None:
        """Keep this no longer; nothing happens when it is not there. Raises BlobStoreUnavailableError."""

    def clear(self, place: KeyPlace) -> None:
        """Keep nothing of this place any more. Raises BlobStoreUnavailableError."""

    def is_taking_files(self) -> bool:
        """Whether a small file can be kept at this moment; it is gone again afterwards."""


class DataKeyring(Protocol):
    """Knows the data key of every place, and whether there are any."""

    def key_of(self, place: KeyPlace) -> bytes:
        """Raises KeyDestroyedError."""

    def is_anything_handed_in(self) -> bool:
        """Whether there should be files. Raises DatabaseUnavailableError."""


class FolderBlobs:
    """A blob store in a folder: written aside, flushed, renamed, and the folder flushed too.

    What stands below the name of a submission and a kind is sealed. What stands elsewhere is from before
    there were keys: it is read as it is, until `eenmaal keys rotate` has passed.
    """

    def __init__(self, root: Path, keyring: DataKeyring) -> None:
        """Keeps everything below `root`, which is made when it is not there."""
        self._root = root
        self._keyring = keyring

    def put(self, place: KeyPlace, pieces: Iterable[bytes]) -> StoredBlob:
        """See BlobStore."""
        key = self._keyring.key_of(place)
        with _as_ours():
            self._mark()
            folder, counted = self._folder(str(place)), _Counted(pieces)
            with NamedTemporaryFile(dir=folder, prefix=".draft-", delete=False) as draft:
                try:
                    draft.writelines(sealed(counted, key, str(place)))
                    draft.flush()
                    os.fsync(draft.fileno())
                    name = counted.digest.hexdigest()
                    Path(draft.name).rename(folder / name)
                except BaseException:
                    Path(draft.name).unlink(missing_ok=True)
                    raise
            _flush_folder(folder)
            if not (self._marker.exists() and (folder / name).is_file()):
                raise BlobStoreUnavailableError(_NOT_MOUNTED)  # it fell away, and the file lies elsewhere
        return StoredBlob(f"{place}/{name}", name, counted.size)

    def get(self, key: str) -> bytes:
        """See BlobStore."""
        place = place_of(key)
        data_key = self._keyring.key_of(place) if place else b""
        with _as_ours():
            content = self._read(key)
        try:
            plain = opened(content, data_key, str(place)) if place else content
        except SealBrokenError as error:
            raise BlobMissingError(f"{key} does not hold what it held") from error
        if sha256(plain).hexdigest() != key.rpartition("/")[2]:
            raise BlobMissingError(f"{key} does not hold what it held")
        return plain

    def _read(self, key: str) -> bytes:
        """Twice: a disk may come back between the first look for a file and that for the marker."""
        with suppress(FileNotFoundError):
            return self._path(key).read_bytes()
        if not self._marker.exists():
            raise BlobStoreUnavailableError(_NOT_MOUNTED)
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as error:
            raise BlobMissingError(key) from error

    def exists(self, key: str) -> bool:
        """See BlobStore."""
        return self._path(key).is_file()

    def beside(self, key: str, sha256: str) -> str:
        """See BlobStore."""
        place = place_of(key)
        return f"{place}/{sha256}" if place else f"{key.partition('/')[0]}/{sha256[:2]}/{sha256}"

    def remove(self, key: str) -> None:
        """See BlobStore."""
        with _as_ours():
            self._path(key).unlink(missing_ok=True)

    def clear(self, place: KeyPlace) -> None:
        """See BlobStore."""
        folder = self._root / str(place)
        with _as_ours():
            if folder.is_dir():
                shutil.rmtree(folder)
                _flush_folder(folder.parent)

    def is_taking_files(self) -> bool:
        """See BlobStore."""
        try:
            with _as_ours():
                self._mark()
                with NamedTemporaryFile(dir=self._root, prefix=".draft-") as draft:
                    draft.write(bytes(_PROBE_BYTES))
                    draft.flush()
                    os.fsync(draft.fileno())
        except OutsideServiceAwayError:
            return False
        return True

    @property
    def _marker(self) -> Path:
        """Tells a folder of ours from the empty place where a disk should have been mounted."""
        return self._root / MARKER

    def _mark(self) -> None:
        """Only where nothing was ever handed in: else the disk is elsewhere, and what is kept is lost."""
        if not self._marker.exists():
            if self._keyring.is_anything_handed_in():
                raise BlobStoreUnavailableError(_NOT_MOUNTED)
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


def place_of(key: str) -> KeyPlace | None:
    """What a key is of; None for one from before there were data keys."""
    organisation, *submission, name = key.split("/")
    if len(submission) != len(("submission", "kind")) or not name:
        return None
    try:
        return KeyPlace(
            OrganisationId(UUID(organisation)), SubmissionId(UUID(submission[0])), KeptKind(submission[1])
        )
    except ValueError:
        return None


class _Counted:
    """Pieces on their way: how many bytes, and their hash."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.digest, self.size = sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.digest.update(piece)
            self.size += len(piece)
            yield piece


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
