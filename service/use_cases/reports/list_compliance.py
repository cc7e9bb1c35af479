"""List how every provider stands beside what it was asked and what was agreed, over one period."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.alike_reports import extended_to, owed
from service.domain.contracts.ceilings import ceilings_over, over_a_ceiling
from service.domain.contracts.compliance import ProviderLine, provider_lines
from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.periods import Period, chosen_period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.hold_ceilings import HoldCeilings


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceList:
    """Every provider that sent something to who looks, or to its municipalities."""

    periods: tuple[Period, ...]
    period: Period | None
    """None for one over which nothing came."""
    lines: tuple[ProviderLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCompliance:
    """For a municipality of what was sent to it, for a bureau of all its municipalities."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, label: str | None = None) -> ComplianceList:
        """Over the period with this label, or else the latest. Raises NotAllowedError for a provider."""
        viewer.require(OrganisationKind.BUREAU, OrganisationKind.MUNICIPALITY)
        is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            codes = (
                [code for code, _ in work.deliveries.municipalities(viewer.organisation.id)]
                if is_bureau
                else [viewer.organisation.code]
            )
            periods = work.deliveries.periods(codes)
            period = chosen_period(periods, label)
            lines = () if period is None else self._over(work, codes, period)
        if is_bureau:
            lines = tuple(map(_for_others, lines))
        return ComplianceList(periods=periods, period=period, lines=lines)

    def _over(self, work: TenantWork, codes: list[str], period: Period) -> tuple[ProviderLine, ...]:
        alike = work.deliveries.reports.over(period)
        requests = self.catalogue().requests_over(codes, period)
        asked = owed(
            ((request, each) for request, each in requests if each == period),
            alike,
            work.deliveries.reports.sent_over(),
            extended_to(work.extensions.every()),
        )
        names, totals = dict(work.deliveries.providers()), work.deliveries.contracts.totals(period)
        ceilings = ceilings_over(self.catalogue().ceilings, period, municipalities=codes)
        over = over_a_ceiling(HoldCeilings()(work, ceilings))
        return provider_lines(names, alike, asked, totals, self.today(), over)


def _for_others(line: ProviderLine) -> ProviderLine:
    """Without numbers that are too small to show."""
    is_small = line.figures is not None and line.figures.clients < FEWEST_CLIENTS
    return replace(line, figures=None) if is_small else line
