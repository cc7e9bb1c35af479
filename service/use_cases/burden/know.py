"""Gather what is kept about burden, as far as the viewer may see it."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.baseline import baseline_of
from service.domain.burden.own_measurements import OwnMeasurements, PooledMeasurements
from service.domain.burden.page import KnownBurden
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class KnowBurden:
    """Counts of published reports, work that was left, and what was measured."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer) -> KnownBurden:
        """Everything over all periods."""
        with self.stores.as_pool() as pool:
            others = PooledMeasurements(
                pool.of_others_than(viewer.organisation.id),
                pool.hold_outs_of_others_than(viewer.organisation.id),
            )
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            burden = work.burden
            compared = tuple(burden.compared_reports().values())
            return KnownBurden(
                reports=burden.counted_reports(),
                repeated=burden.repeated_facts(),
                work=work.residuals.known(),
                own=OwnMeasurements(
                    studies=burden.studies(),
                    made_by_hand=burden.made_by_hand(),
                    compared=compared,
                    ways=work.measuring.made_today(),
                    baseline=baseline_of(work.measuring.baseline.clocks()),
                ),
                others=others,
                published=self.catalogue.published_on(),
            )
