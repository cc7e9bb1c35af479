"""Show what was declared, what the rows hold and what the files say of one period, added up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.domain.access import OrganisationKind, Viewer
from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.explanation.summed_totals import TotalsOfFormat, totals_by_format
from service.domain.periods import Period, chosen_period
from service.domain.reports import ReportSummary
from service.domain.translation.declared_over import DeclaredOver, DeclaredWanted
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTotals:
    """What is added up; what says nothing leaves nothing out."""

    period: str | None = None
    """Label; None for the latest."""
    municipality: str = ""
    """Gemeentecode."""
    provider: str = ""
    """AGB code."""
    format: str = ""
    by_provider: bool = False
    """Whether its parts are those of providers, and not those of municipalities."""
    of_files: bool = True
    """Whether it is about what stands in files."""
    of_messages: bool = False
    """Whether it is about what messages declare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTotals:
    """What three readers of the same care add up to: its messages, its rows, its files."""

    periods: tuple[Period, ...]
    period: Period | None
    """None for one over which nothing was sent."""
    formats: tuple[TotalsOfFormat, ...] = ()
    declared: tuple[DeclaredOver, ...] = ()
    kept_back: int = 0
    """Declarations that are not added up: about too few clients for who looks."""
    reports: tuple[ReportSummary, ...] = ()
    """Where one municipality and one provider are asked: their reports that hold."""
    municipalities: Mapping[str, str]
    """Names by code, and so are those of providers."""
    providers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShowPeriodTotals:
    """Of what was sent and holds: to a provider its own, to a municipality what it got, to a bureau all.

    Added up in the database from what was kept with each report, in a fixed number of statements. A bureau is
    told of reports about no single person and five clients or more; of others only how many there are.
    """

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, wanted: WantedTotals) -> PeriodTotals:
        """Of all that who looks may know, or of what is `wanted` of it."""
        wanted, kind = _own(viewer, wanted), viewer.organisation.kind
        catalogue = self.catalogue()
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = _municipalities(work, viewer)
            periods = _periods(work, municipalities)
            period = chosen_period(periods, wanted.period)
            found = PeriodTotals(
                periods=periods,
                period=period,
                municipalities=municipalities or catalogue.municipalities,
                providers=dict(work.deliveries.providers()),
            )
            return found if period is None else self._over(work, found, period, wanted, kind)

    def _over(
        self,
        work: TenantWork,
        found: PeriodTotals,
        period: Period,
        wanted: WantedTotals,
        kind: OrganisationKind,
    ) -> PeriodTotals:
        if wanted.of_messages:
            found = self._with_messages(work, found, period, wanted, kind)
        return self._with_files(work, found, period, wanted) if wanted.of_files else found

    def _with_messages(
        self,
        work: TenantWork,
        found: PeriodTotals,
        period: Period,
        wanted: WantedTotals,
        kind: OrganisationKind,
    ) -> PeriodTotals:
        declared, kept_back = work.deliveries.declared.over(
            period,
            DeclaredWanted(
                municipality=wanted.municipality,
                provider=wanted.provider,
                by_provider=wanted.by_provider,
                fewest=FEWEST_CLIENTS if kind is OrganisationKind.BUREAU else 0,
            ),
        )
        return replace(found, declared=declared, kept_back=kept_back)

    def _with_files(
        self, work: TenantWork, found: PeriodTotals, period: Period, wanted: WantedTotals
    ) -> PeriodTotals:
        of = wanted.municipality, wanted.provider
        formats = totals_by_format(work.deliveries.written.over(period, *of, by_provider=wanted.by_provider))
        reports = work.reports.of_pair(wanted.provider, wanted.municipality, period) if all(of) else ()
        return replace(
            found,
            formats=tuple(each for each in formats if wanted.format in ("", each.format)),
            reports=tuple(each for each in reports if wanted.format in ("", each.format)),
        )


def _own(viewer: Viewer, wanted: WantedTotals) -> WantedTotals:
    """Who looks is one end of every report that it may see, but for a bureau."""
    match viewer.organisation.kind:
        case OrganisationKind.PROVIDER:
            return replace(wanted, provider=viewer.organisation.code)
        case OrganisationKind.MUNICIPALITY:
            return replace(wanted, municipality=viewer.organisation.code)
        case OrganisationKind.BUREAU:
            return wanted


def _municipalities(work: TenantWork, viewer: Viewer) -> Mapping[str, str]:
    """Those that it looks after, with their names; nothing for a provider, which sends to whom it likes."""
    match viewer.organisation.kind:
        case OrganisationKind.PROVIDER:
            return {}
        case OrganisationKind.MUNICIPALITY:
            return {viewer.organisation.code: viewer.organisation.name}
        case OrganisationKind.BUREAU:
            return dict(work.deliveries.municipalities(viewer.organisation.id))


def _periods(work: TenantWork, municipalities: Mapping[str, str]) -> tuple[Period, ...]:
    if municipalities:
        return work.deliveries.periods(municipalities)
    return work.deliveries.contracts.periods()
