"""What a rule of access says: which kinds of organisation may use a route, and by what right a program."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind
from service.domain.access_tokens import Scope


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may use a route. What they then see is decided once more by row-level security."""

    is_public: bool = False
    """Also for whoever is not signed in."""
    kinds: frozenset[OrganisationKind] = frozenset(OrganisationKind)
    scope: Scope | None = None
    """For programs: what the token must be for. None: this is for people, who sign in."""
    is_of_administrators: bool = False
    """Only for who lets others in and out and decides where files go."""


PUBLIC = AccessRule(is_public=True)
SIGNED_IN = AccessRule()
PROVIDER = AccessRule(kinds=frozenset({OrganisationKind.PROVIDER}))
MUNICIPALITY = AccessRule(kinds=frozenset({OrganisationKind.MUNICIPALITY}))
BUREAU = AccessRule(kinds=frozenset({OrganisationKind.BUREAU}))
FORMAT_WRITER = AccessRule(kinds=frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.BUREAU}))
PROVIDER_OR_MUNICIPALITY = AccessRule(
    kinds=frozenset({OrganisationKind.PROVIDER, OrganisationKind.MUNICIPALITY})
)


def by_administrator(rule: AccessRule) -> AccessRule:
    """The same rule, for administrators."""
    return AccessRule(kinds=rule.kinds, is_of_administrators=True)


def by_token(rule: AccessRule, scope: Scope) -> AccessRule:
    """The same rule, for programs."""
    return AccessRule(kinds=rule.kinds, scope=scope, is_of_administrators=rule.is_of_administrators)


CHANNEL_KEEPER = by_administrator(PROVIDER_OR_MUNICIPALITY)
