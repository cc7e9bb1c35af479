"""Who delivered what to the municipalities of a bureau, and what is still expected."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.alike_reports import AlikeReports, Owed, extended_to, owed
from service.domain.delivery_matrix import (
    DeliveryMatrix,
    counts_of,
    format_totals,
    matrix_rows,
    open_balances,
)
from service.domain.periods import Period, chosen_period
from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores, TenantWork

_LAPSED = 100
"""So many of what lapsed are named."""


@dataclass(frozen=True, slots=True)
class ShowDeliveries:
    """The matrix of providers and municipalities over a period; never a file, never a finding."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(
        self, viewer: Viewer, label: str | None = None, formats: frozenset[str] | None = None
    ) -> DeliveryMatrix:
        """Over the period with this label, or else the latest; of these formats, or else of all.

        Raises NotAllowedError but for a bureau.
        """
        if viewer.organisation.kind is not OrganisationKind.BUREAU:
            raise NotAllowedError("only a bureau has a matrix")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = work.deliveries.municipalities(viewer.organisation.id)
            periods = work.deliveries.periods(dict(municipalities))
            empty = DeliveryMatrix(
                providers=work.deliveries.providers(),
                municipalities=municipalities,
                periods=periods,
                period=chosen_period(periods, label),
            )
            return empty if empty.period is None else self._over(work, empty, empty.period, formats)

    def _owed(
        self, work: TenantWork, codes: Iterable[str], period: Period, alike: tuple[AlikeReports, ...]
    ) -> Iterator[Owed]:
        """What these municipalities ask over exactly this period."""
        requests = self.catalogue().requests_over(codes, period)
        return owed(
            ((request, each) for request, each in requests if each == period),
            alike,
            work.deliveries.reports.sent_over(),
            extended_to(work.extensions.every()),
        )

    def _over(
        self, work: TenantWork, matrix: DeliveryMatrix, period: Period, formats: frozenset[str] | None
    ) -> DeliveryMatrix:
        """Filled with what is known of this period."""
        every = work.deliveries.reports.over(period)
        every_asked = tuple(self._owed(work, dict(matrix.municipalities), period, every))
        known = _names_of(every, every_asked)
        looked_at = known if formats is None else known & formats
        alike = tuple(each for each in every if each.traits.format in looked_at)
        asked = tuple(each for each in every_asked if each.format in looked_at)
        unready = work.deliveries.reports.unready(period)
        rows = tuple(
            matrix_rows(matrix.providers, matrix.municipalities, alike, unready, asked, self.today())
        )
        return DeliveryMatrix(
            providers=matrix.providers,
            municipalities=matrix.municipalities,
            periods=matrix.periods,
            period=period,
            rows=rows,
            totals=format_totals(alike),
            lapsed=_lapsed(work, period, alike, looked_at),
            open_balances=open_balances(alike),
            counts=counts_of(state for row in rows for cell in row.cells for state in cell.states),
            formats=known,
        )


def _names_of(alike: Iterable[AlikeReports], asked: Iterable[Owed]) -> frozenset[str]:
    """Of the formats of all that came or is asked."""
    return frozenset({each.traits.format for each in alike} | {each.format for each in asked})


def _lapsed(
    work: TenantWork, period: Period, alike: Iterable[AlikeReports], formats: frozenset[str]
) -> tuple[ReportInBrief, ...]:
    """The last of them; read only where there are any."""
    if not any(each.traits.standing is ReportStanding.LAPSED for each in alike):
        return ()
    return tuple(each for each in work.in_brief.lapsed(period, _LAPSED) if each.format in formats)
