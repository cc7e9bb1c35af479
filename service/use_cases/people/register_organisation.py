"""Register an organisation that takes part: a provider, a municipality or a bureau."""

from dataclasses import dataclass

from service.domain.access import OrganisationId, OrganisationKind
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True)
class RegisterOrganisation:
    """Works as the owner of the tables, so only from the command line. May be done again."""

    stores: OwnerStores

    def __call__(self, kind: OrganisationKind, code: str, name: str) -> OrganisationId:
        """The id of the organisation of this kind with this code, made or renamed."""
        with self.stores.registering() as registry:
            return registry.register_organisation(kind, code, name)
