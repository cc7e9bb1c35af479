"""The port by which events leave, and the HTTP client behind it: it goes nowhere it may not go."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

import httpx
from standardwebhooks.webhooks import Webhook as Signer

from service.domain.reachable import Network
from service.domain.webhooks import GONE, Reached
from service.outside import GuardedHttp, NotReachableError

_PATIENCE = 10.0
"""Seconds for the whole of one event."""
_CONTENT = "application/cloudevents+json; charset=utf-8"


class EventDoor(Protocol):
    """Brings one event."""

    def bring(self, url: str, headers: Mapping[str, str], body: bytes) -> Reached:
        """What came of it; it raises nothing."""


class HttpDoor:
    """A connection for each event; nothing of an answer is read but its status."""

    def __init__(self, allowed: Sequence[Network], patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too, and without https."""
        self._http = GuardedHttp(allowed, patience)

    def bring(self, url: str, headers: Mapping[str, str], body: bytes) -> Reached:
        """See EventDoor."""
        try:
            with self._http.answer("POST", url, headers, body) as answer:
                return Reached(
                    str(answer.status_code),
                    is_taken=answer.is_success,
                    is_gone=answer.status_code == GONE,
                )
        except NotReachableError:
            return Reached("not-allowed")
        except (httpx.HTTPError, OSError, UnicodeError) as error:
            return Reached(type(error).__name__)


def signed_headers(event: str, body: str, signer: Signer) -> Mapping[str, str]:
    """Of one event with this id, signed now as Standard Webhooks are."""
    now = datetime.now(UTC)
    return {
        "Content-Type": _CONTENT,
        "User-Agent": "Eenmaal",
        "webhook-id": event,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign(event, now, body),
    }
