"""Read the rows of all that was sent over earlier periods and holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.keeping import KeyDestroyedError
from service.domain.periods import Period
from service.domain.submissions.earlier_period import all_of_earlier_periods
from service.pipeline.engine import EarlierTables
from service.storage.blobs import BlobStore
from service.storage.stored_submission import tables_blob_of
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class ReadSent:
    """What is not kept any more is not there; a budget then counts what is left."""

    blobs: BlobStore

    def __call__(self, work: TenantWork, period: Period | None) -> tuple[EarlierTables, ...]:
        """By one transaction of its provider; nothing that was sent to nobody."""
        return tuple(self._sent(work, period))

    def _sent(self, work: TenantWork, period: Period | None) -> Iterator[EarlierTables]:
        for each in all_of_earlier_periods(period, work.submissions.newest_first()):
            municipalities = frozenset(work.sendings.of(each.id))
            if not municipalities:
                continue
            try:
                tables = self.blobs.get(tables_blob_of(work, each.id))
            except KeyDestroyedError:
                continue
            yield EarlierTables(tables, municipalities)
