"""The port by which events leave, and the HTTP client behind it: it goes nowhere it may not go."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Protocol

import httpx

from service.domain.webhooks import GONE, Address, Network, Reached, may_be_reached

_PATIENCE = 10.0
"""Seconds for the whole of one event."""
_HTTPS = "https"


class EventDoor(Protocol):
    """Brings one event."""

    def bring(self, url: str, headers: Mapping[str, str], body: bytes) -> Reached:
        """What came of it; it raises nothing."""


class HttpDoor:
    """A connection for each event, to an address that was looked at, and no other.

    The name is looked up once and what it gives is what we connect to, so that it cannot lead elsewhere in
    between. No redirect is followed and nothing of an answer is read but its status.
    """

    def __init__(self, allowed: Sequence[Network], patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too, and without https."""
        self._allowed = allowed
        self._patience = patience

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Whom this machine trusts: reading that list takes longer than bringing an event."""
        return httpx.create_ssl_context(trust_env=False)

    def bring(self, url: str, headers: Mapping[str, str], body: bytes) -> Reached:
        """See EventDoor."""
        parsed = httpx.URL(url)
        try:
            address = self._address(parsed)
            if address is None:
                return Reached("not-allowed")
            with self._answer(parsed, address, headers, body) as answer:
                return Reached(
                    str(answer.status_code),
                    is_taken=answer.is_success,
                    is_gone=answer.status_code == GONE,
                )
        except (httpx.HTTPError, OSError, UnicodeError) as error:
            return Reached(type(error).__name__)

    def _address(self, url: httpx.URL) -> str | None:
        """The first address of the name; None when any of them may not be reached."""
        found = _looked_up(url)
        if not found or not all(may_be_reached(each, self._allowed) for each in found):
            return None
        is_own = all(may_be_reached(each, self._allowed) and not each.is_global for each in found)
        return str(found[0]) if url.scheme == _HTTPS or is_own else None

    @contextmanager
    def _answer(
        self, url: httpx.URL, address: str, headers: Mapping[str, str], body: bytes
    ) -> Iterator[httpx.Response]:
        to = url.copy_with(host=address)
        sent = {**headers, "Host": url.netloc.decode("ascii"), "Connection": "close"}
        with (
            httpx.Client(
                verify=self._trusted, timeout=self._patience, trust_env=False, follow_redirects=False
            ) as client,
            client.stream(
                "POST", to, content=body, headers=sent, extensions={"sni_hostname": url.host}
            ) as answer,
        ):
            yield answer


def _looked_up(url: httpx.URL) -> list[Address]:
    port = url.port or (443 if url.scheme == _HTTPS else 80)
    infos = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in infos]
