"""Set requests: what the calendar asks becomes a version with a number, and a leaf in the log."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from service.domain.formats.catalogue import Catalogue
from service.domain.proof.requests import contents_of, next_versions, no_longer_asked
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SetRequests:
    """A duty: what stands in the folders or follows from a meaning of a code is of who runs the service."""

    stores: Stores
    catalogue: CurrentCatalogue
    _done: list[Catalogue] = field(default_factory=list, repr=False)
    """The catalogue of which everything was set already; the same one is not looked through again."""

    def __call__(self) -> int:
        """How many versions were set. Raises FormatError when the catalogue cannot be read."""
        catalogue = self.catalogue()
        if self._done and self._done[0] is catalogue:
            return 0
        with self.stores.as_setter_of_requests() as work:
            work.requests.set_alone()
            kept = work.requests.known()
            wanted = {**no_longer_asked(catalogue, kept), **contents_of(catalogue)}
            new = tuple(next_versions(wanted, kept, datetime.now(UTC)))
            work.requests.add(new)
            work.log.write(*(each.act for each in new))
        self._done[:] = [catalogue]
        return len(new)
