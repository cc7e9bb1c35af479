"""Signing in where somebody outside vouches for people: there, and back."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import structlog
from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.domain.access import NotFoundError
from service.domain.identity import NotVouchedError, Refusal
from service.openid_client import COMES_BACK_AT, Asked, OpenIdClient
from service.web.people.visitor import keep_token, origin
from service.web.shared import kept_a_while
from service.web.shared.addresses import own_address
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, message

blueprint = Blueprint("outside_sign_in", __name__)

_ASKED = "asked-outside"
_LASTS = 600
"""Seconds that somebody may take to sign in there."""
_RANDOM_BYTES = 32
_log = structlog.get_logger()


@blueprint.get("/inloggen/elders")
def leave() -> Response | tuple[str, int]:
    """To the provider, with what the answer has to fit to in a cookie of ours."""
    asked = Asked(*(secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3)))
    level = request.args.get("niveau", "")
    client = _client()
    try:
        address = client.address(asked, level if level in client.provider.levels.known else "")
    except NotVouchedError as refused:
        return _refused(refused)
    verder = own_address(request.args.get("verder"))
    kept_a_while.keep(_ASKED, {**asdict(asked), "verder": verder})
    return redirect(address, code=303)


@blueprint.get(COMES_BACK_AT)
def come_back() -> Response | tuple[str, int]:
    """On to the page that was asked for, or why nobody was let in."""
    client = _client()
    kept = kept_a_while.take(_ASKED, _LASTS)
    try:
        vouched = client.vouched(_asked(kept), request.args)
        signed_in = current_wiring().people.sign_in_vouched(vouched, origin())
    except NotVouchedError as refused:
        return _refused(refused)
    session.clear()
    verder = own_address(kept["verder"]) if kept else ""
    return keep_token(redirect(verder or url_for("home.show"), code=303), signed_in.token)


def _asked(kept: Mapping[str, Any] | None) -> Asked:
    """What this browser left with. Raises NotVouchedError when it did not, or too long ago."""
    if kept is None:
        raise NotVouchedError(Refusal.NOT_VALID, "nothing was asked by this browser")
    return Asked(kept["state"], kept["nonce"], kept["verifier"])


def _client() -> OpenIdClient:
    client = current_wiring().people.openid
    if client is None:
        raise NotFoundError("nobody vouches for people")
    return client


def _refused(refused: NotVouchedError) -> tuple[str, int]:
    _log.warning("not_vouched_for", why=str(refused))
    status = 503 if refused.refusal is Refusal.NOT_ANSWERING else 403
    return render_template("people/not_vouched.html", why=gettext(_WORDS[refused.refusal])), status


_WORDS = {
    Refusal.CANCELLED: message("U hebt het inloggen afgebroken."),
    Refusal.NOT_ANSWERING: message("De inlogdienst antwoordt niet. Probeer het over een minuut nog eens."),
    Refusal.NOT_VALID: message(
        "Het antwoord van de inlogdienst past niet bij uw vraag, of u deed er langer dan tien minuten over. "
        "Begin opnieuw."
    ),
    Refusal.LEVEL_TOO_LOW: message(
        "U hebt ingelogd op een niveau dat hier niet genoeg is. Log in met een hoger niveau."
    ),
    Refusal.NO_ORGANISATION: message(
        "De organisatie waarvoor u inlogde, doet hier niet mee. Vraag uw beheerder om haar aan te melden."
    ),
    Refusal.SEVERAL_ORGANISATIONS: message(
        "De nummers die de inlogdienst noemt, horen bij meer dan één organisatie. Vraag de beheerder van "
        "deze dienst om dit na te kijken."
    ),
    Refusal.OTHER_ORGANISATION: message(
        "U bent hier bekend voor een andere organisatie. Vraag een beheerder daarvan om uw account te "
        "beëindigen."
    ),
    Refusal.ENDED: message("Een beheerder van uw organisatie heeft uw account beëindigd."),
}
