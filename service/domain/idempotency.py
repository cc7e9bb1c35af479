"""Requests that a program may send twice, because it did not hear the answer to the first: done once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from service.domain.failures import TerminalError

KEPT = timedelta(hours=24)
"""How long a key is known."""
PATIENCE = timedelta(minutes=5)
"""Whoever was busy with a request for so long is not any more: it is done again."""
LONGEST_KEY = 255
"""Characters."""


class KeyOfAnotherRequestError(TerminalError):
    """This key was sent with another request before."""


class StillBusyError(TerminalError):
    """The first request with this key is being done at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered to a request."""

    status: int
    location: str = ""
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request with the key that its program gave it."""

    key_sha256: str
    """Of the key: what a program calls its requests is not ours to keep."""
    request_sha256: str

    @classmethod
    def of(cls, key: str, *parts: str) -> "KeyedRequest":
        """`parts`: everything that makes it this request and no other."""
        told = sha256()
        for part in parts:
            told.update(f"{len(part)}:{part}".encode())
        return cls(sha256(key.encode()).hexdigest(), told.hexdigest())
