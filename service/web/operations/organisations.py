"""Organisations: who takes part, who signs in for whom, and which programs and channels they have."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.access import (
    AccountId,
    NotFoundError,
    OrganisationId,
    OrganisationKind,
    Role,
    Viewer,
    operator_of,
)
from service.domain.colleagues import (
    DAYS_INVITED,
    ROLE_WORDS,
    SCOPE_WORDS,
    DelegationId,
    InvitationId,
    LastAdministratorError,
    NotADelegationError,
    NotAnInvitationError,
    Participant,
    Scope,
    Span,
)
from service.web.operations.desks import current_desk
from service.web.operations.door import PREFIX
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language

blueprint = Blueprint("organisations", __name__, url_prefix=PREFIX)
_ORIGIN = "operations pages"
_LONGEST_DAYS = 366


@blueprint.get("/organisaties")
def every() -> str:
    """Everybody who takes part, with how many people sign in."""
    return render_template("operations/organisations.html", participants=_everybody())


@blueprint.get("/organisaties/<uuid:organisation_id>")
def one(organisation_id: UUID) -> str:
    """Its people, invitations and delegations, its programs and its channels; no secret of any."""
    return _page(_viewer(organisation_id), request.args.get("gezegd", ""))


@blueprint.post("/organisaties/<uuid:organisation_id>/uitnodigingen")
def invite(organisation_id: UUID) -> str | tuple[str, int]:
    """A link for one person, shown this once."""
    viewer = _viewer(organisation_id)
    try:
        secret = current_wiring().people.colleagues.invite(viewer, _role())
    except NotAnInvitationError:
        return _page(viewer, "te-veel"), 400
    return _page(viewer, "uitgenodigd", link=f"{current_wiring().settings.site()}/uitnodiging/{secret}")


@blueprint.post("/organisaties/<uuid:organisation_id>/uitnodigingen/<uuid:invitation_id>/intrekken")
def withdraw(organisation_id: UUID, invitation_id: UUID) -> Response:
    """Its link opens nothing any more."""
    viewer = _viewer(organisation_id)
    current_wiring().people.colleagues.withdraw_invitation(viewer, InvitationId(invitation_id))
    return _back(organisation_id, "ingetrokken")


@blueprint.post("/organisaties/<uuid:organisation_id>/mensen/<uuid:account_id>/rol")
def change_role(organisation_id: UUID, account_id: UUID) -> Response | tuple[str, int]:
    """What somebody may do for the organisation."""
    viewer = _viewer(organisation_id)
    try:
        current_wiring().people.colleagues.change_role(viewer, AccountId(account_id), _role())
    except LastAdministratorError:
        return _page(viewer, "laatste"), 400
    return _back(organisation_id, "rol")


@blueprint.post("/organisaties/<uuid:organisation_id>/mensen/<uuid:account_id>/beeindigen")
def end(organisation_id: UUID, account_id: UUID) -> Response | tuple[str, int]:
    """Somebody left: nobody signs in with it any more."""
    viewer = _viewer(organisation_id)
    try:
        current_wiring().people.colleagues.end_account(viewer, AccountId(account_id))
    except LastAdministratorError:
        return _page(viewer, "laatste"), 400
    return _back(organisation_id, "beeindigd")


@blueprint.post("/organisaties/<uuid:organisation_id>/machtigingen")
def delegate(organisation_id: UUID) -> Response | tuple[str, int]:
    """A bureau acts for this municipality from now on, for so many days."""
    viewer, form = _viewer(organisation_id), request.form
    scope = Scope.ACT if form.get("recht") == Scope.ACT.value else Scope.READ
    days, now = form.get("dagen", ""), datetime.now(UTC)
    try:
        count = int(days) if days.isdecimal() and int(days) <= _LONGEST_DAYS else 0
        span = Span(now, now + timedelta(days=count))
        current_wiring().people.colleagues.give_delegation(viewer, form.get("bureau", ""), scope, span)
    except NotADelegationError:
        return _page(viewer, "geen-machtiging"), 400
    return _back(organisation_id, "gemachtigd")


@blueprint.post("/organisaties/<uuid:organisation_id>/machtigingen/<uuid:delegation_id>/beeindigen")
def end_delegation(organisation_id: UUID, delegation_id: UUID) -> Response:
    """Before its time."""
    viewer = _viewer(organisation_id)
    current_wiring().people.colleagues.end_delegation(viewer, DelegationId(delegation_id))
    return _back(organisation_id, "machtiging-uit")


def _everybody() -> tuple[Participant, ...]:
    return current_desk().participants()


def _viewer(organisation_id: UUID) -> Viewer:
    """As who runs the service, for this organisation. Raises NotFoundError."""
    wanted = OrganisationId(organisation_id)
    found = next((each.organisation for each in _everybody() if each.organisation.id == wanted), None)
    if found is None:
        raise NotFoundError(str(organisation_id))
    return operator_of(found, _ORIGIN)


def _role() -> Role:
    """The least, for what is no role."""
    return Role.ADMINISTRATOR if request.form.get("rol") == Role.ADMINISTRATOR.value else Role.MEMBER


def _back(organisation_id: UUID, said: str) -> Response:
    return redirect(url_for(".one", organisation_id=organisation_id, gezegd=said), code=303)


def _page(viewer: Viewer, said: str, *, link: str = "") -> str:
    wiring, kind = current_wiring(), viewer.organisation.kind
    return render_template(
        "operations/organisation.html",
        organisation=viewer.organisation,
        page=wiring.people.colleagues.list(viewer),
        tokens=wiring.programs.list_tokens(viewer),
        channels=() if kind is OrganisationKind.BUREAU else wiring.channels.list(viewer),
        webhooks=wiring.programs.list_webhooks(viewer),
        roles={each.value: in_language(words) for each, words in ROLE_WORDS.items()},
        scopes={each.value: in_language(words) for each, words in SCOPE_WORDS.items()},
        days=DAYS_INVITED,
        link=link,
        said=said,
    )
