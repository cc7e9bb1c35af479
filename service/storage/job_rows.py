"""Jobs as rows of the database and back, and a new one that is about no submission."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert

from service.domain.access import OrganisationId
from service.domain.periods import Period
from service.domain.submissions.jobs import NO_SUBMISSION, Job, JobId, JobKind, JobState, Subject
from service.domain.submissions.submission import SubmissionId
from service.storage.tables import JobRow, JsonObject, OutboxRow

_Found = Row[*tuple[Any, ...]]
JOB = (
    JobRow.id,
    JobRow.submission_id,
    JobRow.organisation_id,
    JobRow.kind,
    JobRow.attempt,
    JobRow.failures,
    JobRow.subject,
    JobRow.subject_key,
    JobRow.created_at,
)
"""The columns that a job is read from."""


def subject_as_json(subject: Subject) -> JsonObject:
    """Write down which reports a job makes."""
    period = subject.period
    return {
        "format": subject.format,
        "format_sha256": subject.format_sha256,
        "period": [period.begin.isoformat(), period.end.isoformat()],
    }


def _subject(kept: JsonObject) -> Subject:
    match kept:
        case {"format": str(name), "format_sha256": str(sha256), "period": [str(begin), str(end)]}:
            period = Period(date.fromisoformat(begin), date.fromisoformat(end))
            return Subject(name, sha256, period)
    raise TypeError("a translate job without format and period")


def job_of(row: _Found) -> Job:
    """Give the job that a row with the columns of `JOB` holds."""
    kind = JobKind(row.kind)
    return Job(
        id=JobId(row.id),
        submission=SubmissionId(row.submission_id) if row.submission_id else NO_SUBMISSION,
        organisation=OrganisationId(row.organisation_id),
        kind=kind,
        attempt=row.attempt,
        failures=row.failures,
        subject=_subject(row.subject) if row.subject else None,
        catalogue_sha256=row.subject_key if kind is JobKind.RELEASE else "",
        created_at=row.created_at,
    )


def add_lone_job(connection: Connection, job: UUID, organisation: UUID, kind: JobKind) -> None:
    """Ask for a job about no submission, with the message that rings for it; it is to be done now."""
    facts = {"organisation_id": organisation, "kind": kind.value, "created_at": func.now()}
    made = insert(JobRow).values(
        id=job, subject_key=str(job), state=JobState.READY.value, not_before=func.now(), **facts
    )
    connection.execute(made.inline())
    connection.execute(insert(OutboxRow).values(job_id=job, **facts).inline())
