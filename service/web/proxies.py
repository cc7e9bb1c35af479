"""Who may say for whom a request is, and that it came over https: the proxies that the operator named."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

Network = IPv4Network | IPv6Network
_SAID_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_FORWARDED",
)
_ALWAYS_OPEN = {"/healthz", "/readyz"}
"""What a machine asks without a proxy; it says nothing and sets no cookie."""
Complain = Callable[[str, str], None]
"""Writes down what was refused, of whom."""


class Proxies:
    """Believes named proxies; refuses others that speak for somebody, and whoever comes without https."""

    def __init__(
        self, app: WSGIApplication, trusted: Sequence[Network], *, needs_https: bool, complain: Complain
    ) -> None:
        """`needs_https` is off on a laptop, where there is only http."""
        self._app = app
        self._behind = ProxyFix(app, x_for=1, x_proto=1, x_host=1)
        self._trusted = trusted
        self._needs_https = needs_https
        self._complain = complain

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """See WSGI."""
        peer = environ.get("REMOTE_ADDR", "")
        speaks_for_somebody = any(name in environ for name in _SAID_BY_PROXIES)
        is_trusted = self._is_trusted(peer)
        if speaks_for_somebody and not is_trusted:
            return self._refuse(start_response, peer, _UNKNOWN_PROXY.format(peer=peer))
        if self._needs_https and not self._is_safe(environ, peer, is_trusted=is_trusted):
            return self._refuse(start_response, peer, _HTTPS_ONLY)
        return (self._behind if is_trusted else self._app)(environ, start_response)

    def _is_trusted(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._trusted)

    def _is_safe(self, environ: WSGIEnvironment, peer: str, *, is_trusted: bool) -> bool:
        """Over https, from this machine itself, or a question about health."""
        said = environ.get("HTTP_X_FORWARDED_PROTO")
        if is_trusted and said is not None:
            return str(said).rpartition(",")[2].strip() == "https"
        return environ.get("PATH_INFO") in _ALWAYS_OPEN or _is_this_machine(peer)

    def _refuse(self, start_response: StartResponse, peer: str, sentence: str) -> Iterable[bytes]:
        self._complain(peer, sentence)
        start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        return [f"{sentence}\n".encode()]


_UNKNOWN_PROXY = (
    "The proxy at {peer} is not named in EENMAAL_TRUSTED_PROXIES, so it is not believed about its visitor. "
    "De proxy op {peer} staat niet in EENMAAL_TRUSTED_PROXIES; vraag de beheerder haar daar te noemen."
)
_HTTPS_ONLY = "This service is reached over https only. Deze dienst is alleen via https te bereiken."


def _is_this_machine(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
