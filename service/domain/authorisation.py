"""The question whether somebody may do something, in the shape of AuthZEN, and its answer.

Source: OpenID AuthZEN Authorization API 1.0 (subject, action, resource, context; decision), as the NLGov
profile takes it over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.failures import TransientError

Properties = Mapping[str, str | bool | list[str]]


class DecisionPointAwayError(TransientError):
    """Who decides outside does not answer, or not as AuthZEN says: nothing is done."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what, by its kind and its id, and what is known of it; nothing of a client."""

    type: str
    id: str
    properties: Properties = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """As AuthZEN writes it."""
        return {"type": self.type, "id": self.id, "properties": dict(self.properties)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether `subject` may do `action` with `resource`."""

    subject: Entity
    action: str
    """The endpoint: `report.judge`."""
    action_properties: Properties
    resource: Entity
    context: Properties

    def as_json(self) -> dict[str, object]:
        """As AuthZEN writes it."""
        return {
            "subject": self.subject.as_json(),
            "action": {"name": self.action, "properties": dict(self.action_properties)},
            "resource": self.resource.as_json(),
            "context": dict(self.context),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, and why, for the log."""

    is_allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPointPlace:
    """Where somebody outside decides."""

    url: str
    """The whole address of its evaluation endpoint."""
    token: str = field(default="", repr=False)
