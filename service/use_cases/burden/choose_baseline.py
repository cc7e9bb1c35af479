"""Choose which formats are timed whole before going live."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores

MOST_MUNICIPALITIES = 400
"""More than there are."""


@dataclass(frozen=True, slots=True)
class ChooseBaseline:
    """What was timed of a format stays when it is no longer chosen."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, formats: Mapping[str, int]) -> None:
        """By format for how many municipalities it is made; a format that nobody knows is not kept.

        Raises NotAllowedError for anyone but a provider, ValueError for a number that cannot be.
        """
        viewer.require(OrganisationKind.PROVIDER)
        if not all(1 <= count <= MOST_MUNICIPALITIES for count in formats.values()):
            raise ValueError("A format is made for one municipality at least, and no more than there are.")
        known = self.catalogue().titles()
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.measuring.baseline.choose({name: count for name, count in formats.items() if name in known})
