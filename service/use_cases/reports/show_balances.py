"""Add up the balances of a bureau over a period."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.periods import Period, chosen_period
from service.domain.region_balances import FormatBalances, balances_by_format
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowBalances:
    """Per format: of all reports that hold, and per municipality and provider."""

    stores: Stores

    def __call__(self, viewer: Viewer, label: str | None) -> tuple[Period, tuple[FormatBalances, ...]] | None:
        """None for a period over which nothing came. Raises NotAllowedError for anyone but a bureau."""
        if viewer.organisation.kind is not OrganisationKind.BUREAU:
            raise NotAllowedError("only a bureau adds up the balances of others")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = work.deliveries.municipalities(viewer.organisation.id)
            period = chosen_period(work.deliveries.periods(dict(municipalities)), label)
            if period is None:
                return None
            return period, balances_by_format(
                work.deliveries.reports.balances(period),
                work.deliveries.reports.over(period),
                dict(municipalities),
                dict(work.deliveries.providers()),
            )
