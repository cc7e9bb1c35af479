"""Access tokens: by which a program acts for the person who made it, for a time and for what it may do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import OrganisationKind, Viewer
from service.domain.failures import TerminalError
from service.domain.wording import Wording

AccessTokenId = NewType("AccessTokenId", UUID)

PREFIX = "eenmaal_"
"""How every token begins, so that who finds one knows what it is."""
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""RFC 7523: that somebody is known by what it signed."""
LONGEST_NAME = 80
"""Characters."""
DAYS = (30, 90, 365)
"""For how long one may be made; a longer one is made again."""


class Scope(StrEnum):
    """What a token may be used for; never more than the person who made it may do."""

    READ_SUBMISSIONS = "aanleveringen:lezen"
    WRITE_SUBMISSIONS = "aanleveringen:schrijven"
    READ_REPORTS = "rapportages:lezen"
    JUDGE_REPORTS = "rapportages:beoordelen"
    READ_THREADS = "vragen:lezen"
    WRITE_THREADS = "vragen:schrijven"
    READ_FORMATS = "formaten:lezen"
    WRITE_FORMATS = "formaten:schrijven"
    READ_BURDEN = "regeldruk:lezen"
    WRITE_BURDEN = "regeldruk:schrijven"
    READ_LOG = "logboek:lezen"
    MANAGE_WEBHOOKS = "webhooks:beheren"
    MANAGE_CHANNELS = "kanalen:beheren"


SCOPE_WORDS: Mapping[Scope, Wording] = {
    Scope.READ_SUBMISSIONS: Wording(
        "aanleveringen, bevindingen en stand lezen", "read submissions, findings and how they stand"
    ),
    Scope.WRITE_SUBMISSIONS: Wording(
        "aanleveren, aandachtspunten beantwoorden, versturen en terugnemen",
        "hand in, answer warnings, send and take back",
    ),
    Scope.READ_REPORTS: Wording(
        "rapportages, hun uitleg en de termijnen lezen", "read reports, their explanation and the deadlines"
    ),
    Scope.JUDGE_REPORTS: Wording(
        "rapportages aanvaarden en afkeuren, uitstel geven", "accept and reject reports, give more time"
    ),
    Scope.READ_THREADS: Wording(
        "vragen bij rapportages en de antwoorden lezen", "read questions at reports and their answers"
    ),
    Scope.WRITE_THREADS: Wording(
        "vragen stellen, beantwoorden en sluiten", "ask, answer and close questions"
    ),
    Scope.READ_FORMATS: Wording("uitvraagformaten lezen", "read formats"),
    Scope.WRITE_FORMATS: Wording(
        "formaten schrijven en proberen, voorstellen wat codes betekenen",
        "write and try formats, propose what codes mean",
    ),
    Scope.READ_BURDEN: Wording("de regeldruk lezen", "read the burden"),
    Scope.WRITE_BURDEN: Wording(
        "vertellen hoe het vandaag gaat en dat meten, regeldruk openbaar maken",
        "tell how it is done today and time it, publish the burden",
    ),
    Scope.MANAGE_WEBHOOKS: Wording(
        "adressen beheren waar gebeurtenissen heen gaan", "manage the addresses to which events go"
    ),
    Scope.MANAGE_CHANNELS: Wording(
        "kanalen beheren waarlangs bestanden gaan", "manage the channels along which files go"
    ),
    Scope.READ_LOG: Wording("het logboek en de gebeurtenissen lezen", "read the log and the events"),
}
_OF_EVERYONE = (
    Scope.READ_REPORTS,
    Scope.READ_THREADS,
    Scope.READ_FORMATS,
    Scope.READ_BURDEN,
    Scope.READ_LOG,
    Scope.MANAGE_WEBHOOKS,
)
_SCOPES: Mapping[OrganisationKind, tuple[Scope, ...]] = {
    OrganisationKind.PROVIDER: (
        Scope.READ_SUBMISSIONS,
        Scope.WRITE_SUBMISSIONS,
        Scope.WRITE_THREADS,
        Scope.WRITE_BURDEN,
        Scope.MANAGE_CHANNELS,
        *_OF_EVERYONE,
    ),
    OrganisationKind.MUNICIPALITY: (
        *_OF_EVERYONE,
        Scope.WRITE_THREADS,
        Scope.JUDGE_REPORTS,
        Scope.MANAGE_CHANNELS,
        Scope.WRITE_FORMATS,
    ),
    OrganisationKind.BUREAU: (*_OF_EVERYONE, Scope.WRITE_FORMATS, Scope.WRITE_BURDEN),
}


class NotATokenError(TerminalError):
    """What was asked for is no token: no name, no scope, or one that this organisation cannot have."""


class NotAKeyError(NotATokenError):
    """What was given is no public key by which a program can be known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """What somebody wants a token for."""

    name: str
    """By which its organisation knows it: `ECD, nachtelijke aanlevering`."""
    scopes: frozenset[Scope]
    days: int
    public_key: str = ""
    """In PEM, of a program that signs who it is; empty for one that brings its token along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token as its organisation sees it; the token itself is kept nowhere."""

    id: AccessTokenId
    name: str
    scopes: frozenset[Scope]
    made_by: str
    """Login of the person for whom it acts."""
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
    """To the minute; None as long as nobody used it."""
    has_key: bool = False
    """Whether the program signs who it is; its id is then the `client_id`."""


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A program that signs who it is."""

    public_key: str
    """In PEM."""
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Program:
    """Who asks by a token: the person who made it, and what it may be used for."""

    viewer: Viewer
    scopes: frozenset[Scope]


def scopes_for(kind: OrganisationKind) -> tuple[Scope, ...]:
    """What a token of such an organisation may be made for."""
    return _SCOPES[kind]


def fit(wanted: NewToken, kind: OrganisationKind) -> NewToken:
    """The same with a name that can be kept. Raises NotATokenError."""
    name = "".join(sign for sign in wanted.name if sign.isprintable()).strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NotATokenError(f"a token has a name of 1 to {LONGEST_NAME} characters")
    if not wanted.scopes or not wanted.scopes <= set(scopes_for(kind)):
        raise NotATokenError(f"a token of a {kind.value} is for one or more of its own scopes")
    if wanted.days not in DAYS:
        raise NotATokenError(f"a token lasts one of {DAYS} days")
    return replace(wanted, name=name)
