"""The security headers of every answer."""

from flask import Flask, Response, request

from service.web.people.visitor import is_of_a_program

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ONE_YEAR = 31_536_000
_FILES = {"static", "brand.show"}
"""Endpoints of which the answer holds nothing of anybody."""


def install(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    for name, value in _ALWAYS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}; includeSubDomains"
    is_tile = request.endpoint == "public_log.tile" and response.status_code == 200  # noqa: PLR2004 - it is there
    if request.endpoint not in _FILES and not is_tile:
        response.headers["Cache-Control"] = "no-store"
    elif is_tile or "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable"
    response.vary.add("Authorization" if is_of_a_program() else "Cookie")
    return response
