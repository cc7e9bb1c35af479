"""Register an organisation that comes to take part, with everything it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import OrganisationKind
from service.domain.identity import Scheme
from service.storage.passwords import hash_password
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An organisation with its municipalities and its sign-ins."""

    kind: OrganisationKind
    code: str
    name: str
    members: Sequence[str] = ()
    """The gemeentecodes a bureau works for."""
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Login → password."""
    numbers: Mapping[Scheme, str] = field(default_factory=dict)
    """By which it is known outside, beside its code."""


@dataclass(frozen=True, slots=True)
class RegisterNewcomer:
    """Works as the owner of the tables, so only from the command line. All of it, or nothing."""

    stores: OwnerStores

    def __call__(self, newcomer: Newcomer, today: date) -> None:
        """Organisation, members from `today` on and accounts. May be done again.

        Raises SignInTakenError when a login is of another organisation, NumberTakenError when a number is.
        """
        hashed = {login: hash_password(password) for login, password in newcomer.passwords.items()}
        with self.stores.registering() as registry:
            organisation = registry.register_organisation(newcomer.kind, newcomer.code, newcomer.name)
            for municipality in newcomer.members:
                registry.register_membership(organisation, municipality, today)
            for scheme, number in newcomer.numbers.items():
                registry.register_number(organisation, scheme, number)
            for login, password_hash in hashed.items():
                registry.register_account(organisation, login, password_hash, "nl")
