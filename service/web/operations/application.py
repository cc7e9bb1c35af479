"""The application of these pages: none of them is part of what the service serves to others."""

import secrets

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from service.domain.access import NotFoundError
from service.domain.wording import LANGUAGES
from service.storage.stores import DatabaseUnavailableError
from service.web.operations import desks, door, jobs, organisations, overview
from service.web.shared import brand, current, headers, languages, pages, plain_values
from service.web.shared.languages import known_language, speak
from service.wiring import Wiring

_MOST_BYTES = 64 * 1024
"""Of a form: there is nothing to upload here."""


def create_operations_app(wiring: Wiring, desk: desks.Desk, entrance: door.Door) -> Flask:
    """Every page. Its secrets are of this one program: nothing of them is kept."""
    folder = str(wiring.settings.templates_dir / "pages")
    app = Flask("service.web", template_folder=folder)
    app.config.update(
        SECRET_KEY=secrets.token_hex(),
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        SESSION_COOKIE_NAME="eenmaal_beheer_formulier",
        SESSION_COOKIE_PATH=door.PREFIX,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
    )
    desks.install(app, desk)
    current.install(app, wiring)
    languages.install(app)
    pages.install(app)
    headers.install(app)
    door.install(app, entrance)
    CSRFProtect(app)
    plain_values.install(app)
    app.before_request(_speak)
    for each in (door, overview, jobs, organisations, brand):
        app.register_blueprint(each.blueprint)
    app.register_error_handler(NotFoundError, lambda _error: _told(404))
    app.register_error_handler(DatabaseUnavailableError, lambda _error: _told(503))
    app.register_error_handler(HTTPException, lambda error: _told(error.code or 500))
    return app


def _speak() -> None:
    speak(known_language(request.accept_languages.best_match(LANGUAGES)) or "nl")


def _told(status: int) -> tuple[str, int]:
    return render_template("operations/message.html", status=status), status
