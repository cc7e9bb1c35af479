"""Keep the balances by municipality of a submission that was settled before they were kept."""

from dataclasses import dataclass

from service.domain.access import Actor, OrganisationId
from service.domain.completing import Completion
from service.domain.failures import TerminalError
from service.domain.keeping import KeyDestroyedError
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.pipeline.engine import Engine, Settled
from service.storage.blobs import BlobMissingError, BlobStore
from service.storage.stored_submission import content_of, submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteBalances:
    """It is settled again as it was then; what its messages declare is kept with it."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    actor: Actor

    def __call__(self, provider: OrganisationId, submission: SubmissionId) -> Completion | None:
        """None for one that is not settled, or of which they are kept."""
        with self.stores.as_organisation(provider, self.actor) as work:
            if not _lacks_them(work, submission):
                return None
            tables, moment = tables_blob_of(work, submission), translated_as_of(work, submission)
            made = frozenset(each.key for each in work.reports.of_submission(submission))
            earlier, balance = (
                LookBack(self.blobs)(work, submission, moment),
                content_of(work, submission).balance,
            )
        try:
            settled = self.engine.as_of(moment).given(earlier).settle(self.blobs.get(tables), made)
        except (BlobMissingError, KeyDestroyedError):
            return Completion.NO_SOURCE
        except TerminalError:
            return Completion.NO_FORMAT
        return (
            self._kept(provider, submission, settled) if settled.balance == balance else Completion.DIFFERENT
        )

    def _kept(
        self, provider: OrganisationId, submission: SubmissionId, settled: Settled
    ) -> Completion | None:
        with self.stores.as_organisation(provider, self.actor) as work:
            work.submissions.lock(submission)
            if not _lacks_them(work, submission):
                return None
            work.deliveries.declared.keep(submission, settled.declared)
            work.deliveries.places.keep(submission, settled.places)
            work.acts.record("balances_kept", str(submission))
        return Completion.KEPT


def _lacks_them(work: TenantWork, submission: SubmissionId) -> bool:
    is_settled = submission_of(work, submission).state is SubmissionState.READY
    return is_settled and not work.deliveries.places.are_kept(submission)
