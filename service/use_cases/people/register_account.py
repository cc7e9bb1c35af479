"""Register an account with which a person of an organisation signs in."""

from dataclasses import dataclass

from service.domain.access import AccountId, OrganisationId
from service.domain.wording import Language
from service.storage.passwords import hash_password
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True)
class RegisterAccount:
    """Works as the owner of the tables, so only from the command line. May be done again."""

    stores: OwnerStores

    def __call__(
        self, organisation: OrganisationId, login: str, password: str, language: Language = "nl"
    ) -> AccountId:
        """The id of the account with this login, made, or given this password.

        Raises SignInTakenError when it is of another organisation.
        """
        hashed = hash_password(password)
        with self.stores.registering() as registry:
            return registry.register_account(organisation, login, hashed, language)
