"""Temporary files that have no name, and of which the disk holds nothing that anybody else can read."""

import io
import os
import tempfile
from typing import IO, cast

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

_KEY_BYTES = 32
_BLOCK = 16
_BUFFER = 64 * 1024


class _SealedRaw(io.RawIOBase):
    """AES-256 in counter mode with a key of its own, at any place of the file; for bytes that pass by.

    The key is in this object alone and goes with it. Nothing here says whether a byte was changed: who could
    do that to a file without a name can read our memory as well. A place is written once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this file
        self._key, self._place = os.urandom(_KEY_BYTES), 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override] # what BufferedRandom gives
        content = os.pread(self._file.fileno(), len(into), self._place)
        into[: len(content)] = self._cipher().update(content)
        self._place += len(content)
        return len(content)

    def write(self, content: bytes) -> int:  # type: ignore[override] # what BufferedRandom gives
        done = os.pwrite(self._file.fileno(), self._cipher().update(content), self._place)
        self._place += done
        return done

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = (0, self._place, os.fstat(self._file.fileno()).st_size)[whence]
        self._place = max(start + offset, 0)
        return self._place

    def tell(self) -> int:
        return self._place

    def truncate(self, size: int | None = None) -> int:
        return self._file.truncate(self._place if size is None else size)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _cipher(self) -> CipherContext:
        """At the place where the file stands."""
        block, within = divmod(self._place, _BLOCK)
        cipher = Cipher(AES(self._key), CTR(block.to_bytes(_BLOCK))).encryptor()
        cipher.update(bytes(within))
        return cipher


def sealed_temporary_file() -> IO[bytes]:
    """To write and read, at any place; gone once it is closed."""
    return cast("IO[bytes]", io.BufferedRandom(_SealedRaw(), _BUFFER))
