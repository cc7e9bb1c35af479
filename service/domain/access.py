"""Who there are: the three kinds of organisation, and the person who acts for one of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.failures import TerminalError
from service.domain.wording import Language

OrganisationId = NewType("OrganisationId", UUID)
AccountId = NewType("AccountId", UUID)

BY_PASSWORD = "password"  # noqa: S105 - the name of a level
"""The level of who signed in with a password of our own."""
WITH_SECOND_STEP = "second-step"
"""The same, with a code besides."""

BY_PASSKEY = "passkey"
"""By a device that asked its owner for a finger, a face or a code."""


OPERATOR = "operator"
"""The name under which acts of who runs the service are written down: no account has it."""


class OrganisationKind(StrEnum):
    """The three kinds of organisation; what each may see is decided by row-level security."""

    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    BUREAU = "bureau"


class Role(StrEnum):
    """What somebody may do for the own organisation, beside its work."""

    ADMINISTRATOR = "administrator"
    """Lets others in and out, and decides where its files go."""
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation that takes part."""

    id: OrganisationId
    kind: OrganisationKind
    code: str
    """AGB code of a provider, gemeentecode of a municipality, the short name of a bureau."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A signed-in person: everything a use case needs to know about who asks."""

    account: AccountId
    login: str
    language: Language
    organisation: Organisation
    origin: str = ""
    """Where the request came from, for the audit log."""
    role: Role = Role.MEMBER
    on_behalf_by: Organisation | None = None
    """The own organisation of who acts for `organisation` for a time; None for its own people."""
    looks_only: bool = False
    """Whether who acts for another may look only."""
    assurance: str = ""
    """The level at which somebody signed in, as `acr` says it; empty for a program."""
    is_vouched: bool = False
    """Whether a provider outside said who it is."""
    lacks_second_step: bool = False
    """Whether a second step at signing in is asked of everybody, and this person has none."""

    @property
    def actor(self) -> "Actor":
        """How the viewer's acts are written down: by whom, and for another by which organisation."""
        by = self.on_behalf_by
        return Actor(self.login, self.origin, f"{by.kind.value} {by.code}" if by else "")

    @property
    def needs_no_second_step(self) -> bool:
        """Whether somebody else, or a device, asked for more than a password already."""
        return self.is_vouched or self.assurance == BY_PASSKEY

    def require(self, *kinds: OrganisationKind) -> None:
        """Raise NotAllowedError unless the viewer's organisation is of one of these kinds."""
        if self.organisation.kind not in kinds:
            raise NotAllowedError(f"a {self.organisation.kind} does not do this")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who an act is written down under: a login name, or the part of the service that acted by itself."""

    name: str
    origin: str = ""
    delegate: str = ""
    """`bureau noord` when somebody of that organisation acts for another; empty otherwise."""

    @property
    def place(self) -> str:
        """Where it came from, and on whose behalf somebody else's person did it."""
        return f"{self.origin} ({self.delegate})" if self.delegate else self.origin


class SignInTakenError(TerminalError):
    """This name signs in for another organisation, and an account belongs to one."""

    def __init__(self, login: str, kind: OrganisationKind, code: str) -> None:
        """`kind` and `code` are of the organisation that `login` signs in for already."""
        super().__init__(f"{login} signs in for {kind.value} {code} already; choose another name.")


class NotAllowedError(TerminalError):
    """This kind of organisation does not do this."""


class NotFoundError(TerminalError):
    """There is no such thing, or it is not theirs: nobody can tell the two apart."""


def operator_of(organisation: Organisation, origin: str) -> Viewer:
    """Who runs the service, as an administrator of that organisation; so it stands in the record of acts.

    `origin`: from where, such as the command line.
    """
    return Viewer(
        account=AccountId(UUID(int=0)),
        login=OPERATOR,
        language="nl",
        organisation=organisation,
        origin=origin,
        role=Role.ADMINISTRATOR,
    )
