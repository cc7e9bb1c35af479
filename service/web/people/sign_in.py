"""Signing in and out."""

import math
from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.domain.sign_in_brake import TooManyTriesError
from service.use_cases.people.open_session import SignedIn
from service.use_cases.people.sign_in import CodeAsked
from service.web.people.passkeys import can_be_used
from service.web.people.visitor import (
    current_viewer,
    forget_token,
    keep_token,
    origin,
    session_token,
    viewer_or_none,
)
from service.web.shared import kept_a_while
from service.web.shared.addresses import own_address
from service.web.shared.current import current_wiring

blueprint = Blueprint("sign_in", __name__)

_HALF_WAY = "half-way"
_HALF_WAY_LASTS = 300
"""Seconds between a right password and the code."""


@blueprint.get("/inloggen")
def ask() -> str | Response:
    """The form, or straight on for who is signed in already."""
    viewer = viewer_or_none()
    if viewer is not None:
        return redirect(own_address(request.args.get("verder")) or url_for("home.show"), code=303)
    return _form(own_address(request.args.get("verder")))


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
        return _form(verder, login, is_refused=True), 400
    session.clear()
    if isinstance(signed_in, CodeAsked):
        kept_a_while.keep(_HALF_WAY, {"login": signed_in.login, "verder": verder})
        return redirect(url_for(".ask_code"), code=303)
    return _entered(signed_in, verder)


def _form(verder: str, login: str = "", **more: object) -> str:
    client = current_wiring().people.openid
    outside = client.provider.name if client else ""
    ways = {
        "outside": outside,
        "has_passkeys": can_be_used(),
        "can_ask": current_wiring().people.ask_new_password is not None,
    }
    return render_template("people/sign_in.html", verder=verder, login=login, **ways, **more)


def _entered(signed_in: SignedIn, verder: str) -> Response:
    session.clear()
    response = redirect(verder or url_for("home.show"), code=303)
    return keep_token(response, signed_in.token)


@blueprint.get("/inloggen/code")
def ask_code() -> str | Response:
    """The second step, for who typed the right password a moment ago."""
    if _half_way() is None:
        return redirect(url_for(".ask"), code=303)
    return render_template("people/code.html")


@blueprint.post("/inloggen/code")
def confirm() -> str | Response | tuple[str, int]:
    """On to the page that was asked for, or the form once more."""
    half_way = _half_way()
    if half_way is None:
        return redirect(url_for(".ask"), code=303)
    try:
        code = request.form.get("code", "")
        signed_in = current_wiring().people.confirm_sign_in(str(half_way["login"]), code, origin())
    except TooManyTriesError as brake:
        return render_template("people/code.html", minutes=brake.minutes), 429
    if signed_in is None:
        return render_template("people/code.html", is_refused=True), 400
    return _entered(signed_in, own_address(str(half_way["verder"])))


def _half_way() -> Mapping[str, object] | None:
    """Whose password was right, as the signed cookie of this browser says; None when that is long ago."""
    return kept_a_while.look_at(_HALF_WAY, _HALF_WAY_LASTS)


def _ask_to_wait(brake: TooManyTriesError, login: str, verder: str) -> Response:
    seconds = math.ceil(brake.wait.total_seconds())
    page = _form(verder, login, minutes=brake.minutes)
    return make_response(page, 429, {"Retry-After": str(seconds)})


@blueprint.post("/uitloggen")
def leave() -> Response:
    """Ends the session on the server too."""
    current_wiring().people.sign_out(current_viewer(), session_token())
    session.clear()
    response = forget_token(redirect(url_for("sign_in.ask", uitgelogd="ja"), code=303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
