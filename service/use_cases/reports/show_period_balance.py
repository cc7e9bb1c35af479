"""Show one balance over one period, of all kinds of report together: of a region, or of a municipality."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from service.domain.access import OrganisationKind, Viewer
from service.domain.period_balance import PeriodBalance, by_name
from service.domain.periods import chosen_period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True)
class ShowPeriodBalance:
    """Put together of what counts of each provider, as the balance of that provider alone is.

    Added up in the database, in a fixed number of statements, however many providers there are.
    """

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, label: str | None, municipality: str = "") -> PeriodBalance | None:
        """`label`: of a period, None for the latest; `municipality`: gemeentecode, empty for all of a region.

        None for a municipality that is not one of who looks. Raises NotAllowedError for a provider.
        """
        viewer.require(OrganisationKind.BUREAU, OrganisationKind.MUNICIPALITY)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            names = self._names(work, viewer)
            if municipality and municipality not in names:
                return None
            periods = work.deliveries.periods(names)
            found = PeriodBalance(
                periods=periods,
                period=chosen_period(periods, label),
                municipality=municipality,
                names=names,
            )
            return found if found.period is None else _over(work, found)

    def _names(self, work: TenantWork, viewer: Viewer) -> Mapping[str, str]:
        """Of the municipalities of who looks, by code: as the code list has them."""
        own: Iterable[tuple[str, str]] = ((viewer.organisation.code, viewer.organisation.name),)
        if viewer.organisation.kind is OrganisationKind.BUREAU:
            own = work.deliveries.municipalities(viewer.organisation.id)
        known = self.catalogue().municipalities
        return {code: known.get(code, name) for code, name in own}


def _over(work: TenantWork, found: PeriodBalance) -> PeriodBalance:
    if found.period is None:
        return found
    summed = work.deliveries.places.summed(found.period, found.municipality)
    providers = dict(work.deliveries.providers())
    return replace(
        found,
        municipalities=by_name(summed, found.names, of_providers=False),
        providers=by_name(summed, providers, of_providers=True),
        unknown=sum(each.unknown for each in summed if each.provider is None),
    )
