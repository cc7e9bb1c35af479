"""Who is asking: the session cookie and the viewer it stands for."""

from typing import cast

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

from service.domain.access import Viewer
from service.domain.failures import TerminalError
from service.web.shared.house import house

SESSION_COOKIE = "eenmaal_sessie"
"""Holds the token of the sign-in use case, and nothing else."""


class SignInNeededError(TerminalError):
    """Nobody is signed in, or not any more."""


class SecureWhenHttps(SecureCookieSessionInterface):
    """The cookie for forms is Secure exactly when the request came over https."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """See above; on a laptop there is only http."""
        return request.is_secure


def viewer_or_none() -> Viewer | None:
    """Who is signed in; asks the database once per request, and only for a request with a cookie."""
    if "viewer" not in g:
        token = session_token()
        g.viewer = house().wiring.recognise_viewer(token, origin()) if token else None
    return cast("Viewer | None", g.viewer)


def current_viewer() -> Viewer:
    """Who is signed in. Raises SignInNeededError."""
    viewer = viewer_or_none()
    if viewer is None:
        raise SignInNeededError("nobody is signed in")
    return viewer


def known_viewer() -> Viewer | None:
    """Who is signed in as far as this request has found out already; never asks the database."""
    return cast("Viewer | None", g.get("viewer"))


def session_token() -> str:
    """The token in the cookie, empty when there is none."""
    return request.cookies.get(SESSION_COOKIE, "")


def origin() -> str:
    """Where the request came from, for the audit log."""
    return request.remote_addr or ""


def keep_token(response: Response, token: str) -> Response:
    """From now on this browser brings the token along; the server decides until when."""
    response.set_cookie(SESSION_COOKIE, token, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def forget_token(response: Response) -> Response:
    """This browser brings no token any more."""
    response.delete_cookie(SESSION_COOKIE, secure=request.is_secure, httponly=True, samesite="Lax")
    return response
