"""Register for which municipalities a bureau works."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.access import OrganisationId
from service.storage.stores import OwnerStores


@dataclass(frozen=True, slots=True)
class RegisterMembers:
    """Works as the owner of the tables, so only from the command line. May be done again."""

    stores: OwnerStores

    def __call__(self, bureau: OrganisationId, municipalities: Iterable[str], valid_from: date) -> None:
        """From `valid_from` on the bureau works for these gemeentecodes too."""
        with self.stores.registering() as registry:
            for municipality in municipalities:
                registry.register_membership(bureau, municipality, valid_from)
