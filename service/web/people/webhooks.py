"""Webhooks: the addresses to which events are brought, a new one, and one that was stopped."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.proof.acts import ACT_WORDS, ActKind
from service.domain.proof.events import event_type
from service.domain.webhooks import (
    LONGEST_URL,
    MOST,
    NotAWebhookError,
    NotReachableWebhookError,
    Webhook,
    WebhookId,
    WebhookState,
)
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language, message

blueprint = Blueprint("webhooks", __name__)
_OUTCOMES = {
    "not-allowed": message("dit adres ligt niet op het openbare internet, of heeft geen https"),
    "ConnectError": message("er is geen verbinding te maken"),
    "ConnectTimeout": message("er is geen verbinding te maken"),
    "ReadTimeout": message("er kwam binnen 10 seconden geen antwoord"),
    "gaierror": message("deze naam is niet te vinden"),
}


@blueprint.get("/account/webhooks")
def show() -> str:
    """Those of this organisation."""
    return _page(said=request.args.get("gezegd", ""))


@blueprint.post("/account/webhooks")
def make() -> str | tuple[str, int]:
    """A new one, whose secret is shown this once; or what is wrong with the address."""
    url, types = request.form.get("adres", ""), request.form.getlist("soort")
    try:
        secret = current_wiring().programs.make_webhook(current_viewer(), url, types)
    except NotReachableWebhookError:
        return _page(said="niet-te-bereiken", given=url, chosen=types), 400
    except NotAWebhookError:
        return _page(said="geen-adres", given=url, chosen=types), 400
    return _page(said="gemaakt", secret=secret)


@blueprint.post("/account/webhooks/<uuid:webhook_id>/hervatten")
def start(webhook_id: UUID) -> Response:
    """Go on where it was."""
    current_wiring().programs.start_webhook(current_viewer(), WebhookId(webhook_id))
    return redirect(url_for(".show", gezegd="hervat"), code=303)


@blueprint.post("/account/webhooks/<uuid:webhook_id>/verwijderen")
def remove(webhook_id: UUID) -> Response:
    """Bring it nothing any more."""
    current_wiring().programs.remove_webhook(current_viewer(), WebhookId(webhook_id))
    return redirect(url_for(".show", gezegd="verwijderd"), code=303)


def _page(said: str, *, secret: str = "", given: str = "", chosen: Iterable[str] = ()) -> str:
    names = {event_type(kind): in_language(ACT_WORDS[kind]) for kind in ActKind}
    return render_template(
        "people/webhooks.html",
        webhooks=[
            (each, _how(each), [names[name] for name in sorted(each.types) if name in names])
            for each in current_wiring().programs.list_webhooks(current_viewer())
        ],
        names=names,
        most=MOST,
        longest=LONGEST_URL,
        said=said,
        secret=secret,
        given=given[:LONGEST_URL],
        chosen=set(chosen),
    )


def _how(webhook: Webhook) -> str:
    """How it goes, in words."""
    if not webhook.outcome:
        return gettext("Er is nog niets gebracht.")
    if not webhook.failures and webhook.state is WebhookState.ACTIVE:
        return gettext("Neemt alles aan.")
    known = _OUTCOMES.get(webhook.outcome)
    why = gettext(known) if known else gettext("het antwoordt met %s") % webhook.outcome
    if webhook.state is WebhookState.STOPPED:
        return gettext("Stilgezet: %s. Wat er gebeurt, wacht.") % why
    return gettext("Neemt nu niets aan: %s. Wij proberen het opnieuw.") % why
