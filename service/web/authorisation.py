"""Whether somebody may do what our own table allows: asked of who decides outside, where there is one."""

from collections.abc import Mapping

import structlog
from flask import request

from service.domain.access import NotAllowedError, Viewer
from service.domain.authorisation import Entity, Question
from service.web.people.visitor import current_scopes, is_of_a_program
from service.web.shared.current import current_wiring

_ID = "_id"
_log = structlog.get_logger()


def require_decided(endpoint: str, viewer: Viewer) -> None:
    """Ask who decides outside, where there is one, and write its answer down.

    Raises NotAllowedError for a no, DecisionPointAwayError for no answer.
    """
    point = current_wiring().decision_point
    if point is None:
        return
    question = question_of(endpoint, viewer)
    decision = point.decide(question)
    _log.info(
        "access_decided",
        endpoint=endpoint,
        subject=question.subject.id,
        resource=question.resource.id,
        is_allowed=decision.is_allowed,
        reason=decision.reason,
    )
    if not decision.is_allowed:
        raise NotAllowedError(endpoint)


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
