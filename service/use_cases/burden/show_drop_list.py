"""Show what could be asked no more, as far as the viewer may see what was delivered."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.drop_page import DropPage, drop_page
from service.pipeline.burden_basis import burden_basis, usual_draws
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowDropList:
    """Questions that could go, each with where it can be had and what it takes."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> DropPage:
        """Of one period: the latest, or the one called `label`; nothing found when nothing was delivered."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reports = work.burden.counted_reports()
        draws = usual_draws(self.catalogue.mappings_dir)
        return drop_page(viewer, reports, burden_basis(self.catalogue), draws, label)
