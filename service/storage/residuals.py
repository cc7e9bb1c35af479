"""What is left to be done by hand and why: verdicts of municipalities, and work by its one cause."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.burden.from_reports import KnownWork
from service.domain.burden.residual import Cause, ReportVerdict, WorkSource
from service.domain.findings import Verdict
from service.domain.periods import Period
from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.storage.residual_tables import ReportRemarkRow, ReportVerdictRow, WorkLeftRow
from service.storage.tables import ReportRow, SubmissionRow


class Residuals:
    """What one organisation may see, or tell, of the work that is left."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def judge(self, report: ReportId, cause: Cause | None, remark: str) -> bool:
        """Accept (no cause) or reject; the last verdict stands. False when there is no such report."""
        wanted = select(ReportRow.provider_id, ReportRow.municipality).where(ReportRow.id == report)
        found = self._connection.execute(wanted).one_or_none()
        if found is None:
            return False
        both = {"provider_id": found.provider_id, "municipality": found.municipality, "report_id": report}
        verdict = {"cause": cause.value if cause else None, "decided_at": func.now()}
        told = insert_or(ReportVerdictRow).values(**both, **verdict)
        self._connection.execute(told.on_conflict_do_update(index_elements=["report_id"], set_=verdict))
        remarked = insert_or(ReportRemarkRow).values(**both, remark=remark)
        again = {"remark": remarked.excluded.remark}
        self._connection.execute(remarked.on_conflict_do_update(index_elements=["report_id"], set_=again))
        return True

    def know(self, submission: SubmissionId, source: WorkSource, times: Mapping[Cause, int]) -> None:
        """Keep how often something had to be done; the same told twice by findings stays what it is."""
        for cause, count in times.items():
            self._add(submission, source, cause, times=count, minutes=0)

    def add_minutes(self, submission: SubmissionId, cause: Cause, minutes: int) -> None:
        """Add what its provider says that it took."""
        self._add(submission, WorkSource.PROVIDER, cause, times=0, minutes=minutes)

    def _add(
        self, submission: SubmissionId, source: WorkSource, cause: Cause, *, times: int, minutes: int
    ) -> None:
        new = insert_or(WorkLeftRow).values(
            submission_id=submission,
            provider_id=self._organisation,
            cause=cause.value,
            source=source.value,
            times=times,
            minutes=minutes,
            recorded_at=func.now(),
        )
        adds = source is not WorkSource.FINDINGS
        changed = {
            "times": WorkLeftRow.times + times if adds else new.excluded.times,
            "minutes": WorkLeftRow.minutes + minutes,
            "recorded_at": func.now(),
        }
        keys = ["submission_id", "cause", "source"]
        self._connection.execute(new.on_conflict_do_update(index_elements=keys, set_=changed))

    def known(self) -> tuple[KnownWork, ...]:
        """Everything that this organisation may see, by period and cause."""
        return (*self._told(), *self._rejections(), *self._uploads_done_again())

    def _told(self) -> tuple[KnownWork, ...]:
        wanted = (
            select(
                SubmissionRow.period_begin,
                SubmissionRow.period_end,
                WorkLeftRow.cause,
                func.sum(WorkLeftRow.times).label("times"),
                func.sum(WorkLeftRow.minutes).label("minutes"),
            )
            .join(SubmissionRow, SubmissionRow.id == WorkLeftRow.submission_id)
            .where(SubmissionRow.period_begin.is_not(None))
            .group_by(SubmissionRow.period_begin, SubmissionRow.period_end, WorkLeftRow.cause)
        )
        return tuple(
            KnownWork(
                period=_period(row.period_begin, row.period_end),
                cause=Cause(row.cause),
                times=int(row.times),
                minutes=int(row.minutes),
            )
            for row in self._connection.execute(wanted)
        )

    def _rejections(self) -> tuple[KnownWork, ...]:
        """Rejected reports, also those that were replaced since: repairing them was work."""
        wanted = (
            select(
                ReportRow.period_begin,
                ReportRow.period_end,
                ReportVerdictRow.cause,
                func.count().label("times"),
            )
            .join(ReportRow, ReportRow.id == ReportVerdictRow.report_id)
            .where(ReportVerdictRow.cause.is_not(None))
            .group_by(ReportRow.period_begin, ReportRow.period_end, ReportVerdictRow.cause)
        )
        return tuple(
            KnownWork(
                period=_period(row.period_begin, row.period_end), cause=Cause(row.cause), times=row.times
            )
            for row in self._connection.execute(wanted)
        )

    def _uploads_done_again(self) -> tuple[KnownWork, ...]:
        """Uploads that were rejected or replaced: each was an upload more, and mostly a correction.

        Where a municipality's verdict is the reason, the correction is known already and the cause is that
        of the verdict; of several verdicts the first by its code, because an upload has one cause.
        """
        verdict = (
            select(func.min(ReportVerdictRow.cause))
            .join(ReportRow, ReportVerdictRow.report_id == ReportRow.id)
            .where(ReportRow.submission_id == SubmissionRow.id)
            .scalar_subquery()
        )
        again = (
            select(SubmissionRow.period_begin, SubmissionRow.period_end, verdict.label("verdict"))
            .where(SubmissionRow.period_begin.is_not(None))
            .where(
                SubmissionRow.superseded_by.is_not(None) | (SubmissionRow.verdict == Verdict.REJECTED.value)
            )
            .subquery()
        )
        found = again.c
        wanted = select(
            found.period_begin, found.period_end, found.verdict, func.count().label("uploads")
        ).group_by(found.period_begin, found.period_end, found.verdict)
        return tuple(
            KnownWork(
                period=_period(row.period_begin, row.period_end),
                cause=Cause(row.verdict or Cause.DATA_QUALITY),
                times=0 if row.verdict else row.uploads,
                uploads=row.uploads,
            )
            for row in self._connection.execute(wanted)
        )


def verdict_from(cause: str | None, remark: str | None, decided_at: datetime) -> ReportVerdict:
    """As it is stored: no cause is that it was accepted, no remark that who asks may not see it."""
    return ReportVerdict(Cause(cause) if cause else None, remark or "", decided_at)


def _period(begin: date, end: date) -> Period:
    return Period(begin, end)
