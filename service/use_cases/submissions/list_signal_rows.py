"""List the rows of a submission behind a signal of a contract."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.contracts.compliance import Signal
from service.domain.contracts.figures import ContractKey
from service.domain.contracts.signal_rows import SignalRow
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of
from service.storage.stores import Stores
from service.use_cases.submissions.read_sent import ReadSent


@dataclass(frozen=True, slots=True)
class SignalRows:
    """A submission with those of its rows that a signal is about."""

    submission: Submission
    rows: tuple[SignalRow, ...]


@dataclass(frozen=True, slots=True)
class ListSignalRows:
    """For its provider, worked out again from its rows: of a signal only sums are kept."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, key: ContractKey, signal: Signal
    ) -> SignalRows:
        """None of one that is not ready. Raises NotFoundError, or KeyDestroyedError when they are gone."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            if found.state is not SubmissionState.READY:
                return SignalRows(found, ())
            tables = tables_blob_of(work, submission)
            earlier = ReadSent(self.blobs)(work, found.period) if signal is Signal.BUDGET else ()
        engine = self.engine.as_of(found.received_at)
        return SignalRows(found, engine.rows_behind(self.blobs.get(tables), key, signal, earlier))
