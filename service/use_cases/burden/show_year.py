"""Show a year of what was published, as far as the viewer may see it, as a council reads it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.year import YearPage, year_page
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.use_cases.burden.know import KnowBurden


@dataclass(frozen=True, slots=True)
class ShowBurdenYear:
    """All periods of a year together."""

    know: KnowBurden
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> YearPage:
        """The latest year, or the one called `label`; nothing measured when nothing was delivered."""
        return year_page(viewer, self.know(viewer), burden_basis(self.catalogue), label)
