"""How much one address or organisation may ask: counted in Valkey, and by each process while it is away."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service.settings import Settings
from service.web.people.visitor import known_viewer

_NEVER_COUNTED = {"static", "health.is_alive", "health.is_ready", "metrics.show"}
"""What machines ask, which have to be answered above all when much is asked."""
_SOCKET, _SERVERS = "redis+socket", {"redis", "rediss"}
"""How Celery writes where a broker is."""
_UPLOADS = {"provider.receive", "api_submissions.receive"}
_NEVER_FOR_LONG: dict[str, str | int] = {"socket_connect_timeout": 1, "socket_timeout": 1}
_PER_ADDRESS = 2
"""An office of several organisations may have one address."""


def limit_addresses(app: Flask, settings: Settings) -> Limiter:
    """Count every request by its address, before anything of it is looked at."""
    limiter = Limiter(
        get_remote_address,
        application_limits=[f"{_PER_ADDRESS * settings.requests_per_minute}/minute"],
        application_limits_exempt_when=_is_never_counted,
        storage_uri=_storage_of(settings.broker_url),
        storage_options=_NEVER_FOR_LONG if settings.broker_url else {},
        in_memory_fallback_enabled=True,
        key_prefix="eenmaal",
    )
    limiter.init_app(app)
    return limiter


def limit_organisations(app: Flask, settings: Settings, limiter: Limiter) -> None:
    """Count the requests of who is known, once that is known; uploads apart."""
    asked = limiter.shared_limit(
        f"{settings.requests_per_minute}/minute", "asked", key_func=_organisation, override_defaults=False
    )
    handed_in = limiter.shared_limit(
        f"{settings.uploads_per_hour}/hour", "handed in", key_func=_organisation, override_defaults=False
    )

    def count() -> None:
        if known_viewer() is None or _is_never_counted():
            return
        with asked:
            pass
        if request.endpoint in _UPLOADS:
            with handed_in:
                pass

    app.before_request(count)


def _is_never_counted() -> bool:
    return request.endpoint in _NEVER_COUNTED


def _organisation() -> str:
    viewer = known_viewer()
    return "" if viewer is None else viewer.organisation.id.hex


def _storage_of(broker_url: str | None) -> str:
    """The broker, as this library writes its address; this process alone where there is none."""
    parts = urlsplit(broker_url or "")
    if parts.scheme == _SOCKET:
        number = parse_qs(parts.query).get("virtual_host", ["0"])[0]
        return f"redis+unix://{parts.path}?db={number}"
    return broker_url if broker_url and parts.scheme in _SERVERS else "memory://"
