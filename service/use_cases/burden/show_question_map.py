"""Show who asks what in which form, as far as the viewer may see what was delivered."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.question_map import MapPage, map_page
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowQuestionMap:
    """Every question of a period beside every municipality that asks it."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> MapPage:
        """Of one period: the latest, or the one called `label`; nothing found when nothing was delivered."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reports = work.burden.counted_reports()
        return map_page(reports, burden_basis(self.catalogue).demands, label)
