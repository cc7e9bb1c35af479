"""The port by which a timestamp of others is asked, and the HTTP client behind it."""

from collections.abc import Sequence
from itertools import islice
from typing import Protocol

import httpx

from service.domain.proof.failures import NotProvenError
from service.domain.reachable import Network
from service.files.evidence import require_answers, timestamp_request
from service.outside import GuardedHttp, NotReachableError

_PATIENCE = 10.0
"""Seconds for the whole of it: somebody waits for the package."""
_MOST_BYTES, _PART = 100_000, 10_000
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class TimestampDoor(Protocol):
    """Asks an authority."""

    def stamp(self, content: bytes) -> bytes | None:
        """Its response over these bytes (RFC 3161); None when none came that holds. It raises nothing."""


class NoTimestamps:
    """Where the operator names no authority."""

    def stamp(self, content: bytes) -> bytes | None:  # noqa: ARG002 - the port has it
        """None."""
        return None


class HttpTimestamps:
    """An authority at an address; nothing but the hash of what is stamped leaves."""

    def __init__(self, url: str, allowed: Sequence[Network], patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too, and without https."""
        self._url = url
        self._http = GuardedHttp(allowed, patience)

    def stamp(self, content: bytes) -> bytes | None:
        """See TimestampDoor."""
        request = timestamp_request(content)
        headers = {"Content-Type": _QUERY, "Accept": _REPLY}
        try:
            with self._http.answer("POST", self._url, headers, request.as_bytes()) as answer:
                parts = islice(answer.iter_bytes(_PART), _MOST_BYTES // _PART)
                response = b"".join(parts) if answer.is_success else b""
            require_answers(response, request, content)
        except (NotReachableError, NotProvenError, httpx.HTTPError, OSError, UnicodeError):
            return None
        return response
