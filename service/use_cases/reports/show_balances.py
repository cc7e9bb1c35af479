"""Add up the balances of a bureau or a municipality over a period."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.periods import Period, chosen_period
from service.domain.region_balances import FormatBalances, balances_by_format
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBalances:
    """Per format: of all reports that hold, and per municipality and provider."""

    stores: Stores

    def __call__(self, viewer: Viewer, label: str | None) -> tuple[Period, tuple[FormatBalances, ...]] | None:
        """None for a period over which nothing came. Raises NotAllowedError for a provider.

        A bureau adds up its region, a municipality what it got.
        """
        viewer.require(OrganisationKind.BUREAU, OrganisationKind.MUNICIPALITY)
        is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            own = {viewer.organisation.code: viewer.organisation.name}
            municipalities = (
                dict(work.deliveries.municipalities(viewer.organisation.id)) if is_bureau else own
            )
            period = chosen_period(work.deliveries.periods(municipalities), label)
            if period is None:
                return None
            return period, balances_by_format(
                work.deliveries.reports.balances(period),
                work.deliveries.reports.over(period),
                municipalities,
                dict(work.deliveries.providers()),
            )
