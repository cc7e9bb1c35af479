"""Jobs and their outbox: what is to be done, who is doing it, and what the broker has been told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Update,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.submissions.jobs import (
    MOST_FAILURES,
    MOST_LOSSES,
    Job,
    JobId,
    JobKind,
    JobState,
    LostLeaseError,
    Progress,
    QuarantinedJob,
    Subject,
    is_away,
)
from service.domain.submissions.submission import SubmissionId
from service.storage.correction_tables import WaitingSubmissionRow
from service.storage.job_care import JobCare
from service.storage.job_rows import JOB, job_of, subject_as_json
from service.storage.tables import JobRow, JsonObject, OutboxRow

_MOST_DOUBLINGS = 7
FREED = text("timestamptz '-infinity'")
"""The end of the lease of a job whose holder is known to have ended."""
_TO_DO = (JobState.READY.value, JobState.RUNNING.value)
_OWED = tuple(kind.value for kind in JobKind if kind.is_owed)


class Jobs:
    """The jobs of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def add(
        self,
        submission: SubmissionId,
        kind: JobKind,
        subjects: Sequence[Subject | None] = (None,),
        *,
        key: str = "",
    ) -> None:
        """Add one job per subject, each with its message in the outbox; a job that is there already stays.

        `key` tells jobs without a subject apart: of one kind and key a submission has one.
        """
        if not subjects:
            return
        now = self._connection.execute(select(func.now())).scalar_one()
        rows = [self._row(submission, kind, subject, key, now) for subject in subjects]
        new = insert_or(JobRow).values(rows).on_conflict_do_nothing().returning(JobRow.id)
        added = self._connection.execute(new).scalars().all()
        if added:
            self._announce(added, kind, now)

    def add_run(self, submission: SubmissionId, run: UUID) -> None:
        """Add the job of a run of a draft; the job has the id of the run."""
        now = self._connection.execute(select(func.now())).scalar_one()
        row = self._row(submission, JobKind.TRY_FORMAT, None, str(run), now) | {"id": run}
        self._connection.execute(insert(JobRow).values(row))
        self._announce([run], JobKind.TRY_FORMAT, now)

    def finish(self, job: Job) -> None:
        """Mark `job` done. Raises LostLeaseError when a later attempt has taken it over or finished it."""
        self._close(job, state=JobState.DONE.value, finished_at=func.now(), lease_until=None)

    def ask_again(self, submission: SubmissionId, kind: JobKind) -> None:
        """Make the last added job of a kind ready once more, when it is done; with its message."""
        wanted = select(JobRow.id).where(JobRow.submission_id == submission, JobRow.kind == kind.value)
        last = wanted.order_by(JobRow.created_at.desc()).limit(1).scalar_subquery()
        ready = {"state": JobState.READY.value, "finished_at": None, "not_before": func.now()}
        again = update(JobRow).where(JobRow.id == last, JobRow.state == JobState.DONE.value).values(ready)
        done = self._connection.execute(again.returning(JobRow.id)).scalars().all()
        self._connection.execute(update(OutboxRow).where(OutboxRow.job_id.in_(done)).values(sent_at=None))

    def put_back(self, job: Job, failure: str, pause: timedelta, *, counts: bool) -> None:
        """Make `job` ready again after `pause`, one failure further if it counts.

        Raises LostLeaseError like `finish`.
        """
        self._close(
            job,
            failures=JobRow.failures + int(counts),
            state=JobState.READY.value,
            failure=failure,
            not_before=func.now() + pause,
            lease_until=None,
        )
        self._connection.execute(update(OutboxRow).where(OutboxRow.job_id == job.id).values(sent_at=None))

    def quarantine(self, job: Job, failure: str) -> None:
        """Take `job` out for good and name why. Raises LostLeaseError like `finish`."""
        self._close(
            job,
            state=JobState.QUARANTINED.value,
            failure=failure,
            finished_at=func.now(),
            lease_until=None,
        )

    def progress(self, submission: SubmissionId) -> Progress:
        """How many of the jobs that are owed are known and done, and which are quarantined.

        Since the submission was read last: what came of an earlier reading is no longer owed.
        """
        wanted = select(JobRow.id, JobRow.kind, JobRow.state, JobRow.subject, JobRow.failure)
        owed = wanted.where(JobRow.submission_id == submission, JobRow.kind.in_(_OWED))
        owed = owed.where(JobRow.created_at >= _last_read(submission))
        found = self._connection.execute(owed.order_by(JobRow.created_at, JobRow.subject_key)).all()
        stuck = tuple(
            QuarantinedJob(
                JobId(row.id),
                JobKind(row.kind),
                str((row.subject or {}).get("format", "")),
                row.failure or "",
            )
            for row in found
            if row.state == JobState.QUARANTINED.value
        )
        done = sum(row.state == JobState.DONE.value for row in found)
        held_up = any(is_away(row.failure) for row in found if row.state in _TO_DO)
        return Progress(done, len(found), stuck, is_held_up=held_up)

    def state_of(self, submission: SubmissionId, kind: JobKind) -> JobState | None:
        """Where the last added job of a kind stands; None when there is none."""
        wanted = select(JobRow.state).where(JobRow.submission_id == submission, JobRow.kind == kind.value)
        last = self._connection.execute(wanted.order_by(JobRow.created_at.desc()).limit(1))
        state = last.scalar_one_or_none()
        return None if state is None else JobState(state)

    def is_to_do(self, submission: SubmissionId, kind: JobKind) -> bool:
        """Whether a job of a kind still has to be done."""
        wanted = select(JobRow.id).where(
            JobRow.submission_id == submission, JobRow.kind == kind.value, JobRow.state.in_(_TO_DO)
        )
        return self._connection.execute(wanted.limit(1)).first() is not None

    def still_translating(self, submission: SubmissionId) -> int:
        """How many translate jobs of the submission are not done."""
        return self._connection.execute(
            select(func.count()).where(
                JobRow.submission_id == submission,
                JobRow.kind == JobKind.TRANSLATE.value,
                JobRow.state != JobState.DONE.value,
            )
        ).scalar_one()

    def _announce(self, jobs: Sequence[UUID], kind: JobKind, now: datetime) -> None:
        organisation = {"organisation_id": self._organisation, "kind": kind.value, "created_at": now}
        self._connection.execute(insert(OutboxRow), [{"job_id": job, **organisation} for job in jobs])

    def _close(self, job: Job, **values: object) -> None:
        is_ours = and_(
            JobRow.id == job.id,
            JobRow.attempt == job.attempt,
            JobRow.state == JobState.RUNNING.value,
        )
        closed = self._connection.execute(update(JobRow).where(is_ours).values(**values))
        if closed.rowcount != 1:
            raise LostLeaseError(f"attempt {job.attempt} of job {job.id} no longer holds it")

    def _row(
        self, submission: SubmissionId, kind: JobKind, subject: Subject | None, key: str, now: datetime
    ) -> JsonObject:
        return {
            "id": uuid4(),
            "submission_id": submission,
            "organisation_id": self._organisation,
            "kind": kind.value,
            "subject_key": subject.key if subject else key,
            "subject": subject_as_json(subject) if subject else None,
            "state": JobState.READY.value,
            "not_before": now,
            "created_at": now,
        }


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A doorbell that has to be rung."""

    job: JobId
    kind: JobKind


class Dispatch:
    """Jobs and outbox of every organisation, for handing out work."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self.care = JobCare(connection)

    def claim(self, job: JobId, owner: str, lease: timedelta) -> Job | None:
        """Take `job` for the length of `lease`; None when it is done, waiting, or held by someone else."""
        row = self._connection.execute(
            _taken(owner, lease).where(JobRow.id == job, or_(_is_waiting(), _is_abandoned())).returning(*JOB)
        ).one_or_none()
        return None if row is None else job_of(row)

    def claim_next(self, owner: str, lease: timedelta) -> Job | None:
        """Take the job that is ready longest; None when there is none that nobody else is just taking."""
        first = (
            select(JobRow.id)
            .where(_is_waiting())
            .order_by(JobRow.not_before)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = self._connection.execute(
            _taken(owner, lease).where(JobRow.id == first.scalar_subquery()).returning(*JOB)
        ).one_or_none()
        return None if row is None else job_of(row)

    def is_work_left_lying(self, patience: timedelta, stand_ins: str) -> bool:
        """Whether jobs are ready for longer than `patience` while nobody but stand-ins does any.

        `stand_ins` is what the names of stand-ins begin with.
        """
        lying = select(JobRow.id).where(_is_waiting(), JobRow.not_before <= func.now() - patience)
        busy = select(JobRow.id).where(
            JobRow.state == JobState.RUNNING.value,
            JobRow.lease_until >= func.now(),
            ~JobRow.owner.startswith(stand_ins, autoescape=True),
        )
        return self._connection.execute(select(and_(lying.exists(), ~busy.exists()))).scalar_one()

    def rescue_abandoned(self) -> int:
        """Make jobs with an expired lease ready again; returns how many.

        A lease that ran out is a loss: nobody knows why. Of one that was freed it is known already.
        """
        again = (
            update(JobRow)
            .where(_is_abandoned(), _may_be_tried())
            .values(
                state=JobState.READY.value,
                losses=JobRow.losses + _one_when_lost(),
                lease_until=None,
                not_before=func.now(),
            )
            .returning(JobRow.id)
        )
        jobs = self._connection.execute(again).scalars().all()
        self._unsend(OutboxRow.job_id.in_(jobs))
        return len(jobs)

    def out_of_attempts(self) -> tuple[Job, ...]:
        """Jobs that were abandoned once too often."""
        wanted = select(*JOB).where(_is_abandoned(), ~_may_be_tried())
        return tuple(job_of(row) for row in self._connection.execute(wanted))

    def add_releases(self, catalogue_sha256: str) -> int:
        """Add a job for every submission that waits under another catalogue; returns how many are new.

        Once per submission and catalogue, however often and by however many this is called at the same time.
        """
        waiting = select(
            func.gen_random_uuid(),
            WaitingSubmissionRow.submission_id,
            WaitingSubmissionRow.organisation_id,
            literal(JobKind.RELEASE.value),
            literal(catalogue_sha256),
            literal(JobState.READY.value),
            func.now(),
            func.now(),
        ).where(WaitingSubmissionRow.catalogue_sha256 != catalogue_sha256)
        columns = ["id", "submission_id", "organisation_id", "kind", "subject_key", "state"]
        new = insert_or(JobRow).from_select([*columns, "not_before", "created_at"], waiting)
        added = self._connection.execute(
            new.on_conflict_do_nothing().returning(JobRow.id, JobRow.organisation_id)
        ).all()
        if added:
            self._connection.execute(
                insert(OutboxRow).values(created_at=func.now(), kind=JobKind.RELEASE.value),
                [{"job_id": row.id, "organisation_id": row.organisation_id} for row in added],
            )
        return len(added)

    def resend_unanswered(self, resend_after: timedelta) -> None:
        """Unsend messages about jobs that nobody took: after `resend_after`, then twice as long each time."""
        doublings = func.least(OutboxRow.times_sent - 1, _MOST_DOUBLINGS)
        patience = func.make_interval(
            0, 0, 0, 0, 0, 0, resend_after.total_seconds() * func.power(2, doublings)
        )
        waiting = select(JobRow.id).where(
            JobRow.state == JobState.READY.value, JobRow.not_before <= func.now()
        )
        self._unsend(OutboxRow.job_id.in_(waiting), OutboxRow.sent_at + patience < func.now())

    def to_send(self, most: int = 500) -> tuple[OutboxMessage, ...]:
        """Messages to send now; other relays do not see them until this transaction ends."""
        wanted = (
            select(OutboxRow.job_id, OutboxRow.kind)
            .join(JobRow, JobRow.id == OutboxRow.job_id)
            .where(
                OutboxRow.sent_at.is_(None),
                JobRow.state == JobState.READY.value,
                JobRow.not_before <= func.now(),
            )
            .order_by(OutboxRow.created_at)
            .limit(most)
            .with_for_update(of=OutboxRow, skip_locked=True)
        )
        return tuple(
            OutboxMessage(JobId(job), JobKind(kind)) for job, kind in self._connection.execute(wanted)
        )

    def mark_sent(self, jobs: Iterable[JobId]) -> None:
        """Remember that the broker was told."""
        sent = update(OutboxRow).where(OutboxRow.job_id.in_(list(jobs)))
        self._connection.execute(sent.values(sent_at=func.now(), times_sent=OutboxRow.times_sent + 1))

    def _unsend(self, *conditions: ColumnElement[bool]) -> None:
        self._connection.execute(
            update(OutboxRow).where(OutboxRow.sent_at.is_not(None), *conditions).values(sent_at=None)
        )


def _last_read(submission: SubmissionId) -> ScalarSelect[datetime]:
    checks = select(func.max(JobRow.created_at))
    return checks.where(
        JobRow.submission_id == submission, JobRow.kind == JobKind.CHECK.value
    ).scalar_subquery()


def _is_abandoned() -> ColumnElement[bool]:
    return and_(JobRow.state == JobState.RUNNING.value, JobRow.lease_until < func.now())


def _is_waiting() -> ColumnElement[bool]:
    return and_(JobRow.state == JobState.READY.value, JobRow.not_before <= func.now())


def _may_be_tried() -> ColumnElement[bool]:
    return and_(JobRow.failures < MOST_FAILURES, JobRow.losses + _one_when_lost() < MOST_LOSSES)


def _one_when_lost() -> ColumnElement[int]:
    """1 for a lease that ran out, 0 for one that was freed by who knows that its holder ended."""
    return case((and_(_is_abandoned(), JobRow.lease_until > FREED), 1), else_=0)


def _taken(owner: str, lease: timedelta) -> Update:
    return (
        update(JobRow)
        .where(_may_be_tried())
        .values(
            state=JobState.RUNNING.value,
            attempt=JobRow.attempt + 1,
            losses=JobRow.losses + _one_when_lost(),
            owner=owner,
            lease_until=func.now() + lease,
        )
    )
