"""List who owes which report by when, and whether it came on time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from service.domain.access import Viewer
from service.domain.dues import Due, dues_of, expected
from service.domain.formats.calendar import version_for
from service.domain.lateness import with_causes
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ListDues:
    """Of what the viewer's organisation has a part in: the same rows give each the same answer."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, period: Period | None = None) -> tuple[Due, ...]:
        """Of one period, or else of those of the past year and the ones that run; most urgent first."""
        today = self.today()
        days = period or Period(today - _YEAR, today)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reports, extensions = work.reports.newest_first(), work.extensions.every()
            published, held_up = work.lateness.published_on(), work.lateness.held_up()
        catalogue = self.catalogue()
        asked = catalogue.asked_of(expected(reports), days)
        wanted = (each for each in asked if period is None or each.period == period)

        def published_on(due: Due) -> date | None:
            version = version_for(catalogue.plans[due.asked.format], due.asked.period)
            return published.get(version.sha256) if version else None

        return tuple(with_causes(dues_of(wanted, reports, extensions, today), published_on, held_up, today))
