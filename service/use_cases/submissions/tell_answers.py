"""Make the reports again that hold what was answered to warnings, until their municipality has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from service.domain.access import Actor
from service.domain.made_report import MadeReport
from service.domain.submissions.jobs import Job, JobKind
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.domain.translation.answers_told import AnsweredWarning
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.proof.name_requests import NameRequests
from service.use_cases.submissions.find_answered import FindAnswered
from service.use_cases.submissions.give_way import GiveWay
from service.use_cases.submissions.keep_report import KeepReport
from service.use_cases.submissions.look_back import LookBack
from service.use_cases.submissions.make_reports import MakeReports
from service.use_cases.submissions.publish_reports import PublishReports


@dataclass(frozen=True, slots=True)
class _Source:
    """What reports of a submission are made of."""

    tables: str
    moment: datetime
    answered: Sequence[AnsweredWarning]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAnswers:
    """What a municipality has stays as it is: a later answer goes along with the next submission.

    When something that they are made of changed meanwhile, nothing is published and they are made once more.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    name_requests: NameRequests
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the job; raises LostLeaseError when it was not ours any more, publishing nothing."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            source = _source(work, job.submission)
            earlier = LookBack(self.blobs)(work, job.submission, source.moment)
            reports = work.reports.of_submission(job.submission)
        engine = self.engine.as_of(source.moment).given(earlier)
        asking = sorted(
            filter(engine.asks_answers, {each.subject for each in reports}), key=lambda each: each.key
        )
        make, keep = self._make(engine, source), KeepReport(self.blobs)
        rows = self.blobs.get(source.tables)
        made = [keep(job, report) for subject in asking for report in make(job, rows, subject)]
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock_all()
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            submission = submission_of(work, job.submission)
            if submission.state is not SubmissionState.READY or submission.superseded_by is not None:
                return
            if _source(work, job.submission) == source:
                _publish(work, job, made)
            elif not work.jobs.is_to_do(job.submission, JobKind.TELL_ANSWERS):
                work.jobs.add(job.submission, JobKind.TELL_ANSWERS, key=str(uuid4()))
        self.relay_outbox()

    def _make(self, engine: Engine, source: _Source) -> MakeReports:
        return MakeReports(
            blobs=self.blobs,
            engine=engine,
            moment=source.moment,
            answered=source.answered,
            name_requests=self.name_requests,
        )


def _source(work: TenantWork, submission: SubmissionId) -> _Source:
    return _Source(
        tables=tables_blob_of(work, submission),
        moment=translated_as_of(work, submission),
        answered=FindAnswered()(work, submission),
    )


def _publish(work: TenantWork, job: Job, made: Sequence[MadeReport]) -> None:
    having = work.sendings.of(job.submission).keys()
    wanted = [report for report in made if report.municipality not in having]
    published = PublishReports()(work, job, wanted)
    GiveWay()(work, work.successions.record_release(job.submission))
    work.reports.forget_unsent(job.submission)
    work.acts.record("answers_told", str(job.submission), reports=len(published))
