"""Who may come in: one browser on this machine, by a link that works once."""

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

PREFIX = "/beheer"
"""Of every address, so that what the browser keeps goes to these pages alone."""
COOKIE = "eenmaal_beheer"
_SECRET_BYTES = 32
_DOOR = "eenmaal_door"
_OPEN = {"door.enter", "static"}
_SHUT = (
    "Deze pagina's zijn er alleen voor wie de dienst beheert. Begin opnieuw met: eenmaal operations\n"
    "These pages are only for who runs the service. Begin again with: eenmaal operations\n"
)

blueprint = Blueprint("door", __name__, url_prefix=PREFIX)


@dataclass(slots=True)
class Door:
    """What lets somebody in: a link for once, and after it what the browser keeps until the program ends."""

    port: int
    link: str = field(default_factory=lambda: secrets.token_urlsafe(_SECRET_BYTES), repr=False)
    kept: str = field(default_factory=lambda: secrets.token_urlsafe(_SECRET_BYTES), repr=False)

    @property
    def address(self) -> str:
        """To be opened in a browser on this machine."""
        return f"http://127.0.0.1:{self.port}{PREFIX}/binnen/{self.link}"

    def take(self, link: str) -> bool:
        """Whether this is the link; it is none from then on."""
        is_right = bool(self.link) and secrets.compare_digest(link.encode(), self.link.encode())
        if is_right:
            self.link = ""
        return is_right

    def lets_in(self, kept: str, host: str) -> bool:
        """Whether this browser came in by the link, and asks this machine: a name that leads here may lie."""
        return host == f"127.0.0.1:{self.port}" and secrets.compare_digest(kept.encode(), self.kept.encode())


def install(app: Flask, door: Door) -> None:
    """Hold every request against it."""
    app.extensions[_DOOR] = door
    app.before_request(_require_key)


def _require_key() -> Response | None:
    if request.endpoint in _OPEN or _door().lets_in(request.cookies.get(COOKIE, ""), request.host):
        return None
    return Response(_SHUT, HTTPStatus.FORBIDDEN, mimetype="text/plain")


@blueprint.get("/binnen/<link>")
def enter(link: str) -> Response:
    """By the link, once."""
    if not _door().take(link):
        return Response(_SHUT, HTTPStatus.FORBIDDEN, mimetype="text/plain")
    response = redirect(url_for("overview.show"), code=HTTPStatus.SEE_OTHER)
    response.set_cookie(COOKIE, _door().kept, path=PREFIX, httponly=True, samesite="Strict")
    return response


def _door() -> Door:
    found: Door = current_app.extensions[_DOOR]
    return found
