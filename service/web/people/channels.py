"""Channels: where reports are brought, or from where files are fetched; a new one, and one that stopped."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.channels.addresses import (
    SFTP_PORT,
    Address,
    EmailAddress,
    NotAChannelError,
    PortalAddress,
    S3Address,
    SftpAddress,
    WebhookAddress,
)
from service.domain.channels.channel import CHANNEL_WORDS, ChannelId, ChannelKind, ChannelState
from service.domain.channels.outcomes import OUTCOME_WORDS, Outcome
from service.use_cases.channels.list import ListedChannel
from service.use_cases.channels.make import WantedChannel
from service.web.people.visitor import current_viewer
from service.web.shared.channel_fields import CHANNEL_FIELDS
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language, message

blueprint = Blueprint("channels", __name__)
_LONGEST = 300
"""Signs of what was filled in that are shown again."""
_LABELS = {
    "server": message("Server"),
    "poort": message("Poort"),
    "gebruiker": message("Gebruikersnaam"),
    "map": message("Map"),
    "adres": message("Adres"),
    "regio": message("Regio"),
    "bucket": message("Bucket"),
    "sleutelnaam": message("Naam van de toegangssleutel"),
    "email": message("E-mailadres"),
    "formaat": message("Uitvraagformaat"),
    "geheim": message("Wachtwoord of geheim"),
}


@blueprint.get("/kanalen")
def show() -> str:
    """Those of this organisation."""
    tried = request.args.get("uitkomst", "")
    outcome = Outcome(tried) if tried in set(Outcome) else None
    return _page(said=request.args.get("gezegd", ""), outcome=outcome)


@blueprint.post("/kanalen")
def make() -> Response | tuple[str, int]:
    """A new one, or what is wrong with what was filled in."""
    kind = request.form.get("soort", "")
    try:
        wanted = WantedChannel(
            format=request.form.get("formaat", ""),
            address=_address(kind),
            secret=request.form.get("geheim", ""),
        )
        current_wiring().channels.make(current_viewer(), wanted)
    except NotAChannelError as error:
        return _page(said="fout", kind=kind, error=error), 400
    return redirect(url_for(".show", gezegd="gemaakt"), code=303)


@blueprint.post("/kanalen/<uuid:channel_id>/bevestigen")
def confirm(channel_id: UUID) -> Response:
    """The key that was read is that of the server."""
    shown = request.form.get("vingerafdruk", "")
    is_same = current_wiring().channels.confirm(current_viewer(), ChannelId(channel_id), shown)
    return redirect(url_for(".show", gezegd="bevestigd" if is_same else "andere-sleutel"), code=303)


@blueprint.post("/kanalen/<uuid:channel_id>/bekijken")
def look(channel_id: UUID) -> Response:
    """Ask the server for its key once more."""
    outcome = current_wiring().channels.look(current_viewer(), ChannelId(channel_id))
    return redirect(url_for(".show", gezegd="bekeken", uitkomst=outcome.value), code=303)


@blueprint.post("/kanalen/<uuid:channel_id>/proberen")
def probe(channel_id: UUID) -> Response:
    """Write and remove a small file, and say what came of it."""
    outcome = current_wiring().channels.probe(current_viewer(), ChannelId(channel_id))
    return redirect(url_for(".show", gezegd="geprobeerd", uitkomst=outcome.value), code=303)


@blueprint.post("/kanalen/<uuid:channel_id>/hervatten")
def start(channel_id: UUID) -> Response:
    """Go on where it was."""
    current_wiring().channels.start(current_viewer(), ChannelId(channel_id))
    return redirect(url_for(".show", gezegd="hervat"), code=303)


@blueprint.post("/kanalen/<uuid:channel_id>/verwijderen")
def remove(channel_id: UUID) -> Response:
    """Nothing goes along it any more."""
    current_wiring().channels.remove(current_viewer(), ChannelId(channel_id))
    return redirect(url_for(".show", gezegd="verwijderd"), code=303)


def _address(kind: str) -> Address:
    form = {name: value.strip() for name, value in request.form.items()}
    match kind:
        case ChannelKind.SFTP:
            port = form.get("poort") or str(SFTP_PORT)
            return SftpAddress(
                host=form.get("server", ""),
                port=int(port) if port.isdecimal() else 0,
                user=form.get("gebruiker", ""),
                folder=form.get("map", ""),
            )
        case ChannelKind.S3:
            return S3Address(
                endpoint=form.get("adres", "").rstrip("/"),
                region=form.get("regio", ""),
                bucket=form.get("bucket", ""),
                folder=form.get("map", ""),
                access_key=form.get("sleutelnaam", ""),
            )
        case ChannelKind.WEBHOOK:
            return WebhookAddress(url=form.get("adres", ""))
        case ChannelKind.EMAIL:
            return EmailAddress(to=form.get("email", ""))
    return PortalAddress()


def _page(
    said: str, *, kind: str = "", error: NotAChannelError | None = None, outcome: Outcome | None = None
) -> str:
    wiring, viewer = current_wiring(), current_viewer()
    return render_template(
        "people/channels.html",
        channels=[(each, _how(each)) for each in wiring.channels.list(viewer)],
        kinds={each.value: in_language(words) for each, words in CHANNEL_WORDS.items()},
        titles=wiring.catalogue().titles(),
        said=said,
        kind=kind,
        wrong=CHANNEL_FIELDS.get(error.part, "") if error else "",
        label=gettext(_LABELS[CHANNEL_FIELDS[error.part]]) if error else "",
        why=in_language(error.words) if error else "",
        outcome=outcome,
        outcome_words=in_language(OUTCOME_WORDS[outcome]) if outcome else "",
        given=_given(),
    )


def _given() -> Mapping[str, str]:
    """What was filled in, without what is secret."""
    return {name: value[:_LONGEST] for name, value in request.form.items() if name != "geheim"}


def _how(listed: ListedChannel) -> str:
    """How it goes, in words."""
    channel = listed.channel
    if channel.kind is ChannelKind.PORTAL:
        return gettext("U haalt ze hier op.")
    why = in_language(OUTCOME_WORDS[channel.outcome]) if channel.outcome else ""
    match channel.state:
        case ChannelState.NEW if not channel.host_key:
            return gettext("De server is nog niet gezien: %s.") % why
        case ChannelState.NEW:
            return gettext("Wacht op u: bevestig de sleutel van de server.")
        case ChannelState.STOPPED:
            return gettext("Stilgezet: %s. Wat er komt, wacht.") % why
    if channel.failures:
        return gettext("Lukt nu niet: %s. Wij proberen het opnieuw.") % why
    return gettext("Werkt.") if channel.outcome else gettext("Er is nog niets gegaan.")
