"""An invitation: who has its link makes an account for the organisation that invites."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.colleagues import ROLE_WORDS, NotALoginError, NotAnInvitationError
from service.domain.passwords import SHORTEST
from service.web.people.unfit_words import unfit_words
from service.web.people.visitor import origin
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("invitation", __name__)
_LONGEST = 100


@blueprint.get("/uitnodiging/<secret>")
def show(secret: str) -> str | tuple[str, int]:
    """For whom it is; the same page for what is unknown, used or over."""
    return _page(secret)


@blueprint.post("/uitnodiging/<secret>")
def take_up(secret: str) -> Response | str | tuple[str, int]:
    """Make the account, or say what is wrong."""
    form = request.form
    login, password = form.get("gebruikersnaam", ""), form.get("wachtwoord", "")
    if password != form.get("nogmaals", ""):
        return _page(secret, login, gettext("De wachtwoorden zijn niet gelijk."))
    take_up_invitation = current_wiring().people.colleagues.take_up_invitation
    try:
        unfit = take_up_invitation(secret, login, password, origin())
    except NotAnInvitationError:
        return _page(secret)
    except NotALoginError:
        wrong = gettext("Deze gebruikersnaam kan niet of is al in gebruik. Kies een andere.")
        return _page(secret, login, wrong)
    if unfit is not None:
        return _page(secret, login, unfit_words(unfit))
    return redirect(url_for("sign_in.ask", gezegd="account"), code=303)


def _page(secret: str, login: str = "", wrong: str = "") -> str | tuple[str, int]:
    try:
        found = current_wiring().people.colleagues.show_invitation(secret)
    except NotAnInvitationError:
        return render_template("people/invitation.html", found=None, wrong=""), 404
    shown = render_template(
        "people/invitation.html",
        found=found,
        role=in_language(ROLE_WORDS[found.role]),
        login=login[:_LONGEST],
        wrong=wrong,
        shortest=SHORTEST,
    )
    return (shown, 400) if wrong else shown
