"""Show the burden of what was published, as far as the viewer may see it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.own_measurements import OwnMeasurements
from service.domain.burden.page import BurdenPage, KnownBurden, burden_page
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBurden:
    """Counts of published reports, and what is estimated from them."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> BurdenPage:
        """The page of one period: the latest, or the one called `label`; None measured when there is none."""
        return burden_page(viewer, self._known(viewer), burden_basis(self.catalogue), label)

    def _known(self, viewer: Viewer) -> KnownBurden:
        with self.stores.as_pool() as pool:
            others = pool.of_others_than(viewer.organisation.id)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            burden = work.burden
            compared = tuple(burden.compared_reports().values())
            return KnownBurden(
                reports=burden.counted_reports(),
                repeated=burden.repeated_facts(),
                work=work.residuals.known(),
                own=OwnMeasurements(burden.studies(), burden.made_by_hand(), compared),
                others=others,
                published=self.catalogue.published_on(),
            )
