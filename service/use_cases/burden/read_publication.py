"""Read a published page about burden: for anyone, signed in or not."""

from dataclasses import dataclass

from service.domain.access import NotFoundError
from service.storage.burden_publications import BurdenPublication
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadPublication:
    """Whoever has the address may read it; nobody can guess one."""

    stores: Stores

    def __call__(self, address: str) -> BurdenPublication:
        """What was published there. Raises NotFoundError."""
        with self.stores.as_public() as publications:
            found = publications.get(address)
        if found is None:
            raise NotFoundError(address)
        return found
