"""Jobs as who looks after the service sees them: listed, asked again, or given up."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, case, false, func, select, update

from service.domain.access import OrganisationId
from service.domain.submissions.jobs import (
    AWAY,
    LONGEST_PAUSE,
    LONGEST_PAUSE_FOR_MAIL,
    NO_SUBMISSION,
    JobFacts,
    JobId,
    JobKind,
    JobState,
    WorkMeasured,
)
from service.domain.submissions.submission import SubmissionId
from service.storage.tables import JobRow, OutboxRow

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]


class JobCare:
    """The jobs that the transaction may see."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def listed(self, states: Collection[JobState], most: int) -> tuple[JobFacts, ...]:
        """Those in one of these states, the longest waiting first."""
        wanted = _facts().where(JobRow.state.in_([state.value for state in states]))
        found = self._connection.execute(wanted.order_by(JobRow.created_at, JobRow.id).limit(most))
        return tuple(_job_facts(row) for row in found)

    def measured(self) -> tuple[WorkMeasured, ...]:
        """What is not done, by kind, state and whether it waits for a part outside."""
        waits = func.coalesce(JobRow.failure.startswith(AWAY), false())
        wanted = (
            select(
                JobRow.kind,
                JobRow.state,
                waits,
                func.count(),
                func.extract("epoch", func.now() - func.min(JobRow.created_at)),
            )
            .where(JobRow.state != JobState.DONE.value)
            .group_by(JobRow.kind, JobRow.state, waits)
        )
        return tuple(
            WorkMeasured(
                kind=JobKind(kind),
                state=JobState(state),
                jobs=count,
                oldest_seconds=float(oldest),
                is_away=away,
            )
            for kind, state, away, count, oldest in self._connection.execute(wanted)
        )

    def quarantined_of(self, submission: SubmissionId) -> tuple[JobFacts, ...]:
        """Those of one submission that failed for good."""
        wanted = _facts().where(
            JobRow.submission_id == submission, JobRow.state == JobState.QUARANTINED.value
        )
        return tuple(_job_facts(row) for row in self._connection.execute(wanted))

    def one(self, job: JobId) -> JobFacts | None:
        """One job, None when there is none that may be seen."""
        row = self._connection.execute(_facts().where(JobRow.id == job)).one_or_none()
        return None if row is None else _job_facts(row)

    def retry(self, job: JobId) -> bool:
        """Make a quarantined job ready, as if it had never failed; False when it is not quarantined."""
        again = self._connection.execute(
            update(JobRow)
            .where(JobRow.id == job, JobRow.state == JobState.QUARANTINED.value)
            .values(
                state=JobState.READY.value,
                failures=0,
                losses=0,
                failure=None,
                finished_at=None,
                not_before=func.now(),
            )
        )
        self._connection.execute(update(OutboxRow).where(OutboxRow.job_id == job).values(sent_at=None))
        return again.rowcount == 1

    def bring_forward(self, longest_lease: timedelta) -> int:
        """Let nothing wait longer than it can have been told to; returns for how many that was so.

        A moment further ahead was given by a clock that was put back since: what is ready is so now, a lease
        ends as if it were given now, and a message of a minute ahead or more is sent again.
        """
        job = update(JobRow)
        longest = case((JobRow.kind == JobKind.SEND_EMAIL.value, LONGEST_PAUSE_FOR_MAIL), else_=LONGEST_PAUSE)
        waits_too_long = JobRow.not_before > func.now() + longest
        is_held_too_long = JobRow.lease_until > func.now() + longest_lease + LONGEST_PAUSE
        changes = (
            job.where(JobRow.state == JobState.READY.value, waits_too_long).values(not_before=func.now()),
            job.where(JobRow.state == JobState.RUNNING.value, is_held_too_long).values(
                lease_until=func.now() + longest_lease
            ),
            update(OutboxRow).where(OutboxRow.sent_at > func.now() + LONGEST_PAUSE).values(sent_at=None),
        )
        return sum(self._connection.execute(change).rowcount for change in changes)

    def give_up(self, job: JobId, failure: str) -> bool:
        """Quarantine a job that is not finished; who does it just now finds its lease lost."""
        given_up = self._connection.execute(
            update(JobRow)
            .where(JobRow.id == job, JobRow.state.in_([JobState.READY.value, JobState.RUNNING.value]))
            .values(
                state=JobState.QUARANTINED.value,
                failure=failure,
                attempt=JobRow.attempt + 1,
                lease_until=None,
                finished_at=func.now(),
            )
        )
        return given_up.rowcount == 1


def _facts() -> _Wanted:
    return select(
        JobRow.id,
        JobRow.submission_id,
        JobRow.organisation_id,
        JobRow.kind,
        JobRow.state,
        JobRow.subject,
        JobRow.attempt,
        JobRow.failures,
        JobRow.losses,
        JobRow.failure,
        JobRow.owner,
        JobRow.created_at,
        JobRow.not_before,
    )


def _job_facts(row: _Found) -> JobFacts:
    return JobFacts(
        id=JobId(row.id),
        submission=SubmissionId(row.submission_id) if row.submission_id else NO_SUBMISSION,
        organisation=OrganisationId(row.organisation_id),
        kind=JobKind(row.kind),
        state=JobState(row.state),
        format=str((row.subject or {}).get("format", "")),
        attempt=row.attempt,
        failures=row.failures,
        losses=row.losses,
        failure=row.failure or "",
        owner=row.owner or "",
        created_at=row.created_at,
        not_before=row.not_before,
    )
