"""HTTP to an address that was looked at: the name is looked up once, so that it cannot lead elsewhere."""

import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

import httpx

from service.domain.reachable import Network
from service.outside.addresses import NotReachableError, checked_address

_HTTPS = "https"


class GuardedHttp:
    """A connection for each request; no redirect is followed, and nothing of the environment is used."""

    def __init__(self, allowed: Sequence[Network], patience: float) -> None:
        """`allowed`: networks of the operator's own, which may be reached too, and without https."""
        self._allowed = allowed
        self._patience = patience

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Whom this machine trusts: reading that list takes longer than a request."""
        return httpx.create_ssl_context(trust_env=False)

    @contextmanager
    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Iterator[httpx.Response]:
        """What the other side says. Raises NotReachableError, httpx.HTTPError and OSError."""
        parsed = httpx.URL(url)
        to = parsed.copy_with(host=self._address(parsed))
        sent = {**headers, "Host": parsed.netloc.decode("ascii"), "Connection": "close"}
        with (
            httpx.Client(
                verify=self._trusted, timeout=self._patience, trust_env=False, follow_redirects=False
            ) as client,
            client.stream(
                method, to, content=body, headers=sent, extensions={"sni_hostname": parsed.host}
            ) as answer,
        ):
            yield answer

    def _address(self, url: httpx.URL) -> str:
        address = checked_address(url.host, url.port or (443 if url.scheme == _HTTPS else 80), self._allowed)
        if url.scheme != _HTTPS and address.is_global:
            raise NotReachableError("not without https")
        return str(address)
