"""What wraps data keys: key-encryption keys of our own, or a key service behind a command."""

import base64
import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.domain.failures import OutsideServiceAwayError, TerminalError
from service.storage.keys.sealing import KEY_BYTES

_NONCE_BYTES = 12
_PATIENCE = 10.0


class WrappingKeyMissingError(TerminalError):
    """A data key was wrapped by a key that was not given."""


class KeyServiceAwayError(OutsideServiceAwayError):
    """The key service did not answer, or refused."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key that only the holder of a key-encryption key can use."""

    by: str
    """The id of that key."""
    content: bytes


class KeyWrapper(Protocol):
    """Wraps data keys. `about` says whose a data key is, and has to be the same again."""

    @property
    def current(self) -> str:
        """The id of the key that wraps from now on."""

    def wrap(self, data_key: bytes, about: str) -> Wrapped:
        """Raises KeyServiceAwayError."""

    def unwrap(self, wrapped: Wrapped, about: str) -> bytes:
        """Raises WrappingKeyMissingError or KeyServiceAwayError."""


def id_of(secret: str) -> str:
    """Tells two keys apart and gives away neither."""
    return sha256(b"eenmaal key-encryption key " + secret.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Keys from the settings: the first wraps, the others still unwrap what was wrapped before."""

    secrets: Sequence[str] = field(repr=False)

    @property
    def current(self) -> str:
        """See KeyWrapper."""
        return id_of(self.secrets[0])

    def wrap(self, data_key: bytes, about: str) -> Wrapped:
        """See KeyWrapper."""
        nonce = os.urandom(_NONCE_BYTES)
        cipher = AESGCM(_derived(self.secrets[0]))
        return Wrapped(self.current, nonce + cipher.encrypt(nonce, data_key, about.encode()))

    def unwrap(self, wrapped: Wrapped, about: str) -> bytes:
        """See KeyWrapper."""
        nonce, content = wrapped.content[:_NONCE_BYTES], wrapped.content[_NONCE_BYTES:]
        for secret in self.secrets:
            if id_of(secret) == wrapped.by:
                try:
                    return AESGCM(_derived(secret)).decrypt(nonce, content, about.encode())
                except InvalidTag as error:
                    raise TerminalError(f"The wrapped key of {about} was changed.") from error
        raise WrappingKeyMissingError(
            f"A data key was wrapped by key {wrapped.by}, which is not in EENMAAL_ENCRYPTION_KEY. Give that "
            "key after the current one."
        )


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """A key service behind a program: `PROGRAM wrap` and `PROGRAM unwrap`, one line of base64 in and out.

    Both get two words more: the id of the key, and what the data key is of. `PROGRAM current` says which key
    wraps now. It has ten seconds.
    """

    command: str

    @property
    def current(self) -> str:
        """See KeyWrapper."""
        return self._said("current").decode().strip()

    def wrap(self, data_key: bytes, about: str) -> Wrapped:
        """See KeyWrapper."""
        by = self.current
        return Wrapped(by, _from_line(self._said("wrap", by, about, given=data_key)))

    def unwrap(self, wrapped: Wrapped, about: str) -> bytes:
        """See KeyWrapper."""
        key = _from_line(self._said("unwrap", wrapped.by, about, given=wrapped.content))
        if len(key) != KEY_BYTES:
            raise KeyServiceAwayError("the key service gave something that is no key")
        return key

    def _said(self, *words: str, given: bytes = b"") -> bytes:
        command = [*shlex.split(self.command), *words]
        line = base64.b64encode(given) + b"\n"
        try:
            done = subprocess.run(command, input=line, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603 - the operator chose it
        except (OSError, subprocess.SubprocessError) as error:
            raise KeyServiceAwayError(
                f"the key service did not {words[0]}: {type(error).__name__}"
            ) from error
        return done.stdout


def _from_line(line: bytes) -> bytes:
    try:
        return base64.b64decode(line.strip(), validate=True)
    except ValueError as error:
        raise KeyServiceAwayError("the key service did not answer in base64") from error


def _derived(secret: str) -> bytes:
    own = HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"eenmaal key-encryption key 1")
    return own.derive(secret.encode())
