"""Hold what counts over a period against the books of its provider, whichever submissions it was in."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.keeping import KeyDestroyedError
from service.domain.periods import chosen_period
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import Amount, ComparedFigure, Key
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.beside_books import BesideBooks, ToCompare


@dataclass(frozen=True, slots=True)
class HoldPeriodAgainstBooks:
    """For the provider alone: each submission that counts and has exactly these days, as one is by itself."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, label: str, books: Mapping[Key, Amount]) -> None:
        """Kept until the next time; those of which the rows are destroyed are left out.

        Raises NotFoundError where nothing counts that can be held.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            beside = BesideBooks(self.blobs, self.engine)
            held = [beside(work, each) for each in _counting(work, viewer.organisation.code, label)]
        found = [pair for each in held if (pair := _against(each, books))]
        if not found:
            raise NotFoundError(label)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            for each, figures in found:
                each.keep(work, figures)


def _against(
    held: ToCompare, books: Mapping[Key, Amount]
) -> tuple[ToCompare, tuple[ComparedFigure, ...]] | None:
    try:
        return held, held.against(books)
    except KeyDestroyedError:
        return None


def _counting(work: TenantWork, provider: str, label: str) -> list[SubmissionId]:
    handed_in = work.submissions.newest_first()
    period = chosen_period((each.period for each in handed_in if each.period), label)
    if period is None:
        return []
    lines, _ = work.deliveries.places.counted(provider, period)
    counted = {each.submission for each in lines if not each.is_refused}
    return [each.id for each in handed_in if each.id in counted and each.period == period]
