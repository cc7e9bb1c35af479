"""List who owes which report by when, and whether it came on time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import Viewer
from service.domain.dues import YEAR, Due, expected
from service.domain.lateness import dues_within
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListDues:
    """Of what the viewer's organisation has a part in: the same rows give each the same answer."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, period: Period | None = None) -> tuple[Due, ...]:
        """Of one period, or else of those of the past year and the ones that run; most urgent first."""
        today = self.today()
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reports = work.in_brief.over(period) if period else work.in_brief.every()
            pairs = work.in_brief.pairs(period, reports) if period else expected(reports)
            known = work.lateness.known(reports, pairs)
        days = period or Period(today - YEAR, today)
        return dues_within(self.catalogue(), known, days, today, period)
