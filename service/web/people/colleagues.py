"""Colleagues: who signs in for the organisation, who is invited, and which bureau acts for it for a time."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.access import AccountId, Role
from service.domain.colleagues import (
    DAYS_INVITED,
    ROLE_WORDS,
    SCOPE_WORDS,
    DelegationId,
    InvitationId,
    LastAdministratorError,
    NotADelegationError,
    NotAnInvitationError,
    Scope,
    Span,
)
from service.web.people.visitor import current_viewer, session_token
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language
from service.wiring.people import ColleagueUseCases

blueprint = Blueprint("colleagues", __name__)
_DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
_LONGEST = 100


@blueprint.get("/mensen")
def show() -> str:
    """Everybody of this organisation."""
    return _page(said=request.args.get("gezegd", ""))


@blueprint.post("/mensen/uitnodigingen")
def invite() -> str | tuple[str, int]:
    """A link, shown this once."""
    try:
        secret = _use_cases().invite(current_viewer(), _role())
    except NotAnInvitationError:
        return _page(said="te-veel"), 400
    link = url_for("invitation.show", secret=secret, _external=True)
    return _page(said="uitgenodigd", link=link)


@blueprint.post("/mensen/uitnodigingen/<uuid:invitation_id>/intrekken")
def withdraw(invitation_id: UUID) -> Response:
    """Its link opens nothing any more."""
    _use_cases().withdraw_invitation(current_viewer(), InvitationId(invitation_id))
    return redirect(url_for(".show", gezegd="ingetrokken"), code=303)


@blueprint.post("/mensen/<uuid:account_id>/rol")
def change_role(account_id: UUID) -> Response | tuple[str, int]:
    """What somebody may do for the organisation."""
    try:
        _use_cases().change_role(current_viewer(), AccountId(account_id), _role())
    except LastAdministratorError:
        return _page(said="laatste"), 400
    return redirect(url_for(".show", gezegd="rol"), code=303)


@blueprint.post("/mensen/<uuid:account_id>/beeindigen")
def end(account_id: UUID) -> Response | tuple[str, int]:
    """Somebody left."""
    try:
        _use_cases().end_account(current_viewer(), AccountId(account_id))
    except LastAdministratorError:
        return _page(said="laatste"), 400
    return redirect(url_for(".show", gezegd="beeindigd"), code=303)


@blueprint.post("/mensen/machtigingen")
def give() -> Response | tuple[str, int]:
    """A bureau acts for this municipality, for a time."""
    form = request.form
    scope = Scope.ACT if form.get("recht") == Scope.ACT.value else Scope.READ
    try:
        days = _span(form.get("van", ""), form.get("tot-en-met", ""))
        _use_cases().give_delegation(current_viewer(), form.get("bureau", ""), scope, days)
    except (NotADelegationError, ValueError):
        return _page(said="geen-machtiging", bureau=form.get("bureau", "")[:_LONGEST]), 400
    return redirect(url_for(".show", gezegd="gemachtigd"), code=303)


@blueprint.post("/mensen/machtigingen/<uuid:delegation_id>/beeindigen")
def end_delegation(delegation_id: UUID) -> Response:
    """Before its time."""
    _use_cases().end_delegation(current_viewer(), DelegationId(delegation_id))
    return redirect(url_for(".show", gezegd="machtiging-uit"), code=303)


@blueprint.post("/mensen/machtigingen/<uuid:delegation_id>/namens")
def act_for(delegation_id: UUID) -> Response:
    """Work as that municipality, in this browser alone."""
    _use_cases().act_for(current_viewer(), session_token(), DelegationId(delegation_id))
    return redirect(url_for("home.show"), code=303)


@blueprint.post("/mensen/eigen-werk")
def act_for_own() -> Response:
    """Back to one's own organisation."""
    _use_cases().act_for(current_viewer(), session_token(), None)
    return redirect(url_for("home.show"), code=303)


def _use_cases() -> ColleagueUseCases:
    return current_wiring().people.colleagues


def _role() -> Role:
    """The least, for what is no role."""
    return Role.ADMINISTRATOR if request.form.get("rol") == Role.ADMINISTRATOR.value else Role.MEMBER


def _span(first: str, last: str) -> Span:
    """Whole Dutch days, both counted. Raises ValueError."""
    begin = date.fromisoformat(first) if first else datetime.now(_DUTCH_TIME).date()
    end = date.fromisoformat(last) + timedelta(days=1)
    return Span(_midnight(begin), _midnight(end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _DUTCH_TIME).astimezone(UTC)


def _page(said: str, *, link: str = "", bureau: str = "") -> str:
    viewer = current_viewer()
    return render_template(
        "people/colleagues.html",
        page=_use_cases().list(viewer),
        may_change=viewer.role is Role.ADMINISTRATOR and viewer.on_behalf_by is None,
        roles={each.value: in_language(words) for each, words in ROLE_WORDS.items()},
        scopes={each.value: in_language(words) for each, words in SCOPE_WORDS.items()},
        days=DAYS_INVITED,
        now=datetime.now(UTC),
        said=said,
        link=link,
        bureau=bureau,
    )
