"""What was sent to whom, what was taken of it, and whether a provider looks first."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.exc import ProgrammingError

from service.domain.access import OrganisationId
from service.domain.reports import ReportSummary
from service.domain.submissions.sending import Sent
from service.domain.submissions.submission import SubmissionId
from service.storage.sending_tables import ProviderSendingRow, ReportTakenRow
from service.storage.tables import ReportRow, SubmissionMunicipalityRow

SENT = and_(
    SubmissionMunicipalityRow.submission_id == ReportRow.submission_id,
    SubmissionMunicipalityRow.municipality == ReportRow.municipality,
    SubmissionMunicipalityRow.sent_at.is_not(None),
)
"""Joins a report to its municipality's own line of the submission, when that was sent."""


class Sendings:
    """A provider sends and takes back; a municipality takes."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def of(self, submission: SubmissionId) -> Mapping[str, Sent]:
        """By municipality that has it: since when, by whom, and when it first took something of it."""
        line, taken = SubmissionMunicipalityRow, ReportTakenRow
        wanted = (
            select(line.municipality, line.sent_at, line.sent_by, func.min(taken.taken_at).label("taken_at"))
            .outerjoin(
                taken,
                (taken.submission_id == line.submission_id) & (taken.municipality == line.municipality),
            )
            .where(line.submission_id == submission, line.sent_at.is_not(None))
            .group_by(line.municipality, line.sent_at, line.sent_by)
        )
        return {
            row.municipality: Sent(row.sent_at, row.sent_by or "", row.taken_at)
            for row in self._connection.execute(wanted)
        }

    def send(self, submission: SubmissionId, municipalities: Iterable[str], login: str) -> tuple[str, ...]:
        """Let these have it from now on; those of them that had it not yet."""
        wanted, line = sorted(set(municipalities)), SubmissionMunicipalityRow
        if not wanted:
            return ()
        rows = [
            {"submission_id": submission, "provider_id": self._organisation, "municipality": each}
            for each in wanted
        ]
        self._connection.execute(insert_or(line).on_conflict_do_nothing(), rows)
        sending = (
            update(line)
            .where(line.submission_id == submission, line.municipality.in_(wanted), line.sent_at.is_(None))
            .values(sent_at=func.now(), sent_by=login)
        )
        return tuple(sorted(self._connection.execute(sending.returning(line.municipality)).scalars()))

    def of_some(self, submissions: Iterable[SubmissionId]) -> set[tuple[SubmissionId, str]]:
        """Which of these was sent, each with a gemeentecode that has it."""
        line = SubmissionMunicipalityRow
        wanted = select(line.submission_id, line.municipality).where(
            line.submission_id.in_(set(submissions)), line.sent_at.is_not(None)
        )
        return {(row.submission_id, row.municipality) for row in self._connection.execute(wanted)}

    def take_back(self, submission: SubmissionId, municipality: str) -> bool:
        """Whether it was sent and nothing of it was taken; then it no longer is sent.

        Whoever takes something at the same moment waits for this, or this for them.
        """
        line = SubmissionMunicipalityRow
        here = (line.submission_id == submission) & (line.municipality == municipality)
        locked = select(line.sent_at).where(here).with_for_update()
        if self._connection.execute(locked).scalar_one_or_none() is None:
            return False
        taken = select(func.count()).where(
            ReportTakenRow.submission_id == submission, ReportTakenRow.municipality == municipality
        )
        if self._connection.execute(taken).scalar_one():
            return False
        self._connection.execute(update(line).where(here).values(sent_at=None, sent_by=None))
        return True

    def take(self, report: ReportSummary) -> bool:
        """Write down that its municipality has its file; whether that was so for the first time.

        Waits for a provider that takes it back at this moment: ask once more whether it is there. One that
        just did so makes the database refuse the line, and then nothing is written down.
        """
        provider = select(ReportRow.provider_id).where(ReportRow.id == report.id).scalar_subquery()
        taken = insert_or(ReportTakenRow).values(
            report_id=report.id,
            submission_id=report.submission,
            municipality=report.municipality,
            provider_id=provider,
            taken_at=func.now(),
        )
        first = taken.on_conflict_do_nothing(index_elements=["report_id"]).returning(ReportTakenRow.report_id)
        try:
            with self._connection.begin_nested():
                return self._connection.execute(first).scalar_one_or_none() is not None
        except ProgrammingError as error:
            if "row-level security" not in str(error):
                raise
            return False

    def goes_by_itself(self) -> bool:
        """Whether this provider lets go what there is nothing to say about."""
        wanted = select(ProviderSendingRow.by_itself).where(
            ProviderSendingRow.provider_id == self._organisation
        )
        return bool(self._connection.execute(wanted).scalar_one_or_none())

    def choose(self, *, by_itself: bool) -> None:
        """For every submission from now on."""
        values = {"by_itself": by_itself, "changed_at": func.now()}
        new = insert_or(ProviderSendingRow).values(provider_id=self._organisation, **values)
        self._connection.execute(new.on_conflict_do_update(index_elements=["provider_id"], set_=values))
