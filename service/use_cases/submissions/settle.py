"""Close the books of a submission: the balance of the whole, what was counted, and whether it may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from service.domain.access import Actor
from service.domain.burden.residual import WorkSource, causes_of_findings
from service.domain.findings import Severity
from service.domain.notices.kinds import CODES_WAIT, READY
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.submissions.jobs import Job, JobKind
from service.domain.translation.waiting_codes import WaitingCode
from service.pipeline.engine import Engine, Settled
from service.storage.blobs import BlobStore
from service.storage.stored_submission import content_of, received_at, tables_blob_of
from service.storage.stores import Stores, TenantWork
from service.storage.submission_outcomes import SettledOutcome
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.foresee import Foresee
from service.use_cases.submissions.hand_over import HandOver
from service.use_cases.submissions.look_back import LookBack
from service.use_cases.submissions.tell import Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleSubmission:
    """The last job of a submission; after it the submission is ready for its provider to look and send.

    It goes by itself when its provider chose so and there is nothing to say about it.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the settle job. Raises BalanceDoesNotCloseError, or LostLeaseError; then nothing is kept."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            tables, moment = tables_blob_of(work, job.submission), received_at(work, job.submission)
            checked_under = content_of(work, job.submission).checked_under
            made = frozenset(each.key for each in work.reports.of_submission(job.submission))
            earlier = LookBack(self.blobs)(work, job.submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        catalogue, settlement = engine.catalogue_sha256(), engine.settle(self.blobs.get(tables), made)
        settlement.balance.require_closed(str(job.submission))
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock_all()
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            _keep(work, job, settlement)
            if settlement.waiting or settlement.unmade:
                # what was checked before a change of the catalogue waits under what its check knew
                work.releases.wait(job.submission, checked_under or catalogue)
            is_untold = work.submissions.take_untold(job.submission)
            _go_on(work, job, by_itself=not is_untold)
            if is_untold:
                work.jobs.add(job.submission, JobKind.TELL_ANSWERS, key=str(uuid4()))
            _tell_whose_codes_wait(work, job, settlement.codes)
            if work.submissions.has_places(job.submission):
                times_read = content_of(work, job.submission).times_read
                work.jobs.add(job.submission, JobKind.ANNOTATE, key=f"{times_read}")
        self.relay_outbox()


def _keep(work: TenantWork, job: Job, settlement: Settled) -> None:
    found = [finding.as_json() for finding in settlement.findings]
    work.submissions.record_settlement(
        job.submission,
        SettledOutcome(
            balance=settlement.balance,
            burden=settlement.burden,
            findings=found,
            waiting=settlement.waiting,
            codes=settlement.codes,
        ),
    )
    work.deliveries.declared.keep(job.submission, settlement.declared)
    work.deliveries.places.keep(job.submission, settlement.places)
    codes = (each.kind.code for each in settlement.findings if each.kind.severity is Severity.QUARANTINES)
    work.residuals.know(job.submission, WorkSource.FINDINGS, causes_of_findings(codes))
    for each in settlement.unmade:
        where = f"{each.municipality}/{each.format}/{each.period.label}"
        work.acts.record("report_not_made", where, "failed", submission=str(job.submission), reason=each.code)
        work.log.write(
            LoggedAct(
                kind=ActKind.NOT_MADE,
                submission=job.submission,
                municipality=each.municipality,
                result="failed",
                facts={"format": each.format, "period": each.period.label, "reason": each.code},
            )
        )
    rows = settlement.balance.rows
    work.acts.record("submission_settled", str(job.submission), rows_in=rows.came_in, rows_out=rows.went_out)


def _go_on(work: TenantWork, job: Job, *, by_itself: bool) -> None:
    """Send it when there is nothing to look at; without that it takes the place of what was never sent.

    Not `by_itself` when an answer is still to be put into its reports: then its provider sends it.
    """
    outlook = Foresee()(work, job.submission)
    may_go = by_itself and outlook.can_be_sent and not outlook.remarks and work.sendings.goes_by_itself()
    everyone = [each.municipality for each in outlook.addressees] if may_go else []
    HandOver()(work, job.submission, everyone, login="")
    if outlook.unsent and not everyone:
        Tell()(work, READY, job.submission)


def _tell_whose_codes_wait(work: TenantWork, job: Job, codes: Sequence[WaitingCode]) -> None:
    """Each municipality once about the same codes, whoever they come from; the key names none of them."""
    for municipality in sorted({each.municipality for each in codes}):
        own = sorted(
            (each.format, each.code_table, each.code) for each in codes if each.municipality == municipality
        )
        Tell()(work, CODES_WAIT, job.submission, [municipality], key=sha256(repr(own).encode()).hexdigest())
