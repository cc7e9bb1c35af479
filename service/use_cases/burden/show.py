"""Show the burden of what was published, as far as the viewer may see it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.page import BurdenPage, burden_page
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.use_cases.burden.know import KnowBurden


@dataclass(frozen=True, slots=True)
class ShowBurden:
    """Counts of published reports, and what is estimated from them."""

    know: KnowBurden
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> BurdenPage:
        """The page of one period: the latest, or the one called `label`; None measured when there is none."""
        return burden_page(viewer, self.know(viewer), burden_basis(self.catalogue), label)
