"""Remind people of reports whose last day comes near or went by."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from service.domain.dues import YEAR, dues_of, expected
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.domain.reminders import bureau_reminders, reminders_of
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindDeadlines:
    """Once per report, last day and step, whoever looks and however often."""

    stores: Stores
    catalogue: Callable[[], Catalogue]
    every: timedelta = timedelta(hours=1)
    """One process looks at everything that is expected no more often: a day is long."""
    today: Callable[[], date] = field(default=today_in_the_netherlands)
    _next_look: list[float] = field(default_factory=list)
    """As time.monotonic() counts."""

    def __call__(self) -> int:
        """How many reminders are new."""
        if self._next_look and time.monotonic() < self._next_look[-1]:
            return 0
        today, catalogue = self.today(), self.catalogue()
        with self.stores.as_keeper_of_deadlines() as room:
            reports = room.reports()
            pairs = expected(reports)
            asked = catalogue.asked_of(pairs, Period(today - YEAR, today))
            dues = dues_of(asked, reports, pairs, room.extensions(), today)
            told = room.tell(reminders_of(dues, catalogue.titles(), catalogue.municipalities, today))
            bureaus = room.bureaus_of((each.municipality for each in told), today)
            told += room.tell(bureau_reminders(told, bureaus))
        self._next_look[:] = [time.monotonic() + self.every.total_seconds()]
        return len(told)
