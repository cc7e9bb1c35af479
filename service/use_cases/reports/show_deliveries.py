"""Who delivered what to the municipalities of a bureau, and what is still expected."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.delivery_matrix import DeliveryMatrix
from service.domain.dues import Due
from service.domain.lateness import dues_within
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowDeliveries:
    """The matrix of providers and municipalities over a period; never a file, never a finding."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, label: str | None = None) -> tuple[DeliveryMatrix, tuple[Due, ...]]:
        """Over the period with this label, or else the latest. Raises NotAllowedError but for a bureau."""
        if viewer.organisation.kind is not OrganisationKind.BUREAU:
            raise NotAllowedError("only a bureau has a matrix")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            matrix = work.deliveries.matrix(viewer.organisation.id, label)
            if matrix.period is None:
                return matrix, ()
            pairs = work.in_brief.pairs(matrix.period, matrix.reports)
            known = work.lateness.known(matrix.reports, pairs)
        dues = dues_within(self.catalogue(), known, matrix.period, self.today(), matrix.period)
        return matrix, dues
