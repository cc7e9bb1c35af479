"""Make the reports again that hold what was answered to warnings, until their municipality has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.reports import MadeReport
from service.domain.submissions.jobs import Job
from service.domain.submissions.submission import SubmissionState
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.find_answered import FindAnswered
from service.use_cases.submissions.keep_report import KeepReport
from service.use_cases.submissions.look_back import LookBack
from service.use_cases.submissions.make_reports import MakeReports
from service.use_cases.submissions.publish_reports import PublishReports


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAnswers:
    """What a municipality has stays as it is: a later answer goes along with the next submission."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the job; raises LostLeaseError when it was not ours any more, publishing nothing."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            tables, moment = tables_blob_of(work, job.submission), translated_as_of(work, job.submission)
            earlier = LookBack(self.blobs)(work, job.submission, moment)
            reports = work.reports.of_submission(job.submission)
            answered = FindAnswered()(work, job.submission)
        engine = self.engine.as_of(moment).given(earlier)
        asking = sorted(
            filter(engine.asks_answers, {each.subject for each in reports}), key=lambda each: each.key
        )
        make, keep = MakeReports(self.blobs, engine, answered), KeepReport(self.blobs)
        rows = self.blobs.get(tables)
        made = [keep(job, report) for subject in asking for report in make(job, rows, subject)]
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock_all()
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            self._publish(work, job, made)

    def _publish(self, work: TenantWork, job: Job, made: Sequence[MadeReport]) -> None:
        submission = submission_of(work, job.submission)
        if submission.state is not SubmissionState.READY or submission.superseded_by is not None:
            return
        having = work.sendings.of(job.submission).keys()
        wanted = [report for report in made if report.municipality not in having]
        published = PublishReports()(work, job, wanted)
        work.log.write(*(each.as_act for each in work.successions.record_release(job.submission)))
        work.reports.forget_unsent(job.submission)
        work.acts.record("answers_told", str(job.submission), reports=len(published))
