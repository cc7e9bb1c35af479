"""Look at the work as a doctor does: what waits, what failed, whether the log grows and terms are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.access import Actor
from service.domain.examination import Look, Sight, well, wrong
from service.domain.keeping import KeptKind, Retention
from service.domain.submissions.jobs import JobKind, JobState, WorkMeasured
from service.storage.keys.data_keys import KeyPlace
from service.storage.stored_submission import is_still_needed
from service.storage.stores import Stores
from service.use_cases.jobs.measure import MeasureWork

_PATIENCE = 600.0
_PATIENCE_FOR_MAIL = 6 * 3600.0
"""A server may ask to come back after four hours."""
_LOG_PATIENCE = 120.0
_ACTOR = Actor("doctor", "command line")
"""It writes nothing down."""
_MOST_LOOKED_AT = 100
"""Per kind of data, the oldest first."""
_LATE = timedelta(days=2)
"""The duty is done once a day."""


@dataclass(frozen=True, slots=True)
class ExamineWork:
    """Nothing is looked at before a look is called."""

    stores: Stores
    measure: MeasureWork
    retention: Retention

    def __call__(self) -> Mapping[str, Look]:
        """The looks, by check."""
        return {
            "oldest-job": self._oldest,
            "waiting-jobs": self._waiting,
            "failed-jobs": self._failed,
            "log": self._log,
            "retention": self._retention,
            "replays": self._replays,
        }

    def _oldest(self) -> Sight:
        ready = [each for each in self.measure() if each.state is JobState.READY and not each.is_away]
        late = [each for each in ready if each.oldest_seconds > _patience(each.kind)]
        if late:
            oldest = max(late, key=lambda each: each.oldest_seconds)
            minutes = round(oldest.oldest_seconds / 60)
            return wrong(
                f"{oldest.kind.value}: de oudste van {oldest.jobs} taken wacht {minutes} minuten",
                f"{oldest.kind.value}: the oldest of {oldest.jobs} jobs waits {minutes} minutes",
            )
        return well(f"{_sum(ready)} klaar om te doen", f"{_sum(ready)} to be done")

    def _waiting(self) -> Sight:
        away = [each for each in self.measure() if each.is_away and each.state is not JobState.QUARANTINED]
        return _counted(away, "wachten", "wait")

    def _failed(self) -> Sight:
        return _counted(
            [each for each in self.measure() if each.state is JobState.QUARANTINED], "mislukt", "failed"
        )

    def _log(self) -> Sight:
        with self.stores.as_log() as log:
            oldest = log.oldest_waiting()
        seconds = 0 if oldest is None else round((datetime.now(UTC) - oldest).total_seconds())
        if seconds > _LOG_PATIENCE:
            return wrong(
                f"een handeling wacht {seconds} seconden op haar plaats in het logboek",
                f"an act waits {seconds} seconds for its place in the log",
            )
        return well("ja", "it does")

    def _replays(self) -> Sight:
        with self.stores.as_sampler_of_replays() as samples:
            last = samples.last()
        if last is None:
            return well("er is nog geen nacht geweest", "there was no night yet")
        if last.different:
            named = ", ".join(str(each) for each in last.different)
            return wrong(
                f"op {last.day} kwamen er {len(last.different)} van {last.total} anders uit: {named}",
                f"on {last.day} {len(last.different)} of {last.total} came out otherwise: {named}",
            )
        return well(
            f"op {last.day} waren {last.same} van {last.total} gelijk; van de rest is de bron of het formaat "
            "er niet meer",
            f"on {last.day} {last.same} of {last.total} were the same; of the rest the rows or the format "
            "are gone",
        )

    def _retention(self) -> Sight:
        before = datetime.now(UTC) - _LATE
        with self.stores.as_key_keeper() as keys:
            found = [keys.due(kind, self.retention.received_before(kind, before)) for kind in KeptKind]
        due = [place for places in found for place in places[:_MOST_LOOKED_AT]]
        late = sum(not self._is_needed(place) for place in due)
        if late:
            return wrong(
                f"{late} keer is een bewaartermijn meer dan twee dagen voorbij en is er nog niet vernietigd",
                f"{late} times a term has been over for more than two days, and nothing is destroyed yet",
            )
        return well("ja", "it is")

    def _is_needed(self, place: KeyPlace) -> bool:
        with self.stores.as_organisation(place.organisation, _ACTOR) as work:
            return is_still_needed(work, place)


def _patience(kind: JobKind) -> float:
    return _PATIENCE_FOR_MAIL if kind is JobKind.SEND_EMAIL else _PATIENCE


def _counted(found: Sequence[WorkMeasured], nl: str, en: str) -> Sight:
    if not found:
        return well("geen", "none")
    kinds = ", ".join(f"{each.jobs} × {each.kind.value}" for each in found)
    return wrong(f"{nl}: {kinds}", f"{en}: {kinds}")


def _sum(found: Sequence[WorkMeasured]) -> int:
    return sum(each.jobs for each in found)
