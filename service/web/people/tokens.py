"""Tokens of programs: what there are, a new one, and one that ends."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.access_tokens import (
    DAYS,
    LONGEST_NAME,
    SCOPE_WORDS,
    AccessTokenId,
    NewToken,
    NotAKeyError,
    NotATokenError,
    Scope,
    scopes_for,
)
from service.use_cases.programs.issue_token import TOKENS_ARE_ISSUED_AT
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language

blueprint = Blueprint("tokens", __name__)

_LONGEST_KEY = 10_000
"""Characters."""


@blueprint.get("/account/tokens")
def show() -> str:
    """Those of this organisation, whoever made them."""
    return _page(said=request.args.get("gezegd", ""))


@blueprint.post("/account/tokens")
def make() -> str | tuple[str, int]:
    """A new one, told this once; or what is still missing."""
    form = request.form
    known = {each.value for each in Scope}
    scopes = frozenset(Scope(each) for each in form.getlist("recht") if each in known)
    days = form.get("dagen", type=int) or 0
    key = form.get("sleutel", "").strip()[:_LONGEST_KEY]
    wanted = NewToken(name=form.get("naam", ""), scopes=scopes, days=days, public_key=key)
    try:
        secret = current_wiring().programs.make_token(current_viewer(), wanted)
    except NotAKeyError:
        return _page(said="geen-sleutel", wanted=wanted), 400
    except NotATokenError:
        return _page(said="onvolledig", wanted=wanted), 400
    return _page(said="toegelaten" if key else "gemaakt", secret=secret)


@blueprint.post("/account/tokens/<uuid:token_id>/intrekken")
def revoke(token_id: UUID) -> Response:
    """From now on nobody is recognised by it."""
    current_wiring().programs.revoke_token(current_viewer(), AccessTokenId(token_id))
    return redirect(url_for(".show", gezegd="ingetrokken"), code=303)


def _page(said: str, *, secret: str = "", wanted: NewToken | None = None) -> str:
    viewer, wiring = current_viewer(), current_wiring()
    given = wanted or NewToken(name="", scopes=frozenset(), days=DAYS[1])
    return render_template(
        "people/tokens.html",
        tokens=wiring.programs.list_tokens(viewer),
        scopes=[(each, in_language(SCOPE_WORDS[each])) for each in scopes_for(viewer.organisation.kind)],
        all_days=DAYS,
        given=given,
        longest=LONGEST_NAME,
        said=said,
        secret=secret,
        token_endpoint=f"{wiring.settings.site()}{TOKENS_ARE_ISSUED_AT}",
        now=datetime.now(UTC),
    )
