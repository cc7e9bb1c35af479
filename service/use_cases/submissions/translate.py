"""Make and publish the reports of one format and period from one submission."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.access import Actor
from service.domain.failures import TerminalError
from service.domain.made_report import MadeReport
from service.domain.submissions.jobs import Job, JobKind
from service.domain.translation.answers_told import AnsweredWarning
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import received_at, tables_blob_of
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.proof.name_requests import NameRequests
from service.use_cases.submissions.find_answered import FindAnswered
from service.use_cases.submissions.keep_report import KeepReport
from service.use_cases.submissions.look_back import LookBack
from service.use_cases.submissions.make_reports import MakeReports
from service.use_cases.submissions.publish_reports import PublishReports


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateSubmission:
    """Files first; then reports, acts and the job in one transaction that the fencing number guards."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    name_requests: NameRequests
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the translate job; raises LostLeaseError when it was not ours any more, publishing nothing."""
        if job.subject is None:
            raise TerminalError(f"translate job {job.id} has no subject")
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            tables, moment = tables_blob_of(work, job.submission), received_at(work, job.submission)
            earlier = LookBack(self.blobs)(work, job.submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        answered = self._answered(job) if engine.asks_answers(job.subject) else ()
        make, keep = self._make(engine, moment, answered), KeepReport(self.blobs)
        made = make(job, self.blobs.get(tables), job.subject)
        self._publish(job, [keep(job, report) for report in made])

    def _make(self, engine: Engine, moment: datetime, answered: Sequence[AnsweredWarning]) -> MakeReports:
        return MakeReports(
            blobs=self.blobs,
            engine=engine,
            moment=moment,
            answered=answered,
            name_requests=self.name_requests,
        )

    def _answered(self, job: Job) -> Sequence[AnsweredWarning]:
        """Every finding is read for it, so only where a format asks it."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            return FindAnswered()(work, job.submission)

    def _publish(self, job: Job, reports: Sequence[MadeReport]) -> None:
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            PublishReports()(work, job, reports)
            is_last = not work.jobs.still_translating(job.submission)
            if is_last:
                work.jobs.add(job.submission, JobKind.SETTLE)
        if is_last:
            self.relay_outbox()
