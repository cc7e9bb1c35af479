"""Work out again all that older versions did not keep, a report and a submission at a time."""

from collections import Counter
from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.completing import Completed, Completion
from service.storage.keys.data_keys import KeyPlace
from service.storage.stores import Stores
from service.use_cases.reports.complete_totals import CompleteTotals
from service.use_cases.submissions.complete_balances import CompleteBalances


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteEverything:
    """In small transactions, so that nobody waits for it; broken off, it goes on where it was."""

    stores: Stores
    complete_totals: CompleteTotals
    complete_balances: CompleteBalances
    actor: Actor

    def __call__(self) -> Completed:
        """What cannot be worked out is counted, and tried again next time."""
        with self.stores.as_key_keeper() as keys:
            every = keys.submissions()
        reports: Counter[Completion] = Counter()
        submissions: Counter[Completion] = Counter()
        for place in every:
            reports.update(self._reports(place))
            came = self.complete_balances(place.organisation, place.submission)
            submissions.update([] if came is None else [came])
        return Completed(reports=reports, submissions=submissions)

    def _reports(self, place: KeyPlace) -> list[Completion]:
        with self.stores.as_organisation(place.organisation, self.actor) as work:
            lacking = work.reports.without_totals(place.submission)
        came = (self.complete_totals(place.organisation, each) for each in lacking)
        return [each for each in came if each is not None]
