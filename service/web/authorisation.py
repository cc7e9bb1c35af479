"""Whether somebody may do what is asked: our own table answers, then who decides outside, if anybody."""

from collections.abc import Mapping

import structlog
from flask import request

from service.domain.access import NotAllowedError, Viewer
from service.domain.authorisation import Decision, Entity, Question
from service.web.access_rule import AccessRule
from service.web.answer_of_rules import BACK, refusal_by_rules, why_allowed
from service.web.people.visitor import current_scopes, is_of_a_program
from service.web.shared.current import current_wiring

_ID = "_id"
_BY_RULES, _BY_OUTSIDE = "rules", "outside"
_log = structlog.get_logger()


def require_allowed(endpoint: str, rule: AccessRule, viewer: Viewer) -> None:
    """Ask our table, then who decides outside, where there is one; write each answer down with its reason.

    Raises NotAllowedError, SecondStepMissingError or AssuranceTooLowError for a no, DecisionPointAwayError
    when nobody outside answers.
    """
    question = question_of(endpoint, viewer)
    refused = refusal_by_rules(endpoint, rule, viewer)
    if refused is not None:
        _write_down(question, _BY_RULES, Decision(is_allowed=False, reason=refused.why))
        raise refused.error
    _write_down(question, _BY_RULES, Decision(is_allowed=True, reason=why_allowed(rule, viewer)))
    point = current_wiring().decision_point
    if point is None or endpoint in BACK:
        return
    decision = point.decide(question)
    _write_down(question, _BY_OUTSIDE, decision)
    if not decision.is_allowed:
        raise NotAllowedError(endpoint)


def _write_down(question: Question, by: str, decision: Decision) -> None:
    _log.info(
        "access_decided",
        by=by,
        endpoint=question.action,
        subject=question.subject.id,
        resource=question.resource.id,
        is_allowed=decision.is_allowed,
        reason=str(decision.reason),
    )


def question_of(endpoint: str, viewer: Viewer) -> Question:
    """What is asked, with all that is known of who asks and nothing of a client."""
    organisation = viewer.organisation
    subject = Entity(
        "program" if is_of_a_program() else "person",
        str(viewer.account),
        {
            "organisation_kind": organisation.kind.value,
            "organisation_code": organisation.code,
            "role": viewer.role.value,
            "assurance": viewer.assurance,
            "on_behalf_by": viewer.on_behalf_by.code if viewer.on_behalf_by else "",
            "looks_only": viewer.looks_only,
            "scopes": sorted(each.value for each in current_scopes()),
        },
    )
    return Question(
        subject=subject,
        action=endpoint,
        action_properties={"method": request.method},
        resource=_resource(endpoint, request.view_args or {}),
        context={"ip_address": viewer.origin},
    )


def _resource(endpoint: str, parts: Mapping[str, object]) -> Entity:
    """The last thing that an address names; the page itself when it names none."""
    if not parts:
        return Entity("page", endpoint)
    name, value = list(parts.items())[-1]
    others = {each: str(other) for each, other in list(parts.items())[:-1]}
    return Entity(name.removesuffix(_ID), str(getattr(value, "id", value)), others)
