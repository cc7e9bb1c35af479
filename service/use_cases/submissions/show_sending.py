"""Show whether a provider looks before it sends."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowSending:
    """What it chose last."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> bool:
        """Whether a submission goes by itself when there is nothing to say about it; at first it does not."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.sendings.goes_by_itself()
