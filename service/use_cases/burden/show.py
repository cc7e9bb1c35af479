"""Show the burden of what was published, as far as the viewer may see it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.domain.access import Viewer
from service.domain.burden.from_reports import demands_by_hash
from service.domain.burden.municipal import AdministrativeTimes
from service.domain.burden.own_measurements import OwnMeasurements
from service.domain.burden.page import BurdenBasis, BurdenPage, KnownBurden, burden_page
from service.domain.burden.tables import BurdenTables
from service.files.burden import load_administrative_times, load_burden_tables, load_legally_required
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBurden:
    """Counts of published reports, and what is estimated from them."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None = None) -> BurdenPage:
        """The page of one period: the latest, or the one called `label`; None measured when there is none."""
        return burden_page(viewer, self._known(viewer), self._basis(), label)

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

    def _basis(self) -> BurdenBasis:
        folder, catalogue = self.catalogue.mappings_dir, self.catalogue()
        return BurdenBasis(
            catalogue=catalogue,
            demands=demands_by_hash(catalogue, load_legally_required(folder)),
            tables=_tables(folder),
            times=_times(folder),
        )


@lru_cache(maxsize=2)
def _tables(mappings_dir: Path) -> BurdenTables:
    return load_burden_tables(mappings_dir)


@lru_cache(maxsize=2)
def _times(mappings_dir: Path) -> AdministrativeTimes:
    return load_administrative_times(mappings_dir)
