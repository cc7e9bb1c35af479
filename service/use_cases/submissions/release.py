"""Translate what waited in a submission, under a later catalogue and without a new upload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from service.domain.access import Actor
from service.domain.failures import OutsideServiceAwayError, TransientError
from service.domain.findings import Verdict
from service.domain.keeping import KeptKind
from service.domain.made_report import MadeReport
from service.domain.notices.kinds import CORRECTED
from service.domain.reports import ReportSummary
from service.domain.submissions.jobs import Job, JobKind
from service.domain.submissions.releases import lets_go
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.domain.translation.answers_told import AnsweredWarning
from service.domain.translation.unmade import REPORT_NOT_MADE
from service.domain.translation.waiting import released_amounts
from service.domain.translation.waiting_codes import WaitingCode
from service.pipeline.engine import CheckedUpload, Engine, Settled
from service.storage.blobs import BlobStore, StoredBlob
from service.storage.keys.data_keys import KeyPlace
from service.storage.stored_submission import content_of
from service.storage.stores import Stores, TenantWork
from service.storage.submission_outcomes import CheckOutcome, SettledOutcome
from service.storage.submissions import SubmissionContent
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.proof.name_requests import NameRequests
from service.use_cases.submissions.compare import CompareWithEarlier
from service.use_cases.submissions.find_answered import FindAnswered
from service.use_cases.submissions.give_way import GiveWay
from service.use_cases.submissions.keep_report import KeepReport
from service.use_cases.submissions.look_back import LookBack
from service.use_cases.submissions.make_reports import MakeReports
from service.use_cases.submissions.publish_reports import PublishReports
from service.use_cases.submissions.read_earlier import ReadEarlier
from service.use_cases.submissions.tell import Tell


class OtherCatalogueError(OutsideServiceAwayError):
    """This worker reads another catalogue than the job was made for: the machines are not yet all alike."""


class HoldsAgainError(TransientError):
    """What had taken its place when the work began was taken back meanwhile: the next attempt does it."""


_WAITS_FOR_MACHINES = timedelta(days=1)
"""After it nobody has that catalogue any more, and the job ends without doing anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Former:
    """A submission as it was before."""

    content: SubmissionContent
    before: Sequence[SubmissionContent] | None
    """What an addition was added to, oldest first; None of a whole delivery."""
    reports: Sequence[ReportSummary]
    unmade: int
    answered: Sequence[AnsweredWarning]

    def changed(self, made: Sequence[MadeReport]) -> list[MadeReport]:
        """Those that are not byte for byte what the municipality has."""
        has = {one.key: one.sha256 for one in self.reports}
        return [one for one in made if has.get(one.key) != one.sha256]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the later catalogue makes of a submission."""

    codes: Sequence[WaitingCode] | None
    """What waits per municipality; None when the same does not wait any more."""
    again: "_Again | None"
    """None when it lets nothing go, or would take anything back."""


@dataclass(frozen=True, slots=True)
class _Again:
    """A submission as it turns out under the later catalogue."""

    checked: CheckedUpload
    settled: Settled
    tables: StoredBlob
    reports: tuple[MadeReport, ...]
    """Only those that are not byte for byte what the municipality has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSubmission:
    """Everything of a release, or nothing of it: one transaction, guarded by the fencing number.

    Until it commits, the reports and the balance from before hold, and that balance closes.
    """

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    name_requests: NameRequests
    compare: CompareWithEarlier
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the release job.

        Raises OtherCatalogueError, HoldsAgainError, BalanceDoesNotCloseError or LostLeaseError.
        """
        moment = datetime.now(UTC)
        engine = self.engine.as_of(moment)
        catalogue = engine.catalogue_sha256()
        if catalogue != job.catalogue_sha256:
            self._leave(job, catalogue)
            return
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            submission, content = _held(work, job)
            earlier = LookBack(self.blobs)(work, job.submission, moment)
            former = _former(work, job.submission, content)
        engine = engine.given(earlier)
        found = self._found(engine, moment, job, former) if _can_be_released(submission) else None
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock_all()
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            submission, content = _held(work, job)
            if not _can_be_released(submission):
                _let_be(work, submission)
            elif found is None:
                raise HoldsAgainError(str(job.submission))
            elif found.again is None:
                _wait_on(work, job, found.codes)
            else:
                _release(work, job, content, found.again)
                if FindAnswered()(work, job.submission) != former.answered:
                    work.jobs.add(job.submission, JobKind.TELL_ANSWERS, key=str(uuid4()))
        self.relay_outbox()

    def _leave(self, job: Job, catalogue: str) -> None:
        """To another machine, or to this one later; at last, or when it was overtaken, to nobody."""
        is_young = job.created_at is None or datetime.now(UTC) - job.created_at < _WAITS_FOR_MACHINES
        if is_young and not self._is_overtaken(job):
            raise OtherCatalogueError(catalogue)
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)

    def _is_overtaken(self, job: Job) -> bool:
        """Whether something was published or approved since: for what holds now there is another job.

        The files of this machine are those of the job then; where files differ, machines are not yet alike.
        """
        moment = job.created_at
        return moment is not None and self.engine.as_of(moment).catalogue_sha256() == job.catalogue_sha256

    def _found(self, engine: Engine, moment: datetime, job: Job, former: _Former) -> _Found:
        content = former.content
        checked = self._checked(engine, job, former)
        if checked.verdict is Verdict.REJECTED or content.balance is None:
            return _Found(None, None)
        make = MakeReports(
            blobs=self.blobs,
            engine=engine,
            moment=moment,
            answered=former.answered,
            name_requests=self.name_requests,
        )
        made = [report for subject in checked.subjects for report in make(job, checked.tables, subject)]
        settled = engine.settle(checked.tables, frozenset(one.key for one in made))
        settled.balance.require_closed(str(job.submission))
        unmade = former.unmade, len(settled.unmade)
        if not lets_go(content.balance, settled.balance, content.waiting, settled.waiting, unmade):
            return _Found(settled.codes if settled.waiting == content.waiting else None, None)
        return _Found(settled.codes, self._kept(job, checked, settled, former.changed(made)))

    def _checked(self, engine: Engine, job: Job, former: _Former) -> CheckedUpload:
        upload, reading = former.content.upload, former.content.reading
        before = None if former.before is None else ReadEarlier(self.blobs)(former.before)
        checked = engine.check(self.blobs.get(upload.blob), upload.filename, reading, before)
        return self.compare(job, engine, checked)

    def _kept(
        self, job: Job, checked: CheckedUpload, settled: Settled, changed: Sequence[MadeReport]
    ) -> _Again:
        place = KeyPlace(job.organisation, job.submission, KeptKind.UPLOAD)
        tables = self.blobs.put(place, [checked.tables])
        keep = KeepReport(self.blobs)
        kept = tuple(keep(job, report) for report in changed)
        return _Again(checked, settled, tables, kept)


def _former(work: TenantWork, submission: SubmissionId, content: SubmissionContent) -> _Former:
    adding = work.additions.of(submission)
    return _Former(
        content=content,
        before=[content_of(work, each) for each in adding.made_of] if adding.is_addition else None,
        reports=work.reports.of_submission(submission),
        unmade=_unmade_in(work, submission),
        answered=FindAnswered()(work, submission),
    )


def _unmade_in(work: TenantWork, submission: SubmissionId) -> int:
    """How many reports of a submission could not be made, as it was told."""
    return sum(each["code"] == REPORT_NOT_MADE.code for each in work.submissions.all_findings(submission))


def _held(work: TenantWork, job: Job) -> tuple[Submission, SubmissionContent]:
    content = content_of(work, job.submission)
    submission = work.submissions.get(job.submission)
    if submission is None:
        raise LookupError(str(job.submission))
    return submission, content


def _can_be_released(submission: Submission) -> bool:
    """A later upload says what holds; what was rejected or failed has nothing that waits."""
    return submission.state is SubmissionState.READY and submission.superseded_by is None


def _let_be(work: TenantWork, submission: Submission) -> None:
    """What a later upload took the place of waits on: that one may be taken back (see LetSucceed)."""
    if submission.superseded_by is None:
        work.releases.forget(submission.id)


def _wait_on(work: TenantWork, job: Job, codes: Sequence[WaitingCode] | None) -> None:
    """Remember that it waits as far as this catalogue goes, and for which codes."""
    if codes is not None:
        work.submissions.keep_codes(job.submission, codes)
    work.releases.wait(job.submission, job.catalogue_sha256)


def _release(work: TenantWork, job: Job, content: SubmissionContent, again: _Again) -> None:
    checked, settled = again.checked, again.settled
    _record(work, job, again)
    published = PublishReports()(work, job, again.reports, "released")
    gone = work.successions.record_release(job.submission)
    work.reports.forget_unsent(job.submission)
    GiveWay()(work, (*gone, *work.successions.record()))
    having = work.sendings.of(job.submission).keys()
    Tell()(work, CORRECTED, job.submission, {each.municipality for each in published} & having)
    released = released_amounts(content.waiting, settled.waiting)
    work.releases.record(job.submission, job.catalogue_sha256, released, len(published))
    if settled.waiting or settled.unmade:
        work.releases.wait(job.submission, job.catalogue_sha256)
    else:
        work.releases.forget(job.submission)
    if checked.findings or settled.findings:
        work.jobs.add(job.submission, JobKind.ANNOTATE, key=job.catalogue_sha256)
    work.acts.record(
        "submission_released",
        str(job.submission),
        catalogue_sha256=job.catalogue_sha256,
        rows=sum(each.rows for each in released),
        cents=sum(each.cents for each in released),
        reports=len(published),
        replaced=len(gone),
    )


def _record(work: TenantWork, job: Job, again: _Again) -> None:
    checked, settled = again.checked, again.settled
    work.submissions.record_check(
        job.submission,
        CheckOutcome(
            verdict=checked.verdict,
            period=checked.period,
            rows=checked.rows,
            findings=[finding.as_json() for finding in checked.findings],
            tables_blob=again.tables.key,
            catalogue_sha256=job.catalogue_sha256,
            municipalities=checked.municipalities,
        ),
    )
    found = [finding.as_json() for finding in settled.findings]
    work.submissions.record_settlement(
        job.submission,
        SettledOutcome(
            balance=settled.balance,
            burden=settled.burden,
            findings=found,
            waiting=settled.waiting,
            codes=settled.codes,
        ),
    )
    work.deliveries.declared.keep(job.submission, settled.declared)
    work.deliveries.places.keep(job.submission, settled.places)
