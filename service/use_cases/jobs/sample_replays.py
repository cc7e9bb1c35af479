"""Make a sample of reports again, once a night, with what they add up to, and remember what came of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from service.domain.access import Actor
from service.domain.replays import ReplayOutcome, ReplaySample
from service.domain.reports import ReportId
from service.storage.stores import Stores
from service.use_cases.reports.remake import RemakeReport

_AT_NIGHT = range(1, 6)
"""The hours of the Netherlands in which few work; a sample takes seconds."""
_HERE = ZoneInfo("Europe/Amsterdam")
_OTHERWISE = {ReplayOutcome.DIFFERENT, ReplayOutcome.OTHER_TOTALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReplays:
    """By lot over the reports of everyone; the day is the lot, so that the same ones can be drawn again."""

    stores: Stores
    remake: RemakeReport
    actor: Actor
    size: int = 20
    _done: list[str] = field(default_factory=list)
    """The last night that is done, so that nobody is asked again."""

    def __call__(self, moment: datetime | None = None) -> int:
        """How many reports were made again now; none by day, or when this night is done."""
        here = (moment or datetime.now(UTC)).astimezone(_HERE)
        lot = here.date().isoformat()
        if here.hour not in _AT_NIGHT or lot in self._done:
            return 0
        self._done[:] = [lot]
        with self.stores.as_sampler_of_replays() as samples:
            last = samples.last()
            if last is not None and last.day >= here.date():
                return 0
            drawn = samples.drawn(lot, self.size)
        outcomes: Counter[ReplayOutcome] = Counter()
        different: list[ReportId] = []
        for report, provider in drawn:
            found = self.remake(provider, report, self.actor)
            if found is not None:
                outcomes[found.outcome] += 1
                different += [report] if found.outcome in _OTHERWISE else []
        sample = ReplaySample(day=here.date(), finished_at=here, counts=outcomes, different=tuple(different))
        with self.stores.as_sampler_of_replays() as samples:
            samples.keep(sample)
        return len(drawn)
