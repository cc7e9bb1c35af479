"""Register who takes part: organisations, the municipalities of a bureau, and accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.access import AccountId, OrganisationId, OrganisationKind
from service.domain.findings import Language
from service.storage.passwords import hash_password
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True)
class Register:
    """Works as the owner of the tables, so only from the command line. Everything may be done again."""

    stores: OwnerStores

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
        """The id of the account with this login, made, or given this password and organisation."""
        hashed = hash_password(password)
        with self.stores.registering() as registry:
            return registry.register_account(organisation, login, hashed, language)

    def close(self) -> None:
        """Give back every connection."""
        self.stores.close()
