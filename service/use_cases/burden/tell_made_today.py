"""Tell how formats are made today, without the service."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.made_today import Way
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class TellMadeToday:
    """One tick for each format, once; it counts in the provider's own estimate at once."""

    stores: Stores

    def __call__(self, viewer: Viewer, ways: Mapping[str, Way | None]) -> None:
        """By the name of a format; None takes back what was told. Raises NotAllowedError."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.measuring.tell_made_today(ways)
