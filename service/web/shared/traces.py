"""Every line that is logged during a request has the trace id of who asked, or one that is made."""

import secrets

import structlog
from flask import Flask, request

from service.domain.traces import asked_trace

_BYTES = 16


def install(app: Flask) -> None:
    """Before anything else looks at a request."""
    app.before_request(_begin)


def _begin() -> None:
    trace = asked_trace(request.headers.get("traceparent", "")) or secrets.token_hex(_BYTES)
    structlog.contextvars.clear_contextvars()  # a thread answers one request after the other
    structlog.contextvars.bind_contextvars(request_trace_id=trace)
