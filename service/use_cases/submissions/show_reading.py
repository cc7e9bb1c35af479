"""Show how a provider wants its files to be read."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.standard.repairs import Reading
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowReading:
    """What it said last."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> Reading:
        """As usual when it said nothing yet."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.readings.now()
