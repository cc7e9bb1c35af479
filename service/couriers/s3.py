"""A bucket that speaks S3: an object is there whole or not at all, and is put only where none is."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlsplit

import httpx
from minio.credentials.credentials import Credentials
from minio.signer import sign_v4_s3

from service.couriers.between import CAME_BETWEEN, outcome_of
from service.domain.channels.addresses import S3Address
from service.domain.channels.channel import OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.reachable import Network
from service.outside import GuardedHttp

_PATIENCE = 30.0
"""Seconds for each step of a request."""
_OUTCOMES: Mapping[int, Outcome] = {
    HTTPStatus.FORBIDDEN: Outcome.LOGIN_REFUSED,
    HTTPStatus.UNAUTHORIZED: Outcome.LOGIN_REFUSED,
    HTTPStatus.NOT_FOUND: Outcome.NO_FOLDER,
    HTTPStatus.INSUFFICIENT_STORAGE: Outcome.NO_SPACE,
}
_TAKEN = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT)
"""Somebody put an object of this name while we did."""


class S3Courier:
    """Signs as `minio` does and goes through the guarded door, which no client of S3 knows of."""

    def __init__(self, allowed: Sequence[Network], patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too."""
        self._http = GuardedHttp(allowed, patience)

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier. The hash in the signature makes the other side refuse what came damaged."""
        there = self._there(channel, parcel)
        if there is not None:
            return there
        status = self._ask("PUT", channel, parcel.name, parcel.content)
        if status in _TAKEN:
            return self._there(channel, parcel) or Outcome.BROKEN_OFF
        return _outcome(status)

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        status = self._ask("DELETE", channel, parcel.name)
        return Outcome.TAKEN if status == HTTPStatus.NOT_FOUND else _outcome(status)

    def _there(self, channel: OpenChannel, parcel: Parcel) -> Outcome | None:
        """What stands under its name, or what kept us from looking; None when nothing does."""
        found = self._ask("GET", channel, parcel.name, limit=len(parcel.content) + 1)
        match found:
            case bytes():
                return Outcome.ALREADY_THERE if found == parcel.content else Outcome.OTHER_FILE
            case HTTPStatus.NOT_FOUND:
                return None
        return _outcome(found)

    def _ask(
        self, method: str, channel: OpenChannel, name: str, content: bytes = b"", limit: int = 0
    ) -> "bytes | int | Outcome":
        """The content of a good answer as far as `limit`, its status without one, or what came between."""
        if not isinstance(channel.address, S3Address):
            return Outcome.REFUSED
        url, headers = _signed(method, channel.address, channel.secret, name, content)
        try:
            with self._http.answer(method, url, headers, content) as answer:
                is_read = limit and answer.status_code == HTTPStatus.OK
                return _read(answer, limit) if is_read else answer.status_code
        except CAME_BETWEEN as error:
            return outcome_of(error)


def _signed(
    method: str, address: S3Address, secret: bytes, name: str, content: bytes
) -> tuple[str, dict[str, str]]:
    """The whole address and the headers that go with it; the path is one for every provider of S3."""
    url = f"{address.endpoint}/{address.bucket}/{quote(address.path(name))}"
    now, content_sha256 = datetime.now(UTC), hashlib.sha256(content).hexdigest()
    headers: dict[str, str | list[str] | tuple[str]] = {
        "Host": urlsplit(url).netloc,
        "x-amz-content-sha256": content_sha256,
        "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
    }
    if method == "PUT":
        headers |= {"If-None-Match": "*", "Content-Type": "application/octet-stream"}
    signed = sign_v4_s3(
        method=method,
        url=urlsplit(url),
        region=address.region,
        headers=headers,
        credentials=Credentials(address.access_key, secret.decode()),
        content_sha256=content_sha256,
        date=now,
    )
    return url, {each: str(value) for each, value in signed.items()}


def _read(answer: httpx.Response, limit: int) -> bytes:
    """No more of it than tells whether it is the same."""
    found = bytearray()
    for piece in answer.iter_bytes():
        found += piece
        if len(found) >= limit:
            break
    return bytes(found[:limit])


def _outcome(found: "bytes | int | Outcome") -> Outcome:
    if isinstance(found, Outcome):
        return found
    if isinstance(found, bytes) or HTTPStatus(200) <= found < HTTPStatus(300):
        return Outcome.TAKEN
    return _OUTCOMES.get(found, Outcome.REFUSED)
