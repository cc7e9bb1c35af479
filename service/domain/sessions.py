"""Sessions: where somebody is signed in, as that person sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

SessionId = NewType("SessionId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser that is signed in."""

    id: SessionId
    opened_at: datetime
    opened_at_address: str
    """Of the network; empty where it is not known."""
    last_used_at: datetime
    """To the minute."""
    level: str
    """At which it was opened, as `acr` says it."""
    is_vouched: bool
    """Whether a provider outside said who it is."""
    is_here: bool
    """Whether it is the one that asks."""
