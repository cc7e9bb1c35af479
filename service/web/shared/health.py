"""Whether this process lives, and whether it can do its work."""

import threading
import time

from flask import Blueprint, Response, current_app

from service.domain.readiness import Readiness
from service.web.shared.current import current_wiring

blueprint = Blueprint("health", __name__)

_HOLDS_FOR = 1.0
"""Seconds for which one look answers everybody: looking writes a small file."""


class _LastLook:
    """What was seen last, and by whom it is being looked at now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: Readiness | None = None
        self._at = 0.0

    def now(self) -> Readiness:
        """One look per second, however many ask."""
        with self._lock:
            if self._seen is None or time.monotonic() - self._at > _HOLDS_FOR:
                self._seen = current_wiring().jobs.tell_readiness()
                self._at = time.monotonic()
            return self._seen


def install(app_extensions: dict[str, object]) -> None:
    """Nothing was looked at yet."""
    app_extensions[_LOOK] = _LastLook()


_LOOK = "eenmaal_readiness"


@blueprint.get("/healthz")
def is_alive() -> Response:
    """200 as long as the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def is_ready() -> Response:
    """200 when uploads are kept, else 503; a line per part says what is away and what works without."""
    look = current_app.extensions[_LOOK]
    seen: Readiness = look.now()
    status = 200 if seen.is_taking_uploads else 503
    return Response("".join(f"{line}\n" for line in seen.lines()), status=status, mimetype="text/plain")
