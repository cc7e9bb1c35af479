"""Webhooks: addresses to which events are brought, and how often one is tried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from urllib.parse import urlsplit
from uuid import UUID

from service.domain.failures import TerminalError
from service.domain.proof.acts import ActKind
from service.domain.proof.events import event_type

WebhookId = NewType("WebhookId", UUID)

MOST = 10
"""Of one organisation."""
LONGEST_URL = 500
"""Characters."""
GONE = 410
"""What an endpoint answers that wants no events any more."""
SECRET_BYTES = 32
SECRET_BEGINS = "whsec_"  # noqa: S105 - the same of every secret
"""How Standard Webhooks write a secret: this, and base64."""
_PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""After the first failure, the second and so on, as the Standard Webhooks advise; then it is stopped."""
_JITTER = 0.2


def about_secret(webhook: WebhookId) -> str:
    """What binds a wrapped secret to its webhook: it is of no use for another."""
    return f"webhook/{webhook.hex}"


class WebhookState(StrEnum):
    """Whether events are brought."""

    ACTIVE = "active"
    STOPPED = "stopped"
    """It was away for days, or wants none: events wait until somebody starts it again."""


class NotAWebhookError(TerminalError):
    """An address to which no events can be brought."""


class NotReachableWebhookError(NotAWebhookError):
    """An address to which we may not go: it is private, or has no https."""


class NoSuchEventError(NotAWebhookError):
    """A type of event that is none."""


class TooManyWebhooksError(NotAWebhookError):
    """One more than an organisation may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One address of one organisation, as it sees it; its secret is shown once and kept wrapped."""

    id: WebhookId
    url: str
    types: frozenset[str]
    """Only events of these types; empty for all."""
    state: WebhookState
    position: int
    """The place in the log of the last event that was brought, or passed over."""
    failures: int
    """How often it failed since it last did not."""
    outcome: str
    """What came of the last try: a status, or what kept us from it; empty before the first."""
    tried_at: datetime | None
    next_at: datetime
    """Not before then it is tried again, when something waits for it."""
    made_by: str
    """Login."""
    made_at: datetime

    @property
    def is_waiting(self) -> bool:
        """Whether it failed, and is tried again at `next_at`."""
        return self.state is WebhookState.ACTIVE and self.failures > 0

    def wants(self, kind: ActKind) -> bool:
        """Whether an event of this kind is brought."""
        return not self.types or event_type(kind) in self.types


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of bringing one event."""

    outcome: str
    """A status, or the name of what kept us from it: nothing of what the other side wrote."""
    is_taken: bool = False
    is_gone: bool = False


def fit_webhook(url: str, types: Iterable[str]) -> tuple[str, frozenset[str]]:
    """The same, when it can be one. Raises NotAWebhookError, NoSuchEventError."""
    chosen, address = frozenset(types), url.strip()
    if not chosen <= {event_type(kind) for kind in ActKind}:
        raise NoSuchEventError("there is no event of such a type")
    if not (address.isascii() and address.isprintable() and len(address) <= LONGEST_URL):
        raise NotAWebhookError("an address is one line of plain signs")
    if not _is_whole(address):
        raise NotAWebhookError("an address is https:// and a name, without user, password or fragment")
    return address, chosen


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_port = parts.port != 0
    except ValueError:
        return False
    is_named = parts.scheme in ("https", "http") and bool(parts.hostname) and has_port
    return is_named and not any((parts.username, parts.password, parts.fragment))


def pause_after_failures(failures: int, luck: float) -> timedelta | None:
    """How long to wait after that many failures in a row; None to stop. `luck`: from 0 to 1."""
    if failures > len(_PAUSES):
        return None
    return _PAUSES[failures - 1] * (1 - _JITTER + 2 * _JITTER * luck)
