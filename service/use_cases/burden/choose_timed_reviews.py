"""Choose whether the service times how long a provider looks before it sends."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChooseTimedReviews:
    """Off until a provider chooses it; who looked is never kept."""

    stores: Stores

    def __call__(self, viewer: Viewer, *, is_timed: bool) -> None:
        """From now on. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.measuring.choose_timed_reviews(is_timed=is_timed)
