"""Register who takes part: organisations, the municipalities of a bureau, and accounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import AccountId, OrganisationId, OrganisationKind
from service.domain.findings import Language
from service.storage.stores import OwnerStores
from service.use_cases.passwords import hash_password


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An organisation that comes to take part, with everything it brings."""

    kind: OrganisationKind
    code: str
    name: str
    members: Sequence[str] = ()
    """The gemeentecodes a bureau works for."""
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Login → password."""


@dataclass(frozen=True, slots=True)
class Register:
    """Works as the owner of the tables, so only from the command line. Everything may be done again."""

    stores: OwnerStores

    def everything(self, newcomer: Newcomer, today: date) -> None:
        """Organisation, members from `today` on and accounts: all of it, or nothing.

        Raises SignInTakenError when a login is of another organisation.
        """
        hashed = {login: hash_password(password) for login, password in newcomer.passwords.items()}
        with self.stores.registering() as registry:
            organisation = registry.register_organisation(newcomer.kind, newcomer.code, newcomer.name)
            for municipality in newcomer.members:
                registry.register_membership(organisation, municipality, today)
            for login, password_hash in hashed.items():
                registry.register_account(organisation, login, password_hash, "nl")

    def organisation(self, kind: OrganisationKind, code: str, name: str) -> OrganisationId:
        """The id of the organisation of this kind with this code, made or renamed."""
        with self.stores.registering() as registry:
            return registry.register_organisation(kind, code, name)

    def members(self, bureau: OrganisationId, municipalities: Iterable[str], valid_from: date) -> None:
        """From `valid_from` on the bureau works for these gemeentecodes too."""
        with self.stores.registering() as registry:
            for municipality in municipalities:
                registry.register_membership(bureau, municipality, valid_from)

    def account(
        self, organisation: OrganisationId, login: str, password: str, language: Language = "nl"
    ) -> AccountId:
        """The id of the account with this login, made, or given this password.

        Raises SignInTakenError when it is of another organisation.
        """
        hashed = hash_password(password)
        with self.stores.registering() as registry:
            return registry.register_account(organisation, login, hashed, language)

    def close(self) -> None:
        """Give back every connection."""
        self.stores.close()
