"""Show what one provider delivered to one municipality over a period, and what is still expected of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.alike_reports import pairs_of
from service.domain.delivery_matrix import CellStatus, status_of_cell
from service.domain.dues import Due
from service.domain.lateness import dues_within
from service.domain.periods import Period, chosen_period
from service.domain.reports import ReportSummary
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One cell of the matrix with all that stands behind it."""

    period: Period
    provider: str
    """Its name, and that of its municipality."""
    municipality: str
    status: CellStatus
    reports: tuple[ReportSummary, ...]
    """That hold, by format."""
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class ShowPair:
    """As the matrix says it, of one of its cells alone."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, provider: str, municipality: str, label: str) -> Pair | None:
        """`provider`: its AGB code; `municipality`: its gemeentecode. None for what is not in the region.

        Raises NotAllowedError but for a bureau.
        """
        if viewer.organisation.kind is not OrganisationKind.BUREAU:
            raise NotAllowedError("only a bureau has a matrix")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = work.deliveries.municipalities(viewer.organisation.id)
            providers, names = dict(work.deliveries.providers()), dict(municipalities)
            period = chosen_period(work.deliveries.periods(names), label)
            if period is None or provider not in providers or municipality not in names:
                return None
            known = work.in_brief.of_pair(provider, municipality, period)
            sent = work.deliveries.reports.sent_over()
            pairs = pairs_of(sent, {(provider, municipality)}, providers, names)
            lateness = work.lateness.known(known, pairs)
            unready = work.deliveries.reports.unready(period)
            reports = work.reports.of_pair(provider, municipality, period)
        dues = dues_within(self.catalogue(), lateness, period, self.today(), period)
        asked = self.catalogue().requests_over([municipality], period)
        return Pair(
            period=period,
            provider=providers[provider],
            municipality=names[municipality],
            status=status_of_cell(
                (each.standing for each in known if not each.is_superseded),
                (due.state for due in dues),
                unready.get((municipality, provider)),
                is_asked=any(request.asks(provider, each) for request, each in asked if each == period),
            ),
            reports=reports,
            dues=dues,
        )
