"""From notices to emails: who wants one, when it is due, and what it holds. For nobody in particular."""

from uuid import UUID, uuid4

from sqlalchemy import Connection, all_, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import aliased

from service.domain.notices.choices import MOST_REFUSALS, Pace
from service.domain.notices.email import Email, EmailId
from service.domain.notices.kinds import DAYS_UNFETCHED, KINDS, NOT_FETCHED
from service.domain.submissions.jobs import JobKind, JobState
from service.storage.accounts import language_of
from service.storage.job_rows import add_lone_job
from service.storage.notice_tables import NoticeChoiceRow, NoticeCopyRow, NoticeRow
from service.storage.notices import notice_of
from service.storage.tables import AccountRow, JobRow, OutboxRow

_MOST_AT_ONCE = 1000
_ALONE = text("SELECT pg_try_advisory_xact_lock(20260069)")
_REMIND = text("""
    INSERT INTO notice (id, organisation_id, told_by, kind, key, facts, created_at)
    SELECT gen_random_uuid(), reader.id, line.provider_id, :kind, line.submission_id::text,
      jsonb_build_object('provider', provider.name, 'days', CAST(:days AS text)), now()
    FROM submission_municipality AS line
    JOIN organisation AS reader ON reader.kind = 'municipality' AND reader.code = line.municipality
    JOIN organisation AS provider ON provider.id = line.provider_id
    WHERE line.sent_at > now() - make_interval(days => :days + 7)
      AND line.sent_at <= now() - make_interval(days => :days)
      AND NOT EXISTS (
        SELECT FROM report_taken AS taken
        WHERE taken.submission_id = line.submission_id AND taken.municipality = line.municipality)
      AND EXISTS (
        SELECT FROM report
        WHERE report.submission_id = line.submission_id AND report.municipality = line.municipality
          AND NOT EXISTS (SELECT FROM succession WHERE succession.report_id = report.id))
    ON CONFLICT DO NOTHING
""")
_IS_DUE = text("""
    (notice_choice.pace = 'at-once' OR notice_copy.created_at <
      (date_trunc('day', now() AT TIME ZONE 'Europe/Amsterdam' - interval '7 hours') + interval '7 hours')
        AT TIME ZONE 'Europe/Amsterdam')
""")
"""A daily email holds what was told before seven in the morning, and goes after it."""
_STALE = text("now() - interval '7 days'")
"""What was told longer ago is in the list of notices, and in no email any more."""
_JUST_NOW = text("now() - interval '1 minute'")


class PostRoom:
    """Sees notices, addresses and emails of everybody, and nothing of what they are about."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def is_ours(self) -> bool:
        """Whether nobody else hands out or writes at this moment; until the transaction ends nobody will."""
        return bool(self._connection.execute(_ALONE).scalar_one())

    def remind(self) -> int:
        """Tell municipalities what they did not download for DAYS_UNFETCHED days; once each."""
        values = {"kind": NOT_FETCHED.code, "days": DAYS_UNFETCHED}
        return self._connection.execute(_REMIND, values).rowcount

    def hand_out(self) -> int:
        """Give new notices to whoever wants an email about them; returns how many were looked at."""
        fresh = (
            select(NoticeRow.id)
            .where(NoticeRow.handed_out_at.is_(None))
            .order_by(NoticeRow.created_at)
            .limit(_MOST_AT_ONCE)
        )
        found = self._connection.execute(fresh.with_for_update(skip_locked=True)).scalars().all()
        if not found:
            return 0
        choice, notice = NoticeChoiceRow, NoticeRow
        readers = (
            select(notice.id, choice.account_id, choice.organisation_id, notice.created_at)
            .join(choice, choice.organisation_id == notice.organisation_id)
            .join(AccountRow, AccountRow.id == choice.account_id)
            .where(
                notice.id.in_(found),
                AccountRow.organisation_id == choice.organisation_id,
                choice.email != "",
                choice.pace != Pace.OFF.value,
                choice.refusals < MOST_REFUSALS,
                notice.kind != all_(choice.unwanted),
                notice.created_at > _STALE,
            )
        )
        columns = ["notice_id", "account_id", "organisation_id", "created_at"]
        self._connection.execute(
            insert_or(NoticeCopyRow).from_select(columns, readers).on_conflict_do_nothing().inline()
        )
        handed_out = update(notice).where(notice.id.in_(found)).values(handed_out_at=func.now())
        self._connection.execute(handed_out)
        return len(found)

    def write_emails(self) -> int:
        """One email, with its job, for each person for whom something is due; returns how many.

        Nobody has two emails under way, or gets more than one a minute: what is told meanwhile waits for
        the next.
        """
        copy, choice = NoticeCopyRow, NoticeChoiceRow
        before = aliased(NoticeCopyRow)
        under_way = (
            select(JobRow.id)
            .join(before, before.email_id == JobRow.id)
            .where(
                before.account_id == copy.account_id,
                JobRow.state.in_([JobState.READY.value, JobState.RUNNING.value])
                | (JobRow.created_at > _JUST_NOW),
            )
        )
        due = (
            select(copy.notice_id, copy.account_id, copy.organisation_id)
            .join(choice, choice.account_id == copy.account_id)
            .where(
                copy.email_id.is_(None),
                _IS_DUE,
                copy.created_at > _STALE,
                choice.refusals < MOST_REFUSALS,
                ~under_way.exists(),
            )
        )
        by_reader: dict[tuple[UUID, UUID], list[UUID]] = {}
        for row in self._connection.execute(due):
            by_reader.setdefault((row.account_id, row.organisation_id), []).append(row.notice_id)
        for (account, organisation), notices in by_reader.items():
            self._write_email(account, organisation, notices)
        return len(by_reader)

    def email(self, email: EmailId) -> Email | None:
        """What to send; None when its reader is gone, wants no emails any more, or has no address."""
        choice, copy = NoticeChoiceRow, NoticeCopyRow
        wanted = (
            select(choice.email, AccountRow.language, NoticeRow.kind, NoticeRow.facts)
            .join(copy, copy.account_id == choice.account_id)
            .join(AccountRow, AccountRow.id == choice.account_id)
            .join(NoticeRow, NoticeRow.id == copy.notice_id)
            .where(
                copy.email_id == email,
                copy.sent_at.is_(None),
                choice.email != "",
                choice.pace != Pace.OFF.value,
                choice.refusals < MOST_REFUSALS,
                NoticeRow.kind != all_(choice.unwanted),
                NoticeRow.kind.in_(list(KINDS)),
                AccountRow.organisation_id == copy.organisation_id,
            )
            .order_by(NoticeRow.created_at, NoticeRow.id)
        )
        rows = self._connection.execute(wanted).all()
        if not rows:
            return None
        told = tuple(notice_of(row.kind, row.facts) for row in rows)
        return Email(id=email, to=rows[0].email, language=language_of(rows[0].language), notices=told)

    def put_off_all(self, seconds: float) -> None:
        """No email that is ready is tried before this long: they would all find the server away."""
        waiting = update(JobRow).where(
            JobRow.kind == JobKind.SEND_EMAIL.value, JobRow.state == JobState.READY.value
        )
        later = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
        later_jobs = waiting.values(not_before=func.greatest(JobRow.not_before, later)).returning(JobRow.id)
        jobs = self._connection.execute(later_jobs).scalars().all()
        again = update(OutboxRow).where(OutboxRow.job_id.in_(jobs)).values(sent_at=None)
        self._connection.execute(again)

    def _write_email(self, account: UUID, organisation: UUID, notices: list[UUID]) -> None:
        email, copy = uuid4(), NoticeCopyRow
        held = update(copy).where(copy.account_id == account, copy.notice_id.in_(notices))
        self._connection.execute(held.values(email_id=email))
        add_lone_job(self._connection, email, organisation, JobKind.SEND_EMAIL)
