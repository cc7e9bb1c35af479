"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind, Viewer
from service.web.people.visitor import (
    current_viewer,
    forget_token,
    keep_token,
    origin,
    session_token,
    viewer_or_none,
)
from service.web.shared.addresses import own_address
from service.web.shared.house import house

blueprint = Blueprint("sign_in", __name__)

_HOMES = {
    OrganisationKind.PROVIDER: "provider.submissions",
    OrganisationKind.MUNICIPALITY: "municipality.reports",
    OrganisationKind.BUREAU: "bureau.deliveries",
}


def home_of(viewer: Viewer) -> str:
    """The address of the page where this viewer's work begins."""
    return url_for(_HOMES[viewer.organisation.kind])


@blueprint.get("/inloggen")
def ask() -> str | Response:
    """The form, or straight on for who is signed in already."""
    viewer = viewer_or_none()
    if viewer is not None:
        return redirect(own_address(request.args.get("verder")) or home_of(viewer), code=303)
    return render_template("sign_in.html", verder=own_address(request.args.get("verder")), login="")


@blueprint.post("/inloggen")
def enter() -> Response | tuple[str, int]:
    """On to the page that was asked for, or the form once more without saying which of the two was wrong."""
    login = request.form.get("gebruikersnaam", "").strip()
    verder = own_address(request.form.get("verder"))
    signed_in = house().wiring.sign_in(login, request.form.get("wachtwoord", ""), origin())
    if signed_in is None:
        return render_template("sign_in.html", verder=verder, login=login, is_refused=True), 400
    session.clear()
    response = redirect(verder or home_of(signed_in.viewer), code=303)
    return keep_token(response, signed_in.token)


@blueprint.post("/uitloggen")
def leave() -> Response:
    """Ends the session on the server too."""
    house().wiring.sign_out(current_viewer(), session_token())
    session.clear()
    return forget_token(redirect(url_for("sign_in.ask", uitgelogd="ja"), code=303))
