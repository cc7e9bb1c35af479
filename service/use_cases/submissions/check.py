"""Check a submission, and have it translated when nothing blocks it."""

from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.access import Actor
from service.domain.failures import EarlierNotCheckedError
from service.domain.findings import Finding, Place, Verdict
from service.domain.keeping import KeptKind
from service.domain.notices.kinds import FINDINGS
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.standard.findings.senders import OTHER_PROVIDER
from service.domain.submissions.adding_up import AddingUp
from service.domain.submissions.jobs import Job, JobKind
from service.pipeline.engine import CheckedUpload, Engine
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.storage.stored_submission import content_of, received_at
from service.storage.stores import Stores, TenantWork
from service.storage.submission_outcomes import CheckOutcome
from service.storage.submissions import SubmissionContent
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.add_up import AddUp
from service.use_cases.submissions.compare import CompareWithEarlier
from service.use_cases.submissions.find_former import FindFormer
from service.use_cases.submissions.tell import Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSubmission:
    """Findings, verdict, tables and the jobs that follow from them are kept in one transaction."""

    stores: Stores
    blobs: BlobStore
    engine: Engine
    relay_outbox: RelayOutbox
    add_up: AddUp
    compare: CompareWithEarlier
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the check job; raises LostLeaseError when it was not ours any more, keeping nothing.

        An addition raises EarlierNotCheckedError as long as something before it is not checked.
        """
        content, code, moment = self._content(job)
        upload, engine = content.upload, self.engine.as_of(moment)
        catalogue = engine.catalogue_sha256()
        checked = engine.check(self.blobs.get(upload.blob), upload.filename, content.reading)
        checked, adding_up = self.add_up(job, engine, content, checked)
        checked = self.compare(job, engine, checked)
        checked = _refused_when_from_another(checked, code)
        place = KeyPlace(job.organisation, job.submission, KeptKind.UPLOAD)
        tables = self.blobs.put(place, [checked.tables])
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            _require_unchanged(work, job, checked, adding_up, content.times_read)
            work.jobs.finish(job)
            work.submissions.record_check(job.submission, _outcome(checked, tables.key, catalogue))
            work.deliveries.contracts.keep(job.submission, checked.contracts)
            work.deliveries.volumes.keep(job.submission, checked.volumes)
            work.additions.keep(job.submission, adding_up)
            _add_what_follows(work, job, checked, content.times_read)
            answered = work.answers.take_from_copy(job.submission, checked.answers)
            work.acts.record(
                "submission_checked",
                str(job.submission),
                checked.verdict.value,
                findings=len(checked.findings),
                formats=len(checked.subjects),
                answered=answered,
                made_of=[str(each) for each in adding_up.made_of],
            )
            facts = {"verdict": checked.verdict.value, "tables_sha256": tables.sha256}
            work.log.write(LoggedAct(kind=ActKind.CHECKED, submission=job.submission, facts=facts))
        self.relay_outbox()

    def _content(self, job: Job) -> tuple[SubmissionContent, str, datetime]:
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            provider = work.organisations.get(job.organisation)
            code = provider.code if provider else ""
            return content_of(work, job.submission), code, received_at(work, job.submission)


def _require_unchanged(
    work: TenantWork, job: Job, checked: CheckedUpload, adding_up: AddingUp, times_read: int
) -> None:
    """What it should have been added to is still the same; otherwise it is checked once more."""
    if checked.verdict is Verdict.REJECTED or not (adding_up.is_addition or times_read > 1):
        return
    work.submissions.lock_all()
    former = FindFormer()(work, job, checked, adding_up)
    if former.findings or tuple(each.id for each in former.submissions) != adding_up.made_of:
        raise EarlierNotCheckedError(str(job.submission))


def _refused_when_from_another(checked: CheckedUpload, code: str) -> CheckedUpload:
    if not checked.agb_code or checked.agb_code == code:
        return checked
    finding = Finding(
        OTHER_PROVIDER,
        Place(sheet=checked.message) if checked.message else Place(table="aanlevering", field="agb_code"),
        {"found": checked.agb_code, "expected": code},
    )
    return replace(
        checked,
        verdict=Verdict.REJECTED,
        findings=(finding, *checked.findings),
        subjects=(),
        municipalities=frozenset(),
        contracts={},
        volumes={},
    )


def _outcome(checked: CheckedUpload, tables_blob: str, catalogue_sha256: str) -> CheckOutcome:
    return CheckOutcome(
        verdict=checked.verdict,
        period=checked.period,
        rows=checked.rows,
        findings=[finding.as_json() for finding in checked.findings],
        tables_blob=tables_blob,
        catalogue_sha256=catalogue_sha256,
        municipalities=checked.municipalities,
        balance=checked.balance,
    )


def _add_what_follows(work: TenantWork, job: Job, checked: CheckedUpload, times_read: int) -> None:
    if checked.verdict is Verdict.REJECTED:
        Tell()(work, FINDINGS, job.submission)
        if any(finding.place.row is not None for finding in checked.findings):
            work.jobs.add(job.submission, JobKind.ANNOTATE, key=f"{times_read}")
        return
    if checked.subjects:
        work.jobs.add(job.submission, JobKind.TRANSLATE, checked.subjects)
    else:
        work.jobs.add(job.submission, JobKind.SETTLE)
