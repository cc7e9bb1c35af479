"""Start the clock of a format that is timed whole."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class StartBaselineClock:
    """From gathering its data until every municipality has it."""

    stores: Stores

    def __call__(self, viewer: Viewer, name: str) -> None:
        """Nothing when it runs already. Raises NotAllowedError, and NotFoundError for a format not chosen."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = work.measuring.baseline.chosen().get(name)
            if municipalities is None:
                raise NotFoundError(name)
            work.measuring.baseline.start(name, municipalities)
