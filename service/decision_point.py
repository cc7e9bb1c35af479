"""Ask a decision point outside whether somebody may do something: AuthZEN, and no without an answer."""

import httpx

from service.domain.authorisation import Decision, DecisionPointAwayError, DecisionPointPlace, Question

_PATIENCE = 2.0
"""Seconds: somebody waits for a page."""
_LONGEST_REASON = 200
"""Characters of it that go to the log."""


class DecisionPoint:
    """One place that decides."""

    def __init__(self, place: DecisionPointPlace) -> None:
        """Connections to it are kept open."""
        bearer = {"Authorization": f"Bearer {place.token}"} if place.token else {}
        self._url = place.url
        self._http = httpx.Client(timeout=_PATIENCE, headers=bearer)

    def decide(self, question: Question) -> Decision:
        """What it says. Raises DecisionPointAwayError for no answer, or for one that is none."""
        try:
            answer = self._http.post(self._url, json=question.as_json())
            said = answer.json() if answer.is_success else None
        except (httpx.HTTPError, ValueError) as error:
            raise DecisionPointAwayError(type(error).__name__) from error
        if not isinstance(said, dict) or not isinstance(said.get("decision"), bool):
            raise DecisionPointAwayError(f"status {answer.status_code}")
        return Decision(said["decision"], _reason(said.get("context")))


def _reason(context: object) -> str:
    """What it tells an administrator; AuthZEN leaves the shape to who decides."""
    if not isinstance(context, dict):
        return ""
    told = context.get("reason_admin") or context.get("reason") or ""
    texts = told.values() if isinstance(told, dict) else [told]
    return "; ".join(str(each) for each in texts)[:_LONGEST_REASON]
