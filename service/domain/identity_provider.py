"""The provider of identities that an operator chose, and where it says what about a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.identity import AssuranceLevels, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNames:
    """Which claim of a provider says what."""

    organisation: Mapping[Scheme, str]
    """Per scheme the claim with the number of the organisation."""
    name: str = "preferred_username"
    role: str = ""
    """The claim with somebody's roles there; empty: our own table says who is an administrator."""
    administrators: tuple[str, ...] = ()
    """The values of it that make an administrator here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """An OpenID Connect provider, and how we make ourselves known there."""

    issuer: str
    client_id: str
    name: str
    """What people call it, on the button."""
    claims: ClaimNames
    levels: AssuranceLevels = field(default_factory=AssuranceLevels)
    client_secret: str = field(default="", repr=False)
    """Empty when `client_key` makes us known."""
    client_key: str = field(default="", repr=False)
    """A private key in PEM: `private_key_jwt`, as the NL GOV profile asks it."""
    scope: str = "openid profile"
