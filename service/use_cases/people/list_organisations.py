"""Everybody who takes part, for who runs the service."""

from dataclasses import dataclass

from service.domain.colleagues import Participant
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True)
class ListOrganisations:
    """Works as the owner of the tables, so only from the command line."""

    stores: OwnerStores

    def __call__(self) -> tuple[Participant, ...]:
        """By kind and code."""
        with self.stores.registering() as registry:
            return registry.every()
