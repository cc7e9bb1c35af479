"""Signing in and out."""

import math

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.domain.sign_in_brake import TooManyTriesError
from service.web.people.visitor import (
    current_viewer,
    forget_token,
    keep_token,
    origin,
    session_token,
    viewer_or_none,
)
from service.web.shared.addresses import own_address
from service.web.shared.current import current_wiring

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/inloggen")
def ask() -> str | Response:
    """The form, or straight on for who is signed in already."""
    viewer = viewer_or_none()
    if viewer is not None:
        return redirect(own_address(request.args.get("verder")) or url_for("home.show"), code=303)
    return render_template("people/sign_in.html", verder=own_address(request.args.get("verder")), login="")


@blueprint.post("/inloggen")
def enter() -> Response | tuple[str, int]:
    """On to the page that was asked for, or the form once more without saying which of the two was wrong."""
    login = request.form.get("gebruikersnaam", "").strip()
    verder = own_address(request.form.get("verder"))
    try:
        signed_in = current_wiring().people.sign_in(login, request.form.get("wachtwoord", ""), origin())
    except TooManyTriesError as brake:
        return _ask_to_wait(brake, login, verder)
    if signed_in is None:
        return render_template("people/sign_in.html", verder=verder, login=login, is_refused=True), 400
    session.clear()
    response = redirect(verder or url_for("home.show"), code=303)
    return keep_token(response, signed_in.token)


def _ask_to_wait(brake: TooManyTriesError, login: str, verder: str) -> Response:
    seconds = math.ceil(brake.wait.total_seconds())
    page = render_template("people/sign_in.html", verder=verder, login=login, minutes=math.ceil(seconds / 60))
    return make_response(page, 429, {"Retry-After": str(seconds)})


@blueprint.post("/uitloggen")
def leave() -> Response:
    """Ends the session on the server too."""
    current_wiring().people.sign_out(current_viewer(), session_token())
    session.clear()
    response = forget_token(redirect(url_for("sign_in.ask", uitgelogd="ja"), code=303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
