"""Passkeys: what a device keeps for this service, by which its owner signs in without a password."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from service.domain.failures import TerminalError

PasskeyId = NewType("PasskeyId", UUID)
MOST = 10
"""Of one person."""
LONGEST_NAME = 60
"""Characters."""


class NotAPasskeyError(TerminalError):
    """What a browser brought is no answer to what was asked, or of no device that is known here."""


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a device signs: it does so for no other."""

    host: str
    """Without port: the relying party's id."""
    origin: str
    """As a browser says it: https://host."""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What a browser is asked, once."""

    options: str
    """JSON, as `navigator.credentials` takes it."""
    challenge: str
    """In hexadecimal; the answer has to be about it."""


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """What a device gave when it was added."""

    credential: bytes
    public_key: bytes
    uses: int
    """What the device counts itself; 0 where it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One as its owner sees it."""

    id: PasskeyId
    name: str
    made_at: datetime
    last_used_at: datetime | None
