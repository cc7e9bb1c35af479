"""Samples of reports that are made again: which ones, and what came of it."""

from uuid import UUID

from sqlalchemy import Connection, func, insert, select, text

from service.domain.access import OrganisationId
from service.domain.replays import ReplayOutcome, ReplaySample
from service.domain.reports import ReportId
from service.storage.replay_tables import ReplaySampleRow

_ALONE = text("SELECT pg_try_advisory_xact_lock(20260084)")
_DRAWN = text("""
    SELECT id, provider_id FROM report ORDER BY md5(id::text || :lot) LIMIT :count
""")


class ReplaySamples:
    """Sees which reports there are of everyone, and nothing that is in them."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def drawn(self, lot: str, count: int) -> tuple[tuple[ReportId, OrganisationId], ...]:
        """So many reports by lot, each with whose it is; the same lot draws the same."""
        found = self._connection.execute(_DRAWN, {"lot": lot, "count": count})
        return tuple((ReportId(row.id), OrganisationId(row.provider_id)) for row in found)

    def last(self) -> ReplaySample | None:
        """What came of the last night; None before the first."""
        table = ReplaySampleRow.__table__
        row = self._connection.execute(select(*table.c).order_by(table.c.day.desc()).limit(1)).one_or_none()
        if row is None:
            return None
        counts = {ReplayOutcome(name): int(count) for name, count in row.counts.items()}
        different = tuple(ReportId(UUID(each)) for each in row.different)
        return ReplaySample(day=row.day, finished_at=row.finished_at, counts=counts, different=different)

    def keep(self, sample: ReplaySample) -> None:
        """What came of a night; nothing when another process told of it first."""
        if not self._connection.execute(_ALONE).scalar_one():
            return
        last = self.last()
        if last is None or last.day < sample.day:
            counts = {outcome.value: count for outcome, count in sample.counts.items()}
            values = {"day": sample.day, "finished_at": func.now(), "counts": counts}
            different = [str(each) for each in sample.different]
            self._connection.execute(insert(ReplaySampleRow).values(**values, different=different))
