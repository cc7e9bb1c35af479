"""Who acts for an organisation: its people with their roles, who is invited, and a bureau for a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import AccountId, NotAllowedError, Organisation, OrganisationKind, Role, Viewer
from service.domain.failures import TerminalError
from service.domain.wording import Wording

InvitationId = NewType("InvitationId", UUID)
DelegationId = NewType("DelegationId", UUID)
DAYS_INVITED = 7
"""Days in which an invitation can be taken up."""
LONGEST_DELEGATION = timedelta(days=366)
MOST_OPEN = 50
"""Invitations of one organisation that nobody took up yet."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}")
ROLE_WORDS: Mapping[Role, Wording] = {
    Role.ADMINISTRATOR: Wording("beheerder", "administrator"),
    Role.MEMBER: Wording("medewerker", "member of staff"),
}
SECRET_BYTES = 32
"""Of the link of an invitation."""


class Scope(StrEnum):
    """What who acts for another may do."""

    READ = "read"
    ACT = "act"


SCOPE_WORDS: Mapping[Scope, Wording] = {
    Scope.READ: Wording("alleen kijken", "look only"),
    Scope.ACT: Wording("kijken en handelen", "look and act"),
}


class LastAdministratorError(TerminalError):
    """Nobody would be left who can let others in."""


class NotAnInvitationError(TerminalError):
    """It is unknown, was used, has expired, or there are too many."""


class NotALoginError(TerminalError):
    """A name to sign in with that cannot be, or is somebody's already."""


class NotADelegationError(TerminalError):
    """There is no such bureau, or these days cannot be."""


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation that takes part, as who runs the service sees it."""

    organisation: Organisation
    people: int
    administrators: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signs in for the organisation."""

    account: AccountId
    login: str
    role: Role
    last_seen_at: datetime | None
    """Of a session that goes on; None without one."""
    gets_no_email: bool = False
    """Its mail server refused so often that nobody writes to its address any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Somebody may make an account; the link is told once and kept as its hash."""

    id: InvitationId
    role: Role
    invited_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation while somebody takes it up."""

    id: InvitationId
    organisation: Organisation
    role: Role


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a bureau acts."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A bureau acts for a municipality, for a time."""

    id: DelegationId
    municipality: str
    """Name."""
    bureau: str
    """Name."""
    scope: Scope
    begins_at: datetime
    ends_at: datetime
    made_by: str
    """Login."""

    def is_running(self, now: datetime) -> bool:
        """Whether the bureau may act at this moment."""
        return self.begins_at <= now < self.ends_at


def require_administrator(viewer: Viewer) -> None:
    """Raise NotAllowedError for who is none, also for who acts for another organisation."""
    if viewer.role is not Role.ADMINISTRATOR or viewer.on_behalf_by is not None:
        raise NotAllowedError("only an administrator of the organisation itself does this")


def require_one_left(administrators: Sequence[AccountId], account: AccountId) -> None:
    """Raise LastAdministratorError when without this one there is none."""
    if set(administrators) <= {account}:
        raise LastAdministratorError(str(account))


def fit_login(given: str) -> str:
    """The name to sign in with. Raises NotALoginError."""
    login = given.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise NotALoginError("3 to 64 small letters, digits, dots, hyphens and @")
    return login


def require_fit_span(viewer: Viewer, days: Span, now: datetime) -> None:
    """Raise NotADelegationError, or NotAllowedError for who is no municipality."""
    viewer.require(OrganisationKind.MUNICIPALITY)
    begins_at, ends_at = days.begins_at, days.ends_at
    if not (begins_at < ends_at and now < ends_at and ends_at - begins_at <= LONGEST_DELEGATION):
        raise NotADelegationError("it ends after it begins, is not over, and lasts a year at most")
