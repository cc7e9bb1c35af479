"""Count how much of what is expected came, and came in time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.alike_reports import Owed, extended_to, owed
from service.domain.delivery_figures import FiguresTable, Grouping, Wanted, figures_table, standings_of
from service.domain.dues import YEAR
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.list_dues import ListDues


@dataclass(frozen=True, slots=True)
class CountDeliveries:
    """Over the past year and what runs: of the reports that `ListDues` lists for who looks."""

    stores: Stores
    catalogue: CurrentCatalogue
    list_dues: ListDues
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, per: Grouping, wanted: Wanted) -> FiguresTable:
        """A line for each of what `per` says, of what is `wanted`."""
        if viewer.organisation.kind is OrganisationKind.BUREAU:
            return self._of_region(viewer, per, wanted)
        dues = self.list_dues(viewer)
        names = {
            Grouping.PROVIDER: {each.asked.provider_code: each.provider_name for each in dues},
            Grouping.MUNICIPALITY: {each.asked.municipality: each.municipality_name for each in dues},
            Grouping.FORMAT: self.catalogue().titles(),
        }
        return figures_table(((each.asked.key, each.state) for each in dues), per, wanted, names)

    def _of_region(self, viewer: Viewer, per: Grouping, wanted: Wanted) -> FiguresTable:
        """Without reading every report of it."""
        today = self.today()
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = dict(work.deliveries.municipalities(viewer.organisation.id))
            names = {
                Grouping.PROVIDER: dict(work.deliveries.providers()),
                Grouping.MUNICIPALITY: municipalities,
                Grouping.FORMAT: self.catalogue().titles(),
            }
            asked = tuple(self._owed(work, municipalities, Period(today - YEAR, today)))
        return figures_table(standings_of(asked, today), per, wanted, names)

    def _owed(self, work: TenantWork, municipalities: Mapping[str, str], days: Period) -> Iterator[Owed]:
        return owed(
            self.catalogue().requests_over(municipalities, days),
            work.deliveries.reports.with_a_day_in(days),
            work.deliveries.reports.sent_over(),
            extended_to(work.extensions.every()),
        )
