"""Passkeys: adding a device, signing in with it, and forgetting it."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.domain.passkeys import LONGEST_NAME, Ceremony, NotAPasskeyError, PasskeyId, Site
from service.given_values import is_ip_address
from service.web.people.visitor import current_viewer, keep_token, origin
from service.web.shared import kept_a_while
from service.web.shared.addresses import own_address
from service.web.shared.current import current_wiring

blueprint = Blueprint("passkeys", __name__)

_ASKED = "asked-of-a-device"
_LASTS = 300
"""Seconds that a device has to answer."""
_LONGEST_ANSWER = 20_000
"""Characters."""


@blueprint.get("/account/passkeys")
def show() -> str:
    """Those of who is signed in, and what a browser asks to add one."""
    return _page(request.args.get("gezegd", ""))


@blueprint.post("/account/passkeys")
def add() -> Response | tuple[str, int]:
    """Keep what a device made, or say that it is none."""
    form = request.form
    try:
        current_wiring().people.passkeys.keep(
            current_viewer(), own_site(), _challenge(), _answer(), form.get("naam", "")
        )
    except NotAPasskeyError:
        return _page("niet-gelukt"), 400
    return redirect(url_for(".show", gezegd="toegevoegd"), code=303)


@blueprint.post("/account/passkeys/<uuid:passkey_id>/verwijderen")
def forget(passkey_id: UUID) -> Response:
    """Nobody signs in by it any more."""
    current_wiring().people.passkeys.forget(current_viewer(), PasskeyId(passkey_id))
    return redirect(url_for(".show", gezegd="verwijderd"), code=303)


@blueprint.post("/inloggen/passkey/vraag")
def ask() -> dict[str, str]:
    """What a browser asks of a device to sign in; by a script, when somebody presses the button."""
    from service.passkeys import asked_to_sign_in  # noqa: PLC0415 - only who signs in so

    return {"options": _kept(asked_to_sign_in(own_site())).options}


@blueprint.post("/inloggen/passkey")
def enter() -> Response | tuple[str, int]:
    """On to the page that was asked for, or that it did not work."""
    verder = own_address(request.form.get("verder"))
    try:
        signed_in = current_wiring().people.passkeys.sign_in(own_site(), _challenge(), _answer(), origin())
    except NotAPasskeyError:
        return render_template("people/no_passkey.html", verder=verder), 400
    session.clear()
    return keep_token(redirect(verder or url_for("home.show"), code=303), signed_in.token)


def own_site() -> Site:
    """For whom a device signs: this service, as people reach it."""
    parts = urlsplit(current_wiring().settings.public_url or request.host_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def can_be_used() -> bool:
    """A device signs for a name, never for an address of numbers."""
    return not is_ip_address(own_site().host)


def _kept(ceremony: Ceremony) -> Ceremony:
    kept_a_while.keep(_ASKED, {"challenge": ceremony.challenge})
    return ceremony


def _challenge() -> str:
    """What this browser was asked, once. Raises NotAPasskeyError when that was not so, or long ago."""
    kept = kept_a_while.take(_ASKED, _LASTS)
    if kept is None:
        raise NotAPasskeyError("nothing was asked")
    return str(kept["challenge"])


def _answer() -> str:
    return request.form.get("antwoord", "")[:_LONGEST_ANSWER]


def _page(said: str) -> str:
    wiring, viewer = current_wiring(), current_viewer()
    passkeys = wiring.people.passkeys
    options = ""
    if can_be_used():
        try:
            options = _kept(passkeys.begin(viewer, own_site(), wiring.settings.service_name)).options
        except NotAPasskeyError:
            options = ""
    return render_template(
        "people/passkeys.html",
        passkeys=passkeys.list(viewer),
        can_be_used=can_be_used(),
        options=options,
        longest=LONGEST_NAME,
        said=said,
    )
