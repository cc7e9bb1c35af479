"""What our own table of rules says: whether somebody may use a route now, and why or why not."""

from dataclasses import dataclass
from enum import StrEnum

from flask import request

from service.domain.access import NotAllowedError, Role, Viewer
from service.domain.failures import TerminalError
from service.domain.identity import AssuranceTooLowError
from service.domain.second_factor import SecondStepMissingError
from service.web.access_rule import AccessRule
from service.web.api.refused import ProgramRefusedError, what_lacks
from service.web.assurance import require_assurance
from service.web.people.visitor import current_scopes, is_of_a_program

_FOR_DELEGATES = frozenset(
    {
        *("home", "municipality", "report", "deadlines", "delivery_figures", "explanation", "totals"),
        *("period_totals", "period_balance", "provider_balance", "threads", "codes", "requests"),
        *("formats", "drafts", "draft_form", "draft_checks", "draft_code_tables", "draft_history"),
        *("draft_trial", "burden", "drop_list", "proof"),
    }
)
"""What somebody sees who acts for another: the work, and nothing of who does it or where files go."""
_TOWARDS_A_SECOND_STEP = frozenset(
    {
        *("account.show", "account.begin_second_factor", "account.confirm_second_factor", "sign_in.leave"),
        *("passkeys.show", "passkeys.add"),
    }
)
"""All that somebody does who needs a second step and has none."""
BACK = frozenset({"colleagues.act_for_own", "sign_in.leave"})
"""Out of another's place, and out of the door: always open."""


class Hindrance(StrEnum):
    """Why somebody may not, as the log says it."""

    SECOND_STEP = "a second step has to be there first"
    KIND = "not for this kind of organisation"
    SCOPE = "the token is not for this"
    ROLE = "for administrators only"
    DELEGATE = "not for who acts for another"
    LEVEL = "signed in at too low a level"


@dataclass(frozen=True, slots=True)
class Refused:
    """A no, and what is raised for it."""

    why: Hindrance
    error: TerminalError


def refusal_by_rules(endpoint: str, rule: AccessRule, viewer: Viewer) -> Refused | None:
    """None when the rule of this route lets this viewer through."""
    hindrance = _hindrance(endpoint, rule, viewer)
    if hindrance is Hindrance.SECOND_STEP:
        return Refused(hindrance, SecondStepMissingError(endpoint))
    if hindrance is not None:
        return Refused(hindrance, _not_allowed(endpoint, rule, viewer))
    if not is_of_a_program():
        try:
            require_assurance(endpoint, viewer)
        except AssuranceTooLowError as error:
            return Refused(Hindrance.LEVEL, error)
    return None


def why_allowed(rule: AccessRule, viewer: Viewer) -> str:
    """What of the viewer meets the rule: kind, role and scope, as far as the rule asks for them."""
    met = [viewer.organisation.kind.value]
    met += [viewer.role.value] if rule.is_of_administrators else []
    met += [rule.scope.value] if rule.scope else []
    return ", ".join(met)


def _hindrance(endpoint: str, rule: AccessRule, viewer: Viewer) -> Hindrance | None:
    """The first of what is in the way."""
    in_the_way = (
        (Hindrance.SECOND_STEP, viewer.lacks_second_step and endpoint not in _TOWARDS_A_SECOND_STEP),
        (Hindrance.KIND, viewer.organisation.kind not in rule.kinds),
        (Hindrance.SCOPE, rule.scope is not None and rule.scope not in current_scopes()),
        (Hindrance.ROLE, rule.is_of_administrators and viewer.role is not Role.ADMINISTRATOR),
        (Hindrance.DELEGATE, not _may_as_delegate(endpoint, viewer)),
    )
    return next((each for each, is_so in in_the_way if is_so), None)


def _may_as_delegate(endpoint: str, viewer: Viewer) -> bool:
    """Whether somebody who acts for another may do this; its own people always may."""
    if viewer.on_behalf_by is None or endpoint in BACK:
        return True
    is_looking = request.method in {"GET", "HEAD"}
    return request.blueprint in _FOR_DELEGATES and (is_looking or not viewer.looks_only)


def _not_allowed(endpoint: str, rule: AccessRule, viewer: Viewer) -> NotAllowedError:
    """For a program with what it lacks."""
    if is_of_a_program():
        return ProgramRefusedError(endpoint, what_lacks(rule, viewer, current_scopes()))
    return NotAllowedError(endpoint)
