"""Who is asking: a person by the session cookie, a program by its token."""

from typing import cast

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

from service.domain.access import Viewer
from service.domain.access_tokens import Scope
from service.domain.failures import TerminalError
from service.web.shared.current import current_wiring

SESSION_COOKIE = "eenmaal_sessie"
"""Holds the token of the sign-in use case, and nothing else."""
FORM_COOKIE = "eenmaal_formulier"
_OF_THIS_HOST = "__Host-"
"""A browser takes a cookie of such a name over https from this very host alone."""


_API = "/api/"
_BEARER = "bearer"


class SignInNeededError(TerminalError):
    """Nobody is signed in, or not any more."""


class SecureWhenHttps(SecureCookieSessionInterface):
    """The cookie for forms is Secure, and of this host alone, exactly when the request came over https."""

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - Flask's signature
        """See above."""
        return _of_this_host(FORM_COOKIE)

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """See above; on a laptop there is only http."""
        return request.is_secure


def viewer_or_none() -> Viewer | None:
    """Who is signed in; asks the database once per request, and only when something was brought along.

    A program is known by its token alone and a person by its cookie alone, so that no page of another site
    can ask the API anything in the name of who is signed in here.
    """
    if "viewer" not in g:
        g.viewer, g.scopes = _program() if is_of_a_program() else (_person(), frozenset())
    return cast("Viewer | None", g.viewer)


def is_of_a_program() -> bool:
    """Whether this request is for the API."""
    return request.path.startswith(_API)


def current_scopes() -> frozenset[Scope]:
    """What the token of this program is for; nothing for a person."""
    viewer_or_none()
    return cast("frozenset[Scope]", g.scopes)


def _person() -> Viewer | None:
    token = session_token()
    return current_wiring().people.recognise_viewer(token, origin()) if token else None


def _program() -> tuple[Viewer | None, frozenset[Scope]]:
    brought = request.authorization
    if brought is None or brought.type != _BEARER or not brought.token:
        return None, frozenset()
    program = current_wiring().programs.recognise(brought.token, origin())
    return (program.viewer, program.scopes) if program else (None, frozenset())


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
    return request.cookies.get(_of_this_host(SESSION_COOKIE), "")


def origin() -> str:
    """Where the request came from, for the audit log."""
    return request.remote_addr or ""


def keep_token(response: Response, token: str) -> Response:
    """From now on this browser brings the token along; the server decides until when."""
    name = _of_this_host(SESSION_COOKIE)
    response.set_cookie(name, token, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def forget_token(response: Response) -> Response:
    """This browser brings no token any more."""
    name = _of_this_host(SESSION_COOKIE)
    response.delete_cookie(name, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def _of_this_host(name: str) -> str:
    return f"{_OF_THIS_HOST}{name}" if request.is_secure else name
