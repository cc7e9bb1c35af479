"""Keep what a report adds up to that was made before that was kept."""

from dataclasses import dataclass

from service.domain.access import Actor, OrganisationId
from service.domain.completing import Completion
from service.domain.replays import ReplayOutcome
from service.domain.reports import ReportId
from service.storage.stores import Stores
from service.use_cases.reports.remake import RemakeReport

_NOT = {
    ReplayOutcome.NO_SOURCE: Completion.NO_SOURCE,
    ReplayOutcome.NO_FORMAT: Completion.NO_FORMAT,
    ReplayOutcome.DIFFERENT: Completion.DIFFERENT,
}


@dataclass(frozen=True, slots=True)
class CompleteTotals:
    """The report is made again, byte for byte, as a replay does; once more keeps nothing.

    One of before figures were kept gets them too, with whether a bureau may know them.
    """

    stores: Stores
    remake: RemakeReport
    actor: Actor

    def __call__(self, provider: OrganisationId, report: ReportId) -> Completion | None:
        """None where it was kept meanwhile, or the report is gone."""
        replay = self.remake(provider, report, self.actor)
        if replay is None:
            return None
        if replay.outcome in _NOT or replay.made is None:
            return _NOT.get(replay.outcome)
        with self.stores.as_organisation(provider, self.actor) as work:
            if not work.reports.keep_totals(report, replay.made):
                return None
            work.acts.record("totals_kept", str(report))
        return Completion.KEPT
