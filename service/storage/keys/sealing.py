"""Bytes under AES-256-GCM in chunks, so that a large file is sealed and opened piece by piece.

A file begins with four letters and a salt; its own key follows from the data key, that salt and what the file
is. Chunks are numbered in their nonce, and the last one says that it is the last: none can be left out, put
elsewhere or taken from another file without it being seen (STREAM, as age and Tink do).
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.domain.failures import TerminalError

KEY_BYTES = 32
_MAGIC = b"EMK1"
_SALT_BYTES = 32
CHUNK = 1024 * 1024
_TAG_BYTES = 16
_COUNTER_BYTES = 11


class SealBrokenError(TerminalError):
    """What is there was not sealed with this key, or was changed since."""


def sealed(pieces: Iterable[bytes], key: bytes, about: str) -> Iterator[bytes]:
    """The pieces as they may lie on a disk; `about` names the file and has to be given again to open it."""
    salt = os.urandom(_SALT_BYTES)
    cipher = _cipher(key, salt, about)
    yield _MAGIC + salt
    for number, (chunk, is_last) in enumerate(_chunks(pieces)):
        yield cipher.encrypt(_nonce(number, is_last=is_last), chunk, None)


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes | memoryview, bool]]:
    """The same bytes in chunks of one size, each with whether it is the last, which may be empty."""
    held = b""
    for piece in pieces:
        view, place = memoryview(held + piece if held else piece), 0
        while len(view) - place > CHUNK:
            yield view[place : place + CHUNK], False
            place += CHUNK
        held = bytes(view[place:])
    yield held, True


def opened(content: bytes, key: bytes, about: str) -> bytes:
    """What was sealed. Raises SealBrokenError when one bit of it is another."""
    view, start = memoryview(content), len(_MAGIC) + _SALT_BYTES
    if len(content) < start + _TAG_BYTES or content[: len(_MAGIC)] != _MAGIC:
        raise SealBrokenError(f"{about} is not sealed")
    cipher = _cipher(key, bytes(view[len(_MAGIC) : start]), about)
    size = CHUNK + _TAG_BYTES
    places = range(start, len(content), size)
    try:
        return b"".join(
            cipher.decrypt(
                _nonce(number, is_last=place + size >= len(content)), view[place : place + size], None
            )
            for number, place in enumerate(places)
        )
    except InvalidTag as error:
        raise SealBrokenError(f"{about} was changed, or sealed with another key") from error


def _cipher(key: bytes, salt: bytes, about: str) -> AESGCM:
    own = HKDF(SHA256(), length=KEY_BYTES, salt=salt, info=b"eenmaal file 1 " + about.encode())
    return AESGCM(own.derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES) + bytes([is_last])
