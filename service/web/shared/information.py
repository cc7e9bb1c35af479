"""Pages for everyone: the language, the blank workbook, and how accessible and safe we are."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from service.web.people.visitor import viewer_or_none
from service.web.shared.addresses import own_address
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import keep_language, known_language

blueprint = Blueprint("information", __name__)

_SECURITY_TEXT_LASTS = timedelta(days=180)


@blueprint.get("/taal/<language>")
def choose_language(language: str) -> AnyResponse:
    """Back to the same page, in the other language."""
    chosen = known_language(language)
    if chosen is None:
        raise NotFound
    response = redirect(own_address(request.args.get("verder")) or url_for("home.show"), code=303)
    return keep_language(response, chosen)


@blueprint.get("/standaard/werkmap")
def blank_workbook() -> AnyResponse:
    """The standard as a workbook to fill."""
    return as_attachment(current_wiring().submissions.hand_out_blank_standard())


@blueprint.get("/toegankelijkheid")
def accessibility() -> str:
    """The accessibility statement."""
    viewer_or_none()
    return render_template("shared/accessibility.html")


@blueprint.get("/.well-known/security.txt")
def security_contact() -> Response:
    """Where to report a weakness (RFC 9116)."""
    until = (datetime.now(UTC) + _SECURITY_TEXT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {url_for('information.accessibility', _external=True)}#contact",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
