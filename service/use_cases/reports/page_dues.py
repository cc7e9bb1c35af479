"""Look at some of what is owed, the most urgent first, and count all of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.alike_reports import extended_to, owed, pairs_of
from service.domain.delivery_matrix import counts_of
from service.domain.due_piles import DuePiles, DuesPage
from service.domain.dues import YEAR, Due, DueKey, DueState
from service.domain.lateness import KnownOfDues, dues_within
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores
from service.use_cases.reports.list_dues import ListDues


@dataclass(frozen=True, slots=True)
class PageDues:
    """What `ListDues` lists over the past year, of a region without reading every report of it."""

    stores: Stores
    catalogue: CurrentCatalogue
    list_dues: ListDues
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(
        self, viewer: Viewer, states: Iterable[DueState] = DueState, begin: int = 0, most: int = 100
    ) -> DuesPage:
        """Of what stands in one of `states`, `most` from the one at `begin`."""
        wanted = frozenset(states)
        if viewer.organisation.kind is OrganisationKind.BUREAU:
            return self._of_region(viewer, wanted, begin, most)
        every = self.list_dues(viewer)
        chosen = [each for each in every if each.state in wanted]
        begin = begin if begin < len(chosen) else 0
        return DuesPage(
            counts=counts_of(each.state for each in every),
            total=len(chosen),
            begin=begin,
            dues=tuple(chosen[begin : begin + most]),
        )

    def _of_region(self, viewer: Viewer, states: frozenset[DueState], begin: int, most: int) -> DuesPage:
        today = self.today()
        days = Period(today - YEAR, today)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            municipalities = dict(work.deliveries.municipalities(viewer.organisation.id))
            providers = dict(work.deliveries.providers())
            sent = work.deliveries.reports.sent_over()
            asked = owed(
                self.catalogue().requests_over(municipalities, days),
                work.deliveries.reports.with_a_day_in(days),
                sent,
                extended_to(work.extensions.every()),
            )
            piles = DuePiles(asked, today, providers, municipalities)
            counts = piles.counts()
            total = sum(count for state, count in counts.items() if state in states)
            begin = begin if begin < total else 0
            keys = piles.keys(states, begin, most)
            pairs = pairs_of(sent, {key[:2] for key in keys}, providers, municipalities)
            known = work.lateness.known(work.in_brief.of_keys(keys), pairs)
        return DuesPage(
            counts=counts,
            total=total,
            begin=begin,
            dues=self._named(keys, known, days, today),
        )

    def _named(self, keys: list[DueKey], known: KnownOfDues, days: Period, today: date) -> tuple[Due, ...]:
        every = {each.asked.key: each for each in dues_within(self.catalogue(), known, days, today)}
        return tuple(every[key] for key in keys)
