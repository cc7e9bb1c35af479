"""Who forgot a password asks for a link, and chooses another with it."""

import math

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.passwords import SHORTEST
from service.domain.sign_in_brake import TooManyTriesError
from service.use_cases.people.ask_new_password import NEW_PASSWORDS_ARE_CHOSEN_AT, AskNewPassword
from service.use_cases.people.find_by_reset_link import NotALinkError
from service.web.people.unfit_words import unfit_words
from service.web.people.visitor import origin
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext

blueprint = Blueprint("new_password", __name__)


@blueprint.get("/inloggen/vergeten")
def ask() -> str:
    """For which account; not there where no email goes out."""
    _asking()
    return render_template("people/forgotten.html", is_sent=False)


@blueprint.post("/inloggen/vergeten")
def send() -> str | Response:
    """The same answer, and as soon, for an account that is not there."""
    try:
        _asking()(request.form.get("gebruikersnaam", "").strip(), origin())
    except TooManyTriesError as brake:
        seconds = math.ceil(brake.wait.total_seconds())
        page = render_template("people/forgotten.html", is_sent=False, minutes=brake.minutes)
        return make_response(page, 429, {"Retry-After": str(seconds)})
    return render_template("people/forgotten.html", is_sent=True)


@blueprint.get(f"{NEW_PASSWORDS_ARE_CHOSEN_AT}/<link>")
def show(link: str) -> str | tuple[str, int]:
    """The same page for what is unknown, used or over."""
    return _page(link)


@blueprint.post(f"{NEW_PASSWORDS_ARE_CHOSEN_AT}/<link>")
def choose(link: str) -> Response | str | tuple[str, int]:
    """From now on this is the password, or what is wrong with it."""
    password = request.form.get("wachtwoord", "")
    if password != request.form.get("nogmaals", ""):
        return _page(link, gettext("De wachtwoorden zijn niet gelijk."))
    try:
        unfit = current_wiring().people.set_new_password(link, password, origin())
    except NotALinkError:
        return _page(link)
    if unfit is not None:
        return _page(link, unfit_words(unfit))
    return redirect(url_for("sign_in.ask", gezegd="wachtwoord"), code=303)


def _asking() -> AskNewPassword:
    found = current_wiring().people.ask_new_password
    if found is None:
        raise NotFound
    return found


def _page(link: str, wrong: str = "") -> str | tuple[str, int]:
    try:
        login = current_wiring().people.find_by_reset_link(link, origin()).login
    except NotALinkError:
        return render_template("people/new_password.html", login="", wrong=""), 404
    shown = render_template("people/new_password.html", login=login, wrong=wrong, shortest=SHORTEST)
    return (shown, 400) if wrong else shown
